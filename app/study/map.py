"""The map of a study of two numbers: the share of its starts that is solved at each pair of them, as a shade."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.shades import Shades, levels_of, rising
from perceptop.app.wording.cell_text import fit
from perceptop.app.wording.numbers import value_text
from perceptop.core.experiments.study.study_run import StudySnapshot
from perceptop.core.experiments.study.variation import AnySetting

CURSOR, CORNER = "◆", "◇"
LEGEND_SHADES = 10
LATEST = 0.25
"""The shade of one start that is solved in the last epoch, of 1: it still differs from one that is not solved."""


@dataclass(frozen=True)
class MapWindow:
    """The part of a map that is shown, or where the cursor is in it: rows from the lowest value upward."""

    row: int
    column: int
    rows: int
    columns: int

    def around(self, row: int, column: int) -> "MapWindow":
        """Return a window of half as many rows and columns, at least 1, around a place within this window."""
        rows, columns = (self.rows + 1) // 2, (self.columns + 1) // 2
        return MapWindow(
            min(max(row - rows // 2, self.row), self.row + self.rows - rows),
            min(max(column - columns // 2, self.column), self.column + self.columns - columns),
            rows,
            columns,
        )

    def with_place(self, row: int, column: int) -> "MapWindow":
        """Return the window, moved as little as needed to contain a place."""
        return MapWindow(
            min(max(self.row, row - self.rows + 1), row),
            min(max(self.column, column - self.columns + 1), column),
            self.rows,
            self.columns,
        )

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.row <= row < self.row + self.rows and self.column <= column < self.column + self.columns


def between(first: tuple[int, int], second: tuple[int, int]) -> MapWindow:
    """The window with two places in its corners."""
    (row, other_row), (column, other_column) = (sorted(pair) for pair in zip(first, second, strict=True))
    return MapWindow(row, column, other_row - row + 1, other_column - column + 1)


def is_map(settings: Sequence[AnySetting]) -> bool:
    """Return whether the settings are a grid of two numbers, which is shown as a map."""
    names = list(settings[0].values)
    numbers = all(isinstance(value, int | float) for setting in settings for value in setting.values.values())
    return len(names) == 2 and numbers and len(settings) > 3


def map_shape(settings: Sequence[AnySetting]) -> tuple[int, int]:
    """Rows and columns of the map: values of the first name, and of the second."""
    first, second = settings[0].values
    rows = len({setting.values[first] for setting in settings})
    return rows, len({setting.values[second] for setting in settings})


def strengths(snapshot: StudySnapshot) -> NDArray[np.float64]:
    """Return each setting's share of solved starts; of a single start, how soon: 1 at epoch 0, 0 if not solved."""
    if snapshot.solved_at.shape[1] > 1:
        return np.asarray(snapshot.solved.mean(axis=1))
    soon = 1 - (1 - LATEST) * snapshot.solved_at[:, 0] / max(snapshot.epochs, 1)
    return np.where(snapshot.solved[:, 0], soon, 0.0)


