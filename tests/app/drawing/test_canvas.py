"""A canvas clips everything and never changes the width of a row."""

import numpy as np
import pytest
from rich.cells import cell_len
from rich.style import Style

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.inks import ink, style_of

PLAIN, RED, ON_BLUE = ink(Style()), ink(Style(color="red")), ink(Style(bgcolor="blue"))


def width_of(canvas: Canvas, y: int) -> int:
    return sum(cell_len(segment.text) for segment in canvas.segments(y))


def test_write_returns_the_column_after_the_text():
    canvas = Canvas(10, 1, PLAIN)
    assert canvas.write(2, 0, "abc", RED) == 5
    assert canvas.text(0) == "  abc     "


@pytest.mark.parametrize(("x", "text"), [(-2, "cd  "), (2, "  ab"), (-9, "    "), (9, "    ")])
def test_write_is_cut_off_at_the_edges(x, text):
    canvas = Canvas(4, 1, PLAIN)
    canvas.write(x, 0, "abcd", RED)
    assert canvas.text(0) == text


@pytest.mark.parametrize("y", [-1, 1, 99])
def test_rows_outside_are_ignored(y):
    canvas = Canvas(4, 1, PLAIN)
    canvas.write(0, y, "abcd", RED)
    canvas.fill(0, y, 4, 1, "#", RED)
    canvas.overlay(0, y, 4, Style(bold=True))
    assert canvas.texts() == [""]


@pytest.mark.parametrize("size", [(0, 0), (1, 0), (0, 1), (-3, -3)])
def test_nothing_fits_on_an_empty_canvas(size):
    canvas = Canvas(*size, PLAIN)
    canvas.write(0, 0, "abc", RED)
    canvas.fill(-1, -1, 5, 5, "#", RED)
    canvas.paste(0, 0, np.full((2, 2), 65, np.uint32), RED)
    canvas.settle()
    assert canvas.changes(Canvas(*size, PLAIN)) == []
    assert [canvas.segments(y) for y in range(canvas.height)] == [[]] * canvas.height


def test_runs_of_one_ink_are_one_segment():
    canvas = Canvas(9, 1, PLAIN)
    canvas.write(0, 0, "ab", RED)
    canvas.write(2, 0, "cd", RED)
    canvas.write(5, 0, "ef", ON_BLUE)
    assert [(segment.text, segment.style) for segment in canvas.segments(0)] == [
        ("abcd", style_of(RED)),
        (" ", style_of(PLAIN)),
        ("ef", style_of(ON_BLUE)),
        ("  ", style_of(PLAIN)),
    ]


def test_spaces_join_the_run_before_them_where_they_look_the_same():
    canvas = Canvas(9, 1, PLAIN)
    canvas.write(0, 0, "ab", RED)
    canvas.write(4, 0, "cd", RED)
    canvas.write(6, 0, " ", ON_BLUE)
    canvas.settle()
    assert [segment.text for segment in canvas.segments(0)] == ["ab  cd", " ", "  "]


@pytest.mark.parametrize("x", range(-2, 6))
def test_wide_characters_keep_the_width(x):
    canvas = Canvas(5, 1, PLAIN)
    canvas.write(x, 0, "日本", RED)
    canvas.settle()
    assert width_of(canvas, 0) == 5


@pytest.mark.parametrize("x", range(5))
def test_a_wide_character_cut_in_half_is_gone(x):
    canvas = Canvas(5, 1, PLAIN)
    canvas.write(0, 0, "日本", RED)
    canvas.write(x, 0, "a", RED)
    canvas.settle()
    assert width_of(canvas, 0) == 5
    assert "a" in canvas.text(0)


def test_text_cannot_drive_the_terminal():
    canvas = Canvas(12, 1, PLAIN)
    canvas.write(0, 0, "a\x1b[31m\nb\u200d\u0301\ud800c", RED)
    canvas.settle()
    assert canvas.text(0).rstrip() == "a[31mbc"
    assert width_of(canvas, 0) == 12


def test_changes_names_the_span_that_differs():
    before, after = Canvas(8, 3, PLAIN), Canvas(8, 3, PLAIN)
    after.write(2, 1, "ab", PLAIN)
    after.write(5, 1, " ", RED)
    assert after.changes(before) == [(1, 2, 6)]


def test_overlay_keeps_what_it_does_not_say():
    canvas = Canvas(3, 1, RED)
    canvas.overlay(0, 0, 2, Style(bold=True))
    assert style_of(int(canvas.inks[0, 0])) == Style(color="red", bold=True)
    assert canvas.inks[0, 2] == RED


def test_paste_leaves_what_it_does_not_cover():
    canvas = Canvas(3, 1, PLAIN)
    canvas.write(0, 0, "abc", PLAIN)
    canvas.paste(-1, 0, np.array([[88, 0, 89]], np.uint32), RED)
    assert canvas.text(0) == "aYc"


def test_a_copy_is_equal_and_goes_its_own_way():
    one, other = Canvas(6, 1, PLAIN), Canvas(6, 1, PLAIN)
    one.write(0, 0, "日a", RED)
    other.copy(one)
    assert other.changes(one) == []
    other.write(3, 0, "b", RED)
    other.write(1, 0, "c", RED)
    other.settle()
    assert one.text(0) == "日a   "
    assert other.text(0) == " cab  "
    assert width_of(other, 0) == 6


def test_runs_begin_where_the_ink_changes():
    canvas = Canvas(6, 1, PLAIN)
    canvas.write(1, 0, "日a", RED)
    assert canvas.runs(0) == (" 日\0a  ", [0, 1, 4], [PLAIN, RED, PLAIN])
    assert Canvas(0, 1, PLAIN).runs(0) == ("", [], [])
