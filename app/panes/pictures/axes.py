"""A part of a canvas in which values of two axes have their places, with round numbers along its edges."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.ticks import linear_ticks, value_label
from perceptop.app.wording.cell_text import cells, fit

Range = tuple[float, float]

LEAST_WIDTH, LEAST_HEIGHT = 16, 4
"""From here on there is room for numbers along the edges."""
WIDEST_NAME = 12


@dataclass(frozen=True)
class Plot:
    """`width` x `height` cells at (`left`, `top`); `x` runs to the right, `y` up."""

    left: int
    top: int
    width: int
    height: int
    x: Range
    y: Range

    def squared(self) -> "Plot":
        """The same, about as wide as it is high."""
        return replace(self, width=min(self.width, self.height * 9 // 4))

    def columns(self, values: NDArray[np.float64], each: int = 1) -> NDArray[np.int64]:
        """The columns of values of x, `each` in a cell; beyond the edges they lie on them."""
        return _places(values, self.x, self.width * each)

    def rows(self, values: NDArray[np.float64], each: int = 1) -> NDArray[np.int64]:
        """The rows of values of y, from the top, `each` in a cell."""
        return self.height * each - 1 - _places(values, self.y, self.height * each)


def make_plot(place: tuple[int, int, int, int], x: Range, y: Range, name: str = "") -> Plot:
    """A plot within `place` (left, top, width, height), less the room for its axes; `name` is that of y."""
    left, top, width, height = place
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        labels = [value_label(tick) for tick in linear_ticks(*y, max(2, (height - 1) // 2))]
        named = cells(fit(name, WIDEST_NAME)) if width >= 2 * LEAST_WIDTH else 0
        room = max(max(map(len, labels), default=0), named) + 1
        left, width, height = left + room + 1, width - room - 1, height - 1
    return Plot(left, top, max(width, 0), max(height, 0), x, y)


def draw_axes(canvas: Canvas, plot: Plot, names: tuple[str, str], palette: ColorPalette) -> None:
    """The numbers and names of both axes, left of and under a plot, as far as there is room."""
    if plot.top + plot.height < canvas.height:
        _bottom(canvas, plot, names[0], palette)
    if plot.left < 2:
        return
    axis = plot.left - 1
    canvas.fill(axis, plot.top, 1, plot.height, "│", palette.faint)
    ticks = np.array(linear_ticks(*plot.y, max(2, plot.height // 2)))
    for tick, row in zip(ticks.tolist(), plot.rows(ticks).tolist(), strict=True):
        canvas.write(axis, plot.top + row, "┤", palette.muted)
        canvas.write_left_of(axis, plot.top + row, value_label(tick), palette.muted)
    name = fit(names[1], WIDEST_NAME)
    taken = set(plot.rows(ticks).tolist())
    row = next((row for row in range(plot.height) if row not in taken and cells(name) <= axis), None)
    if row is not None:
        canvas.write_left_of(axis, plot.top + row, name, palette.accent)


def _bottom(canvas: Canvas, plot: Plot, name: str, palette: ColorPalette) -> None:
    y, end = plot.top + plot.height, plot.left + plot.width
    name = fit(name, max(WIDEST_NAME, plot.width // 2))
    beside = end + 1 + cells(name) <= canvas.width
    last = end if beside else end - cells(name) - 1
    free = max(plot.left - 2, 0)
    ticks = np.array(linear_ticks(*plot.x, max(3, plot.width // 7)))
    for tick, column in zip(ticks.tolist(), plot.columns(ticks).tolist(), strict=True):
        label = value_label(tick)
        wish = plot.left + column - len(label) // 2
        x = min(max(wish, free), last - len(label))
        if x >= free and abs(x - wish) <= 1:
            canvas.write(x, y, label, palette.muted)
            free = x + len(label) + 1
    canvas.write(end + 1 if beside else max(end - cells(name), 0), y, name, palette.accent)


def _places(values: NDArray[np.float64], within: Range, count: int) -> NDArray[np.int64]:
    low, high = within
    share = (np.asarray(values, float) - low) / ((high - low) or 1.0)
    # Of a number and no number the number is taken: what is none lies on the lower edge.
    return np.minimum(np.fmax(share * count, 0.0), max(count - 1, 0)).astype(np.int64)
