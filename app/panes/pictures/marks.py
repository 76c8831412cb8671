"""The glyphs of training examples: by their class, never by color alone."""

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.shades import Levels, Shades
from perceptop.app.panes.pictures.axes import Plot
from perceptop.app.wording.cell_text import clean
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.picture import ClassMarks

TWO = "○●"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def glyphs_of(names: tuple[str, ...]) -> str:
    """A glyph for each name: a hollow and a full circle for two, else first letters, or digits where they are equal."""
    if len(names) == 2:
        return TWO
    first = [clean(name)[:1].strip() for name in names]
    if len(set(first)) == len(first) and all(letter.isascii() and letter for letter in first):
        return "".join(first)
    return "".join(DIGITS[place % len(DIGITS)] for place in range(len(names)))


def mark_inks(names: tuple[str, ...], palette: ColorPalette) -> list[int]:
    """The inks of marks on the plain background."""
    if len(names) == 2:
        return [palette.negative[-1], palette.positive[-1]]
    some = [palette.positive[-1], palette.negative[-1], palette.good, palette.accent, palette.curve, palette.bad]
    return [some[place % len(some)] for place in range(len(names))]


def put_marks(canvas: Canvas, plot: Plot, points: Array, marks: ClassMarks, palette: ColorPalette) -> None:
    """The examples at their places in a plot without shades."""
    glyphs, inks = glyphs_of(marks.names), mark_inks(marks.names, palette)
    columns, rows = plot.columns(points[:, 0]), plot.rows(points[:, 1])
    for column, row, mark in zip(columns.tolist(), rows.tolist(), marks.of.tolist(), strict=True):
        canvas.write(plot.left + column, plot.top + row, glyphs[mark], inks[mark])


def put_dots(canvas: Canvas, plot: Plot, points: Array, palette: ColorPalette) -> None:
    """Where the examples were."""
    columns, rows = plot.columns(points[:, 0]), plot.rows(points[:, 1])
    for column, row in zip(columns.tolist(), rows.tolist(), strict=True):
        canvas.write(plot.left + column, plot.top + row, "·", palette.muted)


def put_marks_on(canvas: Canvas, plot: Plot, points: Array, marks: ClassMarks, cells: Levels, shades: Shades) -> None:
    """The examples at their places in a plot with shades: each on the shade of its cell."""
    if not cells.size:
        return
    glyphs = np.array([ord(glyph) for glyph in glyphs_of(marks.names)], np.uint32)
    characters = np.zeros(cells.shape, np.uint32)
    rows, columns = plot.rows(points[:, 1]), plot.columns(points[:, 0])
    characters[rows, columns] = glyphs[marks.of]
    canvas.paste(plot.left, plot.top, characters, shades.over[cells])
