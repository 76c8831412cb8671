"""The loss as a curve with axes, and as numbers."""

import numpy as np
import pytest

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palettes import colorless
from perceptop.app.drawing.ticks import value_label
from perceptop.app.panes.content.loss_curve import LossScale, columns, draw_curve, last_epoch, value_scale
from perceptop.app.panes.loss import LossPane
from perceptop.core.protocol.commands import Fork, GoTo, Step
from perceptop.core.protocol.remarks import Story
from tests.core.sessions import do, session


def lines(snapshot, width=40, height=10, linear=False, of_loss=False):
    pane = LossPane()
    if of_loss:
        pane.action_kind()
    if linear:
        pane.action_scale()
    return pane.paint(snapshot, width, height, colorless()).texts(), str(pane.border_title)


def braille(rows):
    return [(x, y) for y, row in enumerate(rows) for x, character in enumerate(row) if "⠀" < character <= "⣿"]


def test_the_mse_always_stands_there(snapshots):
    for snapshot in (snapshots.run("xor", 300), snapshots.run("fann-and", 3)):
        for size in ((12, 1), (20, 3), (60, 20)):
            assert f"MSE {snapshot.numbers.mse:.6f}"[:10] in lines(snapshot, *size)[0][0]


@pytest.mark.parametrize(("width", "height", "drawn"), [(8, 2, True), (7, 2, False), (8, 1, False)])
def test_a_curve_is_drawn_from_8_cells_by_2_on(snapshots, width, height, drawn):
    canvas, palette = Canvas(width, height, colorless().blank), colorless()
    assert (draw_curve(canvas, 0, snapshots.run("xor", 300).curve, None, True, palette) is not None) is drawn


def test_golden(snapshots):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), [0, 1, 2, 3, 4], [1.0, 0.1, 0.01, 0.001, 0.0001])
    snapshot = snapshots.with_progress(snapshots.with_numbers(snapshot, loss=1e-4, mse=5e-5), epochs=None)
    assert lines(snapshot, 36, 8)[0] == [
        " MSE 0.000050     half_sse 0.000100",
        "      1┤⠙⠲⠤⣄⡀┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "       │    ⠉⠓⠦⢤⣀",
        "   0.01┤┈┈┈┈┈┈┈┈⠈⠙⠲⠤⣄⡀┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "       │             ⠉⠓⠲⢤⣀",
        "       │                 ⠈⠙⠒⠦⣄⡀",
        " 0.0001┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠉⠙⠲⠤⣄",
        "        0            2            4",
    ]


def test_in_a_few_rows_curves_stand_apart_on_a_linear_scale_unless_the_other_is_chosen(snapshots):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), [0, 1], [0.5, 0.001])
    rows, title = lines(snapshot, 36, 4)
    assert "linear scale" in title
    assert [row[:5].strip() for row in rows[1:]] == ["0.5┤", "│", "0┤"]
    other = lines(snapshots.with_curve(snapshot, [0, 1], [0.35, 0.1]), 36, 4)[0]
    assert [row[:5].strip() for row in other[1:]] == ["0.4┤", "0.2┤", "0┤"], "a 0 alone would be no scale"
    assert "log scale" in lines(snapshot, 36, 5)[1]
    pane = LossPane()
    pane.paint(snapshot, 36, 4, colorless())
    pane.action_scale()
    pane.paint(snapshot, 36, 4, colorless())
    assert "log scale" in str(pane.border_title)


@pytest.mark.parametrize("height", range(4, 12))
@pytest.mark.parametrize("ends", [(0.1, 2e-6), (600, 13)])
def test_two_marks_of_one_row_do_not_run_into_each_other(snapshots, height, ends):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), [0, 1], ends)
    marks = [row.partition("┤")[0].strip() for row in lines(snapshot, 40, height)[0] if "┤" in row]
    assert marks
    assert all(mark == value_label(float(mark)) for mark in marks), marks


def test_every_low_and_high_is_drawn():
    scale = LossScale(0.0, 1.0, False)
    lows, highs = np.array([0.5, 0.0, 0.5, 0.5]), np.array([0.5, 0.5, 0.5, 1.0])

    class Noisy:
        epochs = np.array([0.0, 1.0, 2.0, 3.0])
        last = (3, 0.5)

    Noisy.lows, Noisy.highs = lows, highs
    top, bottom = columns(Noisy, 3.0, 10, 21, scale)
    assert top.min() == 0
    assert bottom.max() == 20


def test_neighboring_columns_touch():
    class Steep:
        epochs = np.arange(50.0)
        lows = highs = np.array([1.0, 0.0] * 25)
        last = (49, 0.0)

    top, bottom = columns(Steep, 49.0, 80, 40, LossScale(0.0, 1.0, False))
    assert (top[1:] <= bottom[:-1] + 1).all()
    assert (bottom[1:] >= top[:-1] - 1).all()


