"""Parts of pictures: axes, marks of examples, and the legend of a scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.shades import Levels, Shades
from perceptop.app.drawing.ticks import linear_ticks, value_label
from perceptop.app.wording.cell_text import cells, clean, fit
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.picture import ClassMarks

Range = tuple[float, float]

LEAST_WIDTH, LEAST_HEIGHT = 9, 4
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
    """Put dots at the earlier places of the examples."""
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


KEY_WIDTH = 9
"""Least cells for a key, or for a scale with its labels."""
BAR = 2


def draw_key(canvas: Canvas, x: int, y: int, lines: Sequence[tuple[str, int, str]], palette: ColorPalette) -> int:
    """A line for each glyph, with its ink and what it means; returns the row after them."""
    if canvas.width - x >= KEY_WIDTH:
        for glyph, number, text in lines:
            if y >= canvas.height:
                break
            after = canvas.write(x, y, glyph, number)
            canvas.write(after + 1, y, fit(text, canvas.width - after - 1), palette.muted)
            y += 1
    return y


def draw_scale(
    canvas: Canvas, x: int, y: int, height: int, shades: Shades, labels: Sequence[str], palette: ColorPalette
) -> None:
    """A bar of all shades, the highest at the top, with labels evenly along it, from high to low."""
    height = min(height, canvas.height - y)
    if canvas.width - x < KEY_WIDTH or height < len(labels):
        return
    steps = (np.arange(2 * height)[::-1] + 0.5) / (2 * height) * len(shades)
    shades.paste(canvas, x, y, np.repeat(steps.astype(np.int64)[:, None], BAR, axis=1))
    for place, label in enumerate(labels):
        row = round(place * (height - 1) / max(len(labels) - 1, 1))
        canvas.write(x + BAR + 1, y + row, fit(label, canvas.width - x - BAR - 1), palette.muted)
