"""Outputs as a table and as a log."""

import numpy as np
import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.content.epoch_log import first_line
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.wording.example_text import judge


def lines(snapshot, width=60, height=6, pane=None):
    return (pane or OutputsPane()).paint(snapshot, width, height, colorless()).texts()


@pytest.fixture
def learned(snapshots):
    outputs = np.array([[0.1055], [0.9021], [0.4101], [-0.081]])
    return snapshots.with_numbers(snapshots.run("xor", 0), outputs=outputs)


def test_golden(learned):
    assert lines(learned) == [
        "   x1 x2  expected  output    error",
        " ▶  1  1  0         0.1055  +0.1055  ◆━────────────────── ✓",
        "    1  0  1         0.9021  -0.0979  ━━━━━━━━━━━━━━━━━━─◆ ✓",
        "    0  1  1         0.4101  -0.5899  ━━━━━━━━───────────◆ ✗",
        "    0  0  0         -0.081  -0.0810  ◆─────────────────── ✓",
        "",
    ]


def test_the_title_counts_what_is_right(learned):
    pane = OutputsPane()
    lines(learned, pane=pane)
    assert str(pane.border_title) == "Outputs [3] · 3 of 4 right"


def test_narrow_keeps_output_and_error(learned):
    rows = lines(learned, width=34)
    assert all(text in rows[1] for text in ("0.1055", "+0.1055", "✓"))


def test_real_targets_are_not_judged(snapshots):
    rows = lines(snapshots.run("cubic", 2))
    assert not any(glyph in row for row in rows for glyph in "✓✗")


def test_words_are_judged_by_the_nearest(snapshots):
    about = snapshots.run("letters", 0).about
    right = judge(about, np.array([[0.2], [0.4]]), np.array([[0.24], [0.26]]))
    assert right.tolist() == [True, False]


@pytest.mark.parametrize(
    ("targets", "outputs", "right"),
    [
        ([[0.0], [1.0]], [[0.49], [0.5]], [True, False]),
        ([[0.0], [1.0]], [[0.51], [0.49]], [False, False]),
        ([[-1.0], [1.0]], [[-0.1], [-0.1]], [True, False]),
        ([[0.0, 1.0], [1.0, 0.0]], [[0.2, 0.9], [0.2, 0.1]], [True, False]),
        ([[0.0], [1.0]], [[np.nan], [np.inf]], [False, False]),
    ],
)
def test_classes_are_judged_by_the_side_of_the_middle(targets, outputs, right, snapshots):
    low, high = min(min(row) for row in targets), max(max(row) for row in targets)
    about = snapshots.with_about(snapshots.run("xor", 0), target_range=(low, high)).about
    assert judge(about, np.array(targets), np.array(outputs)).tolist() == right


def test_of_many_inputs_the_number_of_the_row(snapshots):
    rows = lines(snapshots.network((64, 3, 10)))
    assert rows[0].split()[0] == "row"
    assert rows[1].split()[:2] == ["▶", "1"]


def test_the_log_has_each_epoch_once_newest_last(xor):
    pane = OutputsPane()
    pane.action_log()
    rows = lines(xor, 70, 5, pane)
    assert rows[0].split() == ["epoch", "MSE", "1", "1", "1", "0", "0", "1", "0", "0"]
    assert [int(row.split()[0]) for row in rows[1:]] == [297, 298, 299, 300]
    assert rows[-1].split()[1] == f"{xor.numbers.mse:.6f}"
    assert rows[-1].split()[2] == f"{xor.numbers.outputs[0, 0]:.3f}/0"


def test_a_held_line_stays_while_new_ones_come():
    epochs = np.arange(100.0, 150.0)
    assert first_line(epochs, None, 5) == 50
    assert first_line(epochs, 120.0, 5) == 21
    assert first_line(epochs + 10, 120.0, 5) == 11


def test_a_page_is_full_when_the_held_line_is_gone():
    assert first_line(np.arange(500.0, 600.0), 120.0, 5) == 5


def test_scrolling_back_and_on_again(xor):
    pane = OutputsPane()
    pane.action_log()
    pane._snapshot = xor
    pane.action_move(-3)
    assert lines(xor, 70, 5, pane)[-1].split()[0] == "297"
    assert str(pane.border_title) == "Outputs [3] · log · 3 lines back"
    pane.action_far(1)
    assert lines(xor, 70, 5, pane)[-1].split()[0] == "300"


def test_in_the_table_the_keys_choose(xor):
    pane, sent = OutputsPane(), []
    pane.post_message = sent.append
    pane._snapshot = xor
    pane.action_move(1)
    assert [message.example for message in sent] == [1]


def test_no_log_yet(snapshots):
    pane = OutputsPane()
    pane.action_log()
    pane._snapshot = snapshots.network((2, 3, 1))
    pane.action_move(-1)
    assert lines(pane._snapshot, 40, 4, pane)[1:] == ["", "", ""]


def test_bars_have_one_scale_whichever_rows_are_seen(snapshots):
    ends = set()
    for chosen in (0, 150):
        snapshot = snapshots.run("cubic", 0, chosen=chosen)
        assert snapshot.about.target_range == pytest.approx((-50, 50))
        outputs = np.full_like(snapshot.numbers.outputs, 25.0)
        ends.add(lines(snapshots.with_numbers(snapshot, outputs=outputs))[1].rindex("━"))
    assert len(ends) == 1
