"""Lines begin and end where they should, and differ by thickness and by gaps."""

import pytest

from perceptop.app.drawing.strokes import Stroke, path

ENDS = [(0, 0, 30, 50), (0, 40, 30, 2), (0, 5, 30, 5), (0, 0, 0, 0), (0, 9, 1, 0)]


@pytest.mark.parametrize(("x0", "y0", "x1", "y1"), ENDS)
def test_both_ends_are_lit(x0, y0, x1, y1):
    x, y = path(x0, y0, x1, y1, Stroke(1))
    dots = set(zip(x.tolist(), y.tolist(), strict=True))
    assert {(x0, y0), (x1, y1)} <= dots


@pytest.mark.parametrize(("x0", "y0", "x1", "y1"), ENDS)
def test_a_solid_line_has_no_gap(x0, y0, x1, y1):
    x, y = path(x0, y0, x1, y1, Stroke(1))
    dots = set(zip(x.tolist(), y.tolist(), strict=True))
    for dot_x, dot_y in dots - {(x0, y0)}:
        assert any((dot_x + dx, dot_y + dy) in dots for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)


def test_thicker_has_more_dots_and_dashes_have_fewer():
    thin, thick = len(path(0, 0, 40, 40, Stroke(1))[0]), len(path(0, 0, 40, 40, Stroke(2))[0])
    dashed, dotted = len(path(0, 0, 40, 40, Stroke(1, 6, 3))[0]), len(path(0, 0, 40, 40, Stroke(1, 1, 5))[0])
    assert dotted < dashed < thin < thick
