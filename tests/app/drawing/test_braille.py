"""Dots land in the cell and at the place that Unicode gives them."""

import numpy as np
import pytest
from rich.style import Style

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.inks import ink

PLAIN, WEAK, STRONG = ink(Style()), ink(Style(color="red")), ink(Style(color="blue"))


def drawn(dots: Dots) -> Canvas:
    canvas = Canvas(dots.width, dots.height, PLAIN)
    dots.paste(canvas, 0, 0)
    return canvas


@pytest.mark.parametrize(
    ("x", "y", "character"),
    [(0, 0, "⠁"), (0, 1, "⠂"), (0, 2, "⠄"), (1, 0, "⠈"), (1, 1, "⠐"), (1, 2, "⠠"), (0, 3, "⡀"), (1, 3, "⢀")],
)
def test_each_dot(x, y, character):
    dots = Dots(1, 1)
    dots.draw(np.array([x]), np.array([y]), WEAK)
    assert drawn(dots).text(0) == character


def test_the_last_to_draw_owns_the_cell():
    dots = Dots(1, 1)
    dots.draw(np.array([0]), np.array([0]), WEAK)
    dots.draw(np.array([1]), np.array([3]), STRONG)
    assert drawn(dots).text(0) == "⢁"
    assert drawn(dots).inks[0, 0] == STRONG


def test_dots_outside_are_left_out():
    dots = Dots(1, 1)
    dots.draw(np.array([-1, 2, 0, 1]), np.array([0, 0, 4, 1]), np.array([WEAK, WEAK, WEAK, STRONG], np.int32))
    assert drawn(dots).text(0) == "⠐"


def test_columns_are_filled_from_low_to_high():
    dots = Dots(1, 2)
    dots.draw_columns(np.array([2, 9]), np.array([5, 0]), WEAK)
    assert drawn(dots).texts() == ["⡄", "⠃"]


@pytest.mark.parametrize("size", [(0, 0), (0, 3), (3, 0), (-1, -1)])
def test_no_cells_no_dots(size):
    dots = Dots(*size)
    dots.draw(np.array([0]), np.array([0]), WEAK)
    dots.paste(Canvas(2, 2, PLAIN), 0, 0)


def test_lines_are_drawn_in_their_order():
    dots = Dots(2, 1)
    dots.draw(np.array([0, 2]), np.array([0, 0]), STRONG)
    dots.draw(np.array([0]), np.array([1]), np.array([WEAK], np.int32))
    dots.draw(np.array([1]), np.array([0]), STRONG)
    dots.draw_columns(np.array([9, 9, 9, 3]), np.array([0, 0, 0, 3]), WEAK)
    assert drawn(dots).text(0) == "⠋⢁"
    assert drawn(dots).inks.tolist() == [[STRONG, WEAK]]
