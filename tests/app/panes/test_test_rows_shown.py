"""Outputs and pictures of test rows: the titles say so, and keys move among them."""

import pytest

from perceptop.app.actions.table import command_of
from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.plain.rows import row_lines
from perceptop.app.wording.numbers import fixed
from perceptop.core.protocol.commands import ShowTest, Step, WantPictures
from tests.core.sessions import do, session


@pytest.fixture
def iris():
    made = session("iris")
    do(made, Step(20), WantPictures(("confusion",)), ShowTest(4))
    return made


def test_outputs_are_those_of_the_test_rows(iris):
    pane = OutputsPane()
    rows = pane.paint(iris.snapshot(), 70, 9, colorless()).texts()
    outputs = iris.trainer.network.predict(iris.trainer.dataset.test.inputs)
    assert rows[5].startswith(" ▶ 5 ")
    assert fixed(outputs[4].max(), 5) in rows[5]
    assert str(pane.border_title).startswith("Outputs [3] · test rows · ")


def test_it_counts_what_is_right_of_them(iris):
    pane = OutputsPane()
    pane.paint(iris.snapshot(), 70, 9, colorless())
    right = round(iris.trainer.test_accuracy * 30)
    assert f"{right} of 30 right" in str(pane.border_title)


@pytest.mark.parametrize("width", [26, 60])
def test_a_picture_of_them_says_so_at_any_width(iris, width):
    pane = PicturePane("confusion")
    snapshot = iris.snapshot()
    pane._snapshot = snapshot
    pane.paint(snapshot, width, 10, colorless())
    assert "test rows" in f"{pane.border_title} {pane.border_subtitle}"


def test_the_action_goes_to_the_test_rows_and_back(iris):
    assert command_of("test-rows", iris.snapshot()) == ShowTest(None)
    do(iris, ShowTest(None))
    assert command_of("test-rows", iris.snapshot()) == ShowTest(0)


def test_what_is_read_out_is_of_the_test_rows(iris):
    first, row, *_ = row_lines(iris.snapshot())
    assert first == "rows held out for testing:"
    sepal = iris.trainer.dataset.test.axis_values[0, 0]
    assert row.startswith(f"row 1: inputs {sepal:.5g} ")
