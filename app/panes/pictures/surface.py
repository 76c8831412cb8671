"""The decision surface: shades for the output, the line where the answer changes, the examples on it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from textual.geometry import Offset, Size

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.outline import borders
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.resample import nearest, smooth
from perceptop.app.drawing.shades import Levels, Shades, classes, diverging, levels_of
from perceptop.app.panes.pictures.plot import (
    KEY_WIDTH,
    Plot,
    Range,
    draw_axes,
    draw_key,
    draw_scale,
    glyphs_of,
    make_plot,
    put_marks_on,
)
from perceptop.app.wording.cell_text import cells
from perceptop.app.wording.numbers import short
from perceptop.core.pictures.sampling import spread
from perceptop.core.protocol.picture import DecisionSurface
from perceptop.core.protocol.snapshot import About

LINE = "⠤⠤"
LEAST_WITH_LEGEND = 8
"""Rows from which on one of them is the legend's."""


def draw_surface(canvas: Canvas, about: About, picture: DecisionSurface, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    plot, legend_below = _placed(picture, about, canvas.width, canvas.height)
    named = about.names.neuron(picture.neuron.layer, picture.neuron.index)
    if plot.width and plot.height:
        shades = surface_shades(picture, palette)
        cells = shades.paste(canvas, plot.left, plot.top, surface_levels(picture, plot.width, plot.height, shades))
        tips = _tips(picture, plot)
        draw_over(canvas, plot, tips, cells, shades)
        put_marks_on(canvas, plot, picture.points, picture.marks, cells, shades)
        draw_axes(canvas, plot, (about.axes[0], about.axes[1]), palette)
        if legend_below:
            _legend_below(canvas, named, picture, shades, palette)
        else:
            _legend(canvas, plot, named, picture, shades, palette)
    return "largest output" if picture.winners is not None else named


def plot_of(picture: DecisionSurface, about: About, width: int, height: int) -> Plot:
    """Where the plane lies in a pane of that size."""
    return _placed(picture, about, width, height)[0]


def _placed(picture: DecisionSurface, about: About, width: int, height: int) -> tuple[Plot, bool]:
    """Return the place of the surface, and whether its legend has the last row: there may be no room beside it."""
    for below in (False, True):
        plot = make_plot((0, 0, width, height - below), picture.x, picture.y, about.axes[1]).squared()
        if width - plot.left - plot.width - 2 >= KEY_WIDTH or height < LEAST_WITH_LEGEND:
            break
    return plot, below


@dataclass(frozen=True)
class PlaneSpot:
    """A place in the plane, to the digits that a cell can tell: the training `row` (from 0) that stands there, None for
    none, and the name of the class after its own.
    """

    x: float
    y: float
    row: int | None = None
    next_class: str = ""


def spot_at(picture: DecisionSurface, about: About, size: Size, cell: Offset) -> PlaneSpot | None:
    """What a cell of a pane of that size stands for; None outside of the plane."""
    plot = plot_of(picture, about, *size)
    column, row = cell.x - plot.left, cell.y - plot.top
    if not (0 <= column < plot.width and 0 <= row < plot.height):
        return None
    x, y = _middle(plot.x, column, plot.width), _middle(plot.y, plot.height - 1 - row, plot.height)
    there = (plot.columns(picture.points[:, 0]) == column) & (plot.rows(picture.points[:, 1]) == row)
    if not there.any():
        return PlaneSpot(x, y)
    # The last of several is the one that is seen.
    place = int(np.flatnonzero(there)[-1])
    names = picture.marks.names
    following = names[(int(picture.marks.of[place]) + 1) % len(names)]
    return PlaneSpot(x, y, int(spread(picture.examples, len(picture.points))[place]), following)


def _middle(within: Range, place: int, count: int) -> float:
    low, high = within
    step = (high - low) / count
    digits = int(np.ceil(-np.log10(step))) + 1 if step > 0 else 0
    return float(round(low + (place + 0.5) * step, digits))


def draw_over(canvas: Canvas, plot: Plot, lit: NDArray[np.bool_], cells: Levels, shades: Shades) -> None:
    """Lay dots, `(4 · rows, 2 · columns)`, over shades, in an ink that is seen on them."""
    dots = Dots(plot.width, plot.height)
    rows, columns = np.nonzero(lit)
    dots.draw(columns, rows, shades.lines[cells[rows >> 2, columns >> 1]])
    dots.paste(canvas, plot.left, plot.top)


def surface_shades(picture: DecisionSurface, palette: ColorPalette) -> Shades:
    """Shades from low to high, or one for each class."""
    return diverging(palette) if picture.winners is None else classes(palette, glyphs_of(picture.marks.names))


def surface_levels(picture: DecisionSurface, width: int, height: int, shades: Shades) -> Levels:
    """The shade of each half of a cell, `(2 · height, width)`."""
    if picture.winners is not None:
        found = nearest(picture.winners[::-1], 2 * height, width).astype(np.int64)
        return np.minimum(found, len(shades) - 1)
    values = smooth(picture.values[::-1], 2 * height, width)
    scale = picture.scale
    return levels_of(values, scale.low, scale.middle, scale.high, len(shades))


def _tips(picture: DecisionSurface, plot: Plot) -> NDArray[np.bool_]:
    """Return the dots at which the answer changes."""
    rows, columns = 4 * plot.height, 2 * plot.width
    if picture.winners is not None:
        sides = nearest(picture.winners[::-1], rows, columns)
    else:
        sides = smooth(picture.values[::-1], rows, columns) > picture.scale.middle
    return borders(sides)


def _legend(
    canvas: Canvas, plot: Plot, named: str, picture: DecisionSurface, shades: Shades, palette: ColorPalette
) -> None:
    x, glyphs = plot.left + plot.width + 2, glyphs_of(picture.marks.names)
    marks = list(zip(glyphs, picture.marks.names, strict=True))[::-1]
    key = [(glyph, palette.strong, f"expected {name}") for glyph, name in marks]
    scale = picture.scale
    if picture.winners is None:
        key.append((LINE, palette.strong, f"{named} = {short(scale.middle, 3)}"))
    y = draw_key(canvas, x, plot.top, key, palette) + 1
    if picture.winners is None:
        labels = [short(value, 3) for value in (scale.high, scale.middle, scale.low)]
        draw_scale(canvas, x, y, min(9, plot.top + plot.height - y), shades, labels, palette)


def _legend_below(canvas: Canvas, named: str, picture: DecisionSurface, shades: Shades, palette: ColorPalette) -> None:
    """Write what marks, shades and line mean into the last row, as much of it as fits whole."""
    y, scale = canvas.height - 1, picture.scale
    glyphs = zip(glyphs_of(picture.marks.names), picture.marks.names, strict=True)
    marks = " ".join(f"{glyph} {name}" for glyph, name in reversed(list(glyphs)))
    if cells(marks) + 1 > canvas.width:
        return
    x = canvas.write(1, y, marks, palette.strong)
    if x + len(" expected") <= canvas.width:
        x = canvas.write(x, y, " expected", palette.muted)
    if picture.winners is not None:
        return
    shaded = [(len(shades) - 1, short(scale.high, 3)), (0, short(scale.low, 3))]
    if x + 2 + sum(3 + cells(text) for _, text in shaded) + cells(named) <= canvas.width:
        x += 2
        for level, text in shaded:
            shades.paste(canvas, x, y, np.full((2, 1), level))
            x = canvas.write(x + 1, y, f" {text} ", palette.muted)
        x = canvas.write(x, y, named, palette.muted)
    middle = f"{LINE} {short(scale.middle, 3)}"
    if x + 2 + cells(middle) <= canvas.width:
        canvas.write(x + 2, y, middle, palette.muted)
