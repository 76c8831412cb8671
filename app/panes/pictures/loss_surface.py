"""The loss around the present weights, along two of them: the higher, the brighter, and the way that was taken."""

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.resample import smooth
from perceptop.app.drawing.shades import Levels, Shades, levels_of, rising
from perceptop.app.panes.pictures.plot import Plot, draw_axes, draw_key, draw_scale, make_plot
from perceptop.app.panes.pictures.surface import draw_over
from perceptop.app.wording.numbers import grouped, short
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.picture import LossSurface
from perceptop.core.protocol.snapshot import About

LOGARITHMIC = 20.0
"""From this ratio of the greatest loss to the smallest, shades are by its logarithm."""
START, NOW = "○", "◆"


def draw_loss_surface(canvas: Canvas, about: About, picture: LossSurface, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    names = _name(about, picture.first), _name(about, picture.second)
    plot = make_plot((0, 0, canvas.width, canvas.height), picture.x, picture.y, names[1]).squared()
    if plot.width and plot.height:
        shades = rising(palette)
        losses = smooth(picture.losses[::-1], 2 * plot.height, plot.width)
        finite = losses[np.isfinite(losses)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        logarithmic = low > 0 and high > LOGARITHMIC * low
        levels = _levels(losses, (low, high), logarithmic, len(shades))
        cells = shades.paste(canvas, plot.left, plot.top, levels)
        _way(canvas, plot, picture.way, cells, shades)
        draw_axes(canvas, plot, names, palette)
        x = plot.left + plot.width + 2
        key = [(NOW, palette.strong, "now"), (START, palette.strong, "the start"), ("⠒⠒", palette.strong, "the way")]
        y = draw_key(canvas, x, plot.top, key, palette) + 1
        middle = (low * high) ** 0.5 if logarithmic else (low + high) / 2
        labels = [f"loss {short(high, 3)}", short(middle, 3), short(low, 3)]
        draw_scale(canvas, x, y, min(7, plot.top + plot.height - y), shades, labels, palette)
    few = f" · {grouped(picture.shown)} of {grouped(picture.examples)} examples"
    return f"{names[0]} and {names[1]}" + (few if picture.shown < picture.examples else "")


def _name(about: About, weight: SynapseAddress) -> str:
    return about.names.synapse(weight.layer, weight.row(about.layers), weight.target)


def _levels(losses: Array, within: tuple[float, float], logarithmic: bool, count: int) -> Levels:
    low, high = within
    losses = np.where(np.isfinite(losses), losses, high)
    if logarithmic:
        losses, low, high = np.log(np.maximum(losses, low)), float(np.log(low)), float(np.log(high))
    return levels_of(losses, low, (low + high) / 2, high, count)


def _way(canvas: Canvas, plot: Plot, way: Array, cells: Levels, shades: Shades) -> None:
    columns, rows = plot.columns(way[:, 0], 2), plot.rows(way[:, 1], 4)
    lit = np.zeros((4 * plot.height, 2 * plot.width), bool)
    for place in range(len(way) - 1):
        length = int(max(abs(columns[place + 1] - columns[place]), abs(rows[place + 1] - rows[place]))) + 1
        along = np.linspace(0, 1, length + 1)
        x = np.rint(columns[place] + along * (columns[place + 1] - columns[place])).astype(int)
        y = np.rint(rows[place] + along * (rows[place + 1] - rows[place])).astype(int)
        lit[y, x] = True
    draw_over(canvas, plot, lit, cells, shades)
    for glyph, place in ((START, 0), (NOW, -1)):
        column, row = int(columns[place]) // 2, int(rows[place]) // 4
        canvas.write(plot.left + column, plot.top + row, glyph, int(shades.over[cells[row, column]]))
