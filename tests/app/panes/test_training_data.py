"""The training data as rows, the chosen one marked."""

import numpy as np

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.widgets.messages import ExampleChosen


def lines(snapshot, width=40, height=6):
    return TrainingDataPane().paint(snapshot, width, height, colorless()).texts()


def posted(pane, snapshot, action):
    """Which examples the pane asks for."""
    sent = []
    pane.post_message = sent.append
    pane._snapshot = snapshot
    action(pane)
    assert all(isinstance(message, ExampleChosen) for message in sent)
    return [message.example for message in sent]


def test_xor(snapshots):
    assert lines(snapshots.run("xor", 0, chosen=1)) == [
        "      x1  x2    y expected",
        "   1   1   1  → 0",
        " ▶ 2   1   0  → 1",
        "   3   0   1  → 1",
        "   4   0   0  → 0",
        "",
    ]


def test_words_stand_for_numbers(snapshots):
    assert lines(snapshots.run("letters", 0), height=3)[1].split() == ["▶", "1", "w", "→", "h"]


def test_classes_by_name(snapshots):
    assert lines(snapshots.run("pixels", 0), height=3)[1].split() == ["▶", "1", "0", "0", "0", "0", "→", "solid"]


def test_long_data_is_shown_around_the_chosen_row(snapshots):
    snapshot = snapshots.run("cubic", 0, chosen=500)
    pane = TrainingDataPane()
    rows = pane.paint(snapshot, 40, 6, colorless()).texts()
    assert any(row.startswith(" ▶ 501 ") for row in rows)
    assert str(pane.border_title).endswith("row 501 of 1,000")


def test_many_inputs_are_cut(snapshots):
    row = lines(snapshots.network((64, 3, 10)), width=50, height=3)[1]
    assert " … → y" in row


def test_the_rows_stay_where_they_are_while_the_choice_is_seen(snapshots):
    pane = TrainingDataPane()
    pane.paint(snapshots.run("xor", 0, chosen=3), 40, 3, colorless())
    rows = pane.paint(snapshots.run("xor", 0, chosen=2), 40, 3, colorless()).texts()
    assert rows[1].startswith(" ▶ 3")


def test_keys_choose(snapshots):
    snapshot = snapshots.run("xor", 0, chosen=1)
    assert posted(TrainingDataPane(), snapshot, lambda pane: pane.action_choose(1)) == [2]
    assert posted(TrainingDataPane(), snapshot, lambda pane: pane.action_choose_at(-1)) == [3]
    assert posted(TrainingDataPane(), snapshot, lambda pane: pane.action_choose(-99)) == [0]


def test_what_is_chosen_already_is_not_asked_for(snapshots):
    snapshot = snapshots.run("xor", 0, chosen=3)
    assert posted(TrainingDataPane(), snapshot, lambda pane: pane.action_choose(1)) == []


def test_an_epoch_more_draws_nothing_anew(snapshots):
    pane = TrainingDataPane()
    assert pane.subject(snapshots.run("xor", 2)) == pane.subject(snapshots.run("xor", 300))
    other = snapshots.with_numbers(snapshots.run("xor", 2), targets=np.ones((4, 1)))
    assert pane.subject(snapshots.run("xor", 2)) != pane.subject(other)


def test_what_is_expected_is_whole_before_more_inputs_are_shown(snapshots):
    rows = lines(snapshots.run("pixels", 0), width=26, height=6)
    assert rows[4].endswith("→ horizontal")
    assert " … " in rows[4]


def test_where_all_inputs_fit_closer_together_all_are_shown(snapshots):
    assert lines(snapshots.run("xor", 0), width=21, height=3)[:2] == ["     x1 x2   y", " ▶ 1  1  1 → 0"]