@pytest.mark.parametrize("linear", [False, True])
@pytest.mark.parametrize(
    ("epochs", "losses"),
    [
        ([0], [0.7]),
        ([0], [0.0]),
        ([0, 1, 2], [0.5, 0.5, 0.5]),
        ([0, 1, 2], [0.5, 0.0, 0.1]),
        ([0, 1, 2], [0.0, 0.0, 0.0]),
        ([0, 1, 2], [-3.0, 2.0, -1.0]),
        ([0, 1e6, 1e9], [1e300, 1.0, 1e-300]),
        ([0, 1], [5e-324, 1e308]),
    ],
)
def test_any_curve_is_drawn(epochs, losses, linear, snapshots):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), epochs, losses)
    assert braille(lines(snapshot, linear=linear)[0])


def test_no_curve_yet(snapshots):
    assert not braille(lines(snapshots.with_curve(snapshots.run("xor", 0), [], []))[0])


def test_the_key_changes_the_scale(xor):
    assert lines(xor)[1].endswith("log scale")
    assert lines(xor, linear=True)[1].endswith("linear scale")


def test_nothing_positive_is_on_a_linear_scale(snapshots):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), [0, 1], [0.0, -1.0])
    assert lines(snapshot)[1].endswith("linear scale")


def test_the_title_names_the_loss(xor):
    assert lines(xor)[1].startswith("Loss [2] · MSE · ")


def test_the_axes_stay_while_the_loss_creeps(snapshots):
    one = snapshots.with_curve(snapshots.run("xor", 0), [0, 310], [0.5, 0.0131])
    other = snapshots.with_curve(snapshots.run("xor", 0), [0, 311], [0.5, 0.0130])
    assert value_scale(one.curve, True) == value_scale(other.curve, True)
    assert last_epoch(one.curve, None) == last_epoch(other.curve, None)


def test_the_axis_ends_where_the_run_will():
    class Near:
        last = (4500, 0.1)

    assert last_epoch(Near, 4600) == 4600
    assert last_epoch(Near, None) == 5000


def test_the_curve_falls(snapshots):
    snapshot = snapshots.with_curve(snapshots.run("xor", 0), range(100), np.linspace(1, 0.01, 100))
    dots = braille(lines(snapshot, linear=True)[0])
    assert min(dots)[1] < max(dots)[1]


def test_the_curve_is_that_of_the_mse_and_on_a_key_that_of_the_loss(xor):
    shown, title = lines(xor, of_loss=True)
    assert title == "Loss [2] · half_sse · log scale"
    assert shown[0] == lines(xor)[0][0]
    low, high = float(xor.curve.mse.lows.min()), float(xor.curve.mse.highs.max())
    assert (low, high) == pytest.approx((xor.curve.lows.min() / 2, xor.curve.highs.max() / 2))
    pane = LossPane()
    pane.mark(Story("", at_loss=True))
    drawn = {}
    for of_loss in (False, True):
        pane.of_loss, pane.logarithmic = of_loss, False
        drawn[of_loss] = pane.paint(xor, 60, 20, colorless()).texts()
    tops = [float(drawn[of_loss][1].split("┤")[0]) for of_loss in (False, True)]
    assert tops[0] >= high > tops[0] / 3
    assert tops[1] == 2 * tops[0]


def test_a_loss_that_is_the_mse_has_no_other_curve(snapshots):
    snapshot = do(session("xor", loss="mse"), Step(30))
    for of_loss in (False, True):
        shown, title = lines(snapshot, of_loss=of_loss)
        assert title.startswith("Loss [2] · MSE")
        assert shown[0].strip() == f"MSE {snapshot.numbers.mse:.6f}"
    assert snapshot.curve.mse.lows.tolist() == snapshot.curve.lows.tolist()


def test_the_mse_of_test_rows_is_their_own():
    snapshot = do(session("iris"), Step(20))
    data = session("iris").trainer.dataset.test
    made = session("iris")
    do(made, Step(20))
    outputs = made.trainer.network.predict(data.inputs)
    assert snapshot.numbers.test_mse == pytest.approx(((outputs - data.targets) ** 2).mean())
    assert snapshot.test_curve.mse.last == (20, pytest.approx(snapshot.numbers.test_mse))
    assert snapshot.test_curve.last == (20, pytest.approx(snapshot.numbers.test_loss))
    assert f"test {snapshot.numbers.test_mse:.6f}" in lines(snapshot)[0][1]
    assert f"test {snapshot.numbers.test_loss:.6f}" in lines(snapshot, of_loss=True)[0][1]


def test_a_fork_keeps_the_mse_of_its_past():
    made = session("xor")
    before = do(made, Step(30)).curve.mse
    after = do(made, GoTo(10), Fork(), Step(2))
    assert after.curve.mse.last[0] == 12
    assert after.curve.mse.highs.tolist()[:11] == before.highs.tolist()[:11]
    assert after.curve.mse.last[1] == pytest.approx(after.numbers.mse)
