"""The legend of the decision surface: beside it if there is room, else in the last row; marks, shades and the line."""

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.picture import PicturePane
from tests.app.panes.test_picture import seen


def rows(name, width, height, kind="surface"):
    pane = PicturePane(kind)
    return pane.paint(seen(name, 1, kind), width, height, colorless()).texts()


@pytest.mark.parametrize(
    ("width", "shown"), [(38, "● 1 ○ 0 expected  █ 1 ≡ 0 y  ⠤⠤ 0.5"), (29, "● 1 ○ 0 expected  █ 1 ≡ 0 y")]
)
def test_where_there_is_no_room_beside_it_it_is_below(width, shown):
    assert rows("xor", width, 18)[-1].strip() == shown


def test_where_there_is_room_it_is_beside():
    drawn = rows("xor", 80, 18)
    assert "● expected 1" in drawn[0]
    assert "expected" not in drawn[-1]


def test_in_few_rows_the_surface_has_them_all():
    assert "expected" not in rows("xor", 30, 7)[-1]
