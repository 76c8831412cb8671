"""Training data with more inputs than have room: narrow columns, keys that go on, and the title says which they are."""

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.session.session import Session


@pytest.fixture
def snapshot(tmp_path):
    names = [f"a long name {place}" for place in range(30)]
    lines = [
        ",".join(f"{(row * 31 + place * 7) % 97 / 10}" for place in range(30)) + f",{'xy'[row % 2]}"
        for row in range(50)
    ]
    (tmp_path / "t.csv").write_text(",".join([*names, "kind"]) + "\n" + "\n".join(lines) + "\n")
    return Session(load_experiment(tmp_path / "t.csv"), playing=False).snapshot()


def painted(snapshot, width, steps=0):
    pane = TrainingDataPane()
    pane._snapshot = snapshot
    pane.redraw = lambda: None
    pane.action_columns(steps)
    return pane.paint(snapshot, width, 8, colorless()).texts(), f"{pane.border_title} {pane.border_subtitle}"


def test_columns_are_narrower_where_not_all_have_room(snapshot):
    rows, title = painted(snapshot, 60)
    assert rows[0].count("…") > 4
    assert "inputs 1–" in title
    assert " of 30" in title
    assert rows[1].rstrip().endswith(("→ x", "→ y"))


def test_keys_go_on_to_the_next_inputs_and_no_further_than_the_last(snapshot):
    about, first = snapshot.about, snapshot.numbers.inputs[0]
    rows, title = painted(snapshot, 60, 10)
    assert f" {about.input_in_units(10, first[10]):.5g} " in rows[1]
    assert "inputs 11–" in title
    rows, title = painted(snapshot, 60, 99)
    assert "inputs 30–30 of 30" in title
    assert f"{about.input_in_units(29, first[29]):.5g} → " in rows[1]


def test_cells_stand_under_their_heads_on_the_right(snapshot):
    rows, _ = painted(snapshot, 60)
    ends = [place for place, letter in enumerate(rows[0]) if letter == "…"]
    assert all(rows[1][end] != " " and rows[1][end + 1] == " " for end in ends)


def test_at_26_cells_the_answer_is_whole(snapshot):
    rows, _ = painted(snapshot, 26)
    assert "… → " in rows[1]
