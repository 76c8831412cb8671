"""The plane of two hidden neurons: where the examples were at the start, and where they are now."""

from dataclasses import replace

import numpy as np

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.outline import borders
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.pictures.plot import Plot, draw_axes, glyphs_of, make_plot, mark_inks, put_dots, put_marks
from perceptop.app.wording.cell_text import cells, first_that_fits, fit
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.picture import HiddenSpace
from perceptop.core.protocol.snapshot import About

SIDE_BY_SIDE = 46
"""Width from which on start and now have a plane each."""
GAP = 3
LEAST_HEIGHT = 9
"""From here on there is room for a line that says what the marks stand for."""


def draw_hidden_space(canvas: Canvas, about: About, picture: HiddenSpace, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    names = tuple(about.names.neuron(place.layer, place.index) for place in (picture.first, picture.second))
    top = _key(canvas, about, picture, palette) if canvas.height >= LEAST_HEIGHT else 0
    headed = canvas.height > 5
    apart = canvas.width >= SIDE_BY_SIDE and headed
    width = (canvas.width - GAP) // 2 if apart else canvas.width
    place = (0, top + headed, width, canvas.height - top - headed)
    plot = make_plot(place, picture.x, picture.y, names[1]).squared()
    if apart:
        _plane(canvas, plot, names, picture, picture.before, palette)
        canvas.write(plot.left, top, "at the start", palette.muted)
        plot = replace(plot, left=plot.left + plot.width + GAP + plot.left)
    elif plot.width and plot.height:
        put_dots(canvas, plot, picture.before, palette)
    if headed:
        canvas.write(plot.left, top, "now" if apart else "now, and · at the start", palette.strong)
    if picture.line:
        _line(canvas, plot, picture.line, palette)
    _plane(canvas, plot, names, picture, picture.now, palette)
    return f"{names[0]} and {names[1]}"


def _key(canvas: Canvas, about: About, picture: HiddenSpace, palette: ColorPalette) -> int:
    """What the marks stand for, in a line; returns the row after it."""
    x, names = 1, picture.marks.names
    called = [fit(name, 16) for name in names]
    gap = next((gap for gap in (3, 2, 1) if sum(cells(each) + 2 + gap for each in called) <= canvas.width), 1)
    if sum(cells(each) + 2 + gap for each in called) > canvas.width:
        # In equal parts of the line: a mark without its name says nothing.
        called = [fit(name, max(canvas.width // len(names) - 3, 1)) for name in names]
    for glyph, number, name in zip(glyphs_of(names), mark_inks(names, palette), called, strict=True):
        x = canvas.write(x, 0, glyph, number)
        x = canvas.write(x, 0, f" {name}{' ' * gap}", palette.muted)
    tips = first_that_fits((f" {about.output_names[0]} tips over", " tips over", " tips"), canvas.width - x - 2)
    if picture.line and tips:
        canvas.write(canvas.write(x, 0, "⠒⠒", palette.accent), 0, tips, palette.muted)
    return 1


def _plane(
    canvas: Canvas, plot: Plot, names: tuple[str, ...], picture: HiddenSpace, points: Array, palette: ColorPalette
) -> None:
    draw_axes(canvas, plot, (names[0], names[1]), palette)
    if plot.width and plot.height:
        put_marks(canvas, plot, points, picture.marks, palette)


def _line(canvas: Canvas, plot: Plot, line: tuple[float, float, float], palette: ColorPalette) -> None:
    """Where a · x + b · y + c changes its sign."""
    rows, columns = 4 * plot.height, 2 * plot.width
    if not rows or not columns:
        return
    x = plot.x[0] + (np.arange(columns) + 0.5) / columns * (plot.x[1] - plot.x[0])
    y = plot.y[1] - (np.arange(rows) + 0.5) / rows * (plot.y[1] - plot.y[0])
    sides = line[0] * x + line[1] * y[:, None] + line[2] > 0
    dots = Dots(plot.width, plot.height)
    found = np.nonzero(borders(sides))
    dots.draw(found[1], found[0], palette.accent)
    dots.paste(canvas, plot.left, plot.top)