@dataclass(frozen=True)
class _Scale:
    """The layout of values along one side: `merged` of them in one stripe that is `size` long, `stripes` in all."""

    merged: int
    size: int
    stripes: int

    @classmethod
    def of(cls, values: int, room: int, least: int) -> "_Scale":
        merged = -(-values * least // room)
        stripes = -(-values // merged)
        return cls(merged, room // stripes // least * least, stripes)


def draw_map(
    canvas: Canvas, area: tuple[int, int, int, int], snapshot: StudySnapshot, settings: Sequence[AnySetting],
    window: MapWindow, cursor: int, corner: int | None, palette: ColorPalette, marked: Sequence[int] = (),
) -> None:  # fmt: skip
    """Draw a window of the map: the first name's values upward, the second's to the right.

    If there are more values than room, neighbors are one stripe: the mean of them. `marked` places have their number.
    """
    left, top, width, height = area
    rows, columns = map_shape(settings)
    up, right = settings[0].values
    row_values = [settings[row * columns].values[up] for row in range(rows)]
    column_values = [settings[column].values[right] for column in range(columns)]
    edge = max(len(value_text(value)) for value in row_values) + 1
    width, height = width - edge, height - 2
    if width < 1 or height < 1:
        return
    shades = rising(palette)
    # Two values share a cell only if there are colors for half blocks.
    down = _Scale.of(window.rows, 2 * height, 1 if shades.halves is not None and window.rows > height else 2)
    across = _Scale.of(window.columns, width, 1)
    part = strengths(snapshot).reshape(rows, columns)[
        window.row : window.row + window.rows, window.column : window.column + window.columns
    ]
    merged = _means(_means(part, down.merged).T, across.merged).T
    levels = levels_of(merged, 0.0, 0.5, 1.0, len(shades))
    pixels = levels[::-1].repeat(down.size, axis=0).repeat(across.size, axis=1)
    if len(pixels) % 2:
        pixels = np.concatenate([pixels, pixels[-1:]])
    cells = shades.paste(canvas, left + edge, top, pixels)

    def cell_of(row: int, column: int) -> tuple[int, int]:
        stripe = down.stripes - 1 - (row - window.row) // down.merged
        return (column - window.column) // across.merged * across.size, stripe * down.size // 2

    _draw_scale(canvas, (left, top, edge), len(cells), window, row_values, cell_of, palette)
    bottom, end = top + len(cells), left + edge + cells.shape[1]
    last = value_text(column_values[window.column + window.columns - 1])
    x = canvas.write(left + edge, bottom, value_text(column_values[window.column]), palette.muted)
    if end - len(last) > x:
        canvas.write_left_of(end, bottom, last, palette.muted)
    title = f"{right.replace('_', ' ')} →   {up.replace('_', ' ')} ↑"
    if down.merged * across.merged > 1:
        title += f"   a shade: {down.merged} × {across.merged} settings"
    canvas.write(left, bottom + 1, fit(title, area[2]), palette.text)
    marks = [(place, str(number)) for number, place in enumerate(marked, 1)]
    for place, mark in (*marks, (corner, CORNER), (cursor, CURSOR)):
        if place is not None and divmod(place, columns) in window:
            x, y = cell_of(*divmod(place, columns))
            _draw_mark(canvas, (left + edge, top), (x, y), across.size, mark, shades, int(cells[y, x]))


def _draw_mark(
    canvas: Canvas, origin: tuple[int, int], cell: tuple[int, int], size: int, mark: str, shades: Shades, level: int
) -> None:
    text = f"[{mark}]" if size > 2 else mark
    canvas.write(origin[0] + cell[0], origin[1] + cell[1], text, int(shades.over[level]))


def _draw_scale(
    canvas: Canvas, place: tuple[int, int, int], height: int, window: MapWindow, values: Sequence[object],
    cell_of: Callable[[int, int], tuple[int, int]], palette: ColorPalette,
) -> None:  # fmt: skip
    """Write the rows' values on the left, every other row at most."""
    left, top, edge = place
    free = height
    for row in range(window.row, window.row + window.rows):
        y = cell_of(row, window.column)[1]
        if y < free:
            canvas.write_left_of(left + edge - 1, top + y, value_text(values[row]), palette.muted)
            free = y - 1


def _means(values: NDArray[np.float64], merged: int) -> NDArray[np.float64]:
    """Return the means of groups of rows; the last group has those that are left."""
    begins = np.arange(0, len(values), merged)
    counts = np.diff([*begins, len(values)])
    return np.asarray(np.add.reduceat(values, begins, axis=0) / counts[:, None])


def draw_map_legend(canvas: Canvas, x: int, y: int, one_start: bool, palette: ColorPalette) -> None:
    """All shades from low to high, with what they say."""
    low, high = ("not solved", "solved at once") if one_start else ("0 %", "100 % solved")
    shades = rising(palette)
    high = fit(high, canvas.width - x - len(low) - LEGEND_SHADES - 3)
    x = canvas.write(x, y, low, palette.muted) + 1
    steps = np.arange(LEGEND_SHADES) * len(shades) // LEGEND_SHADES
    shades.paste(canvas, x, y, np.stack([steps, steps]))
    canvas.write(x + len(steps) + 1, y, high, palette.muted)
