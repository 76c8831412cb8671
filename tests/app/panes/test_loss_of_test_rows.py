"""The loss pane shows the test rows' loss as a dashed curve with its number, and how many rows are right."""

import dataclasses

import numpy as np

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.loss import LossPane
from perceptop.core.protocol.snapshot import Curve


def curve(losses):
    losses = np.array(losses)
    return Curve(np.arange(len(losses), dtype=float), losses, losses, (0, losses[0]), (len(losses) - 1, losses[-1]))


def lines(snapshots, width=56, height=8, **numbers):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), [0, 1, 2, 3, 4], [1.0, 0.5, 0.2, 0.1, 0.05])
    snapshot = snapshots.with_progress(snapshots.with_numbers(snapshot, **numbers), epochs=None)
    snapshot = dataclasses.replace(snapshot, test_curve=curve([1.0, 0.6, 0.5, 0.5, 0.5]))
    return LossPane().paint(snapshot, width, height, colorless()).texts()


def test_loss_and_accuracies_stand_under_the_numbers_of_training(snapshots):
    shown = lines(snapshots, accuracy=0.9917, test_loss=0.101794, test_accuracy=0.9333)
    assert shown[1].startswith(" ┄ test 0.101794")
    assert shown[1].endswith("accuracy 99.2%, test 93.3%")
    assert any("⠀" < character <= "⣿" for character in shown[3])


def test_a_narrow_pane_says_less_and_a_target_of_numbers_no_accuracy(snapshots):
    assert lines(snapshots, 42, accuracy=0.9917, test_loss=0.1, test_accuracy=0.9333)[1].endswith("right 99%, test 93%")
    assert lines(snapshots, test_loss=0.1)[1].strip() == "┄ test 0.100000"


def test_a_low_pane_keeps_its_rows_for_the_curve_and_says_how_many_are_right_in_the_first(snapshots):
    first, *others = lines(snapshots, 38, height=5, accuracy=0.9917, test_loss=0.1, test_accuracy=0.9333)
    assert first.rstrip().endswith("right 99%, test 93%")
    assert "test" not in "".join(others)


def test_a_low_pane_says_the_test_rows_number_of_a_target_that_is_a_number(snapshots):
    first, *others = lines(snapshots, 38, height=5, test_loss=0.1)
    assert first.rstrip().endswith("┄ test 0.100000")
    assert "test" not in "".join(others)


def test_the_second_curve_lies_above_the_first_where_its_loss_does(snapshots):
    with_test, without = lines(snapshots, height=14, test_loss=0.5), lines(snapshots, height=14)
    dots = [sum("⠀" < character <= "⣿" for character in "".join(each)) for each in (with_test, without)]
    assert dots[0] >= dots[1] - 14
    assert with_test[1:] != without[1:]


def test_the_key_goes_on_to_the_accuracy_with_a_scale_of_its_own(snapshots):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), [0, 1, 2], [1.0, 0.5, 0.2])
    snapshot = snapshots.with_numbers(snapshot, accuracy=0.75, test_loss=0.5, test_accuracy=0.5)
    right, tested = curve([0.25, 0.5, 0.75]), curve([0.25, 0.25, 0.5])
    snapshot = dataclasses.replace(
        snapshot,
        curve=dataclasses.replace(snapshot.curve, accuracy=right),
        test_curve=dataclasses.replace(curve([1.0, 0.6, 0.5]), accuracy=tested),
    )
    pane = LossPane()
    pane._snapshot = snapshot
    pane.redraw = lambda: None
    titles = []
    for _ in range(4):
        shown = pane.paint(snapshot, 56, 10, colorless()).texts()
        titles.append(str(pane.border_title).split(" · ")[1])
        if titles[-1] == "accuracy":
            assert any(row.lstrip().startswith("1┤") for row in shown)
            assert "accuracy 75.0%, test 50.0%" in shown[1]
        pane.action_kind()
    assert titles == ["MSE", "half_sse", "accuracy", "MSE"]
