"""A function and what the network makes of it: the target broken, the output drawn through."""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.pictures.plot import Plot, draw_axes, make_plot
from perceptop.app.wording.cell_text import first_that_fits
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.picture import FunctionFit
from perceptop.core.protocol.snapshot import About

MARGIN = 0.08
FEW = 32
"""So many targets are drawn one by one."""
DASH, PERIOD = 3, 6
"""Dots of a dash, and of a dash with its gap."""


def draw_fit(canvas: Canvas, about: About, picture: FunctionFit, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    top = 1 if canvas.height > 4 else 0
    place = (0, top, canvas.width, canvas.height - top)
    plot = make_plot(place, (float(picture.x[0]), float(picture.x[-1])), _range(picture), about.output_names[0])
    few = len(picture.inputs) <= FEW
    if plot.width and plot.height:
        dots = Dots(plot.width, plot.height)
        if not few:
            _draw_dashes(dots, *_spans(plot, picture.inputs, picture.targets), palette.negative[-1])
        dots.draw_columns(*_spans(plot, picture.x, picture.outputs), palette.positive[-1])
        dots.paste(canvas, plot.left, plot.top)
        if few:
            columns, rows = plot.columns(picture.inputs), plot.rows(picture.targets)
            for column, row in zip(columns.tolist(), rows.tolist(), strict=True):
                canvas.write(plot.left + column, plot.top + row, "○", palette.negative[-1])
        draw_axes(canvas, plot, (about.axes[0], about.output_names[0]), palette)
    if top:
        after = canvas.write(plot.left, 0, "○ " if few else "╌╌ ", palette.negative[-1])
        after = canvas.write(after, 0, "expected   ", palette.muted)
        after = canvas.write(after, 0, "── ", palette.positive[-1])
        canvas.write(
            after, 0, first_that_fits(("output of the network", "output"), canvas.width - after), palette.muted
        )
    return f"{about.output_names[0]} over {about.axes[0]}"


def _range(picture: FunctionFit) -> tuple[float, float]:
    """That of the targets, so that it stays where it is; an output beyond lies on the edge."""
    low, high = float(picture.targets.min()), float(picture.targets.max())
    wider = (high - low) * MARGIN or 1.0
    return low - wider, high + wider


def _spans(plot: Plot, x: Array, y: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and last dot of a curve in each column of dots, joined to those beside it."""
    width = 2 * plot.width
    at = plot.x[0] + (np.arange(width) + 0.5) / width * (plot.x[1] - plot.x[0])
    known = np.isfinite(y)
    if not known.any():
        return np.ones(width, np.int64), np.zeros(width, np.int64)
    rows = plot.rows(np.interp(at, x[known], y[known]), 4)
    low, high = rows.copy(), rows.copy()
    middle = (rows[1:] + rows[:-1]) // 2
    low[1:] = np.minimum(low[1:], np.minimum(middle + (rows[1:] > rows[:-1]), rows[1:]))
    high[1:] = np.maximum(high[1:], np.maximum(middle, rows[1:]))
    low[:-1], high[:-1] = np.minimum(low[:-1], middle), np.maximum(high[:-1], middle)
    return low, high


def _draw_dashes(dots: Dots, low: NDArray[np.int64], high: NDArray[np.int64], ink: int) -> None:
    """Dashes along the curve's own length, so that steep parts are as broken as flat ones."""
    lengths = np.maximum(high - low + 1, 0)
    columns = np.repeat(np.arange(len(low)), lengths)
    rows = np.concatenate([np.arange(first, last + 1) for first, last in zip(low, high, strict=True)])
    lit = np.arange(len(rows)) % PERIOD < DASH
    dots.draw(columns[lit], rows[lit], ink)
