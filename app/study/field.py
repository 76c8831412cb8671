"""The field of a study: a cell for each start, or, with two numbers varied, a map of how many are solved."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.inks import over
from perceptop.app.drawing.palette import ColorPalette
from perceptop.core.experiments.study.study_run import StudySnapshot
from perceptop.core.experiments.study.variation import StudySetting

SOLVED, OPEN, STUCK, DIVERGED, WRONG = "●", "·", "○", "×", "!"
"""Marks of a start: solved, not yet, not by the end, its loss no number, put right by the ordinary engine."""
SHADES = " ░▒▓█"


def field_columns(width: int) -> int:
    """Starts in a row of that many cells."""
    return max(1, width // 2)


def order_of_starts(snapshot: StudySnapshot, place: int, sort: bool) -> NDArray[np.int64]:
    """The starts in the order in which they are shown: by seed, or those first that are solved first."""
    solved_at = snapshot.solved_at[place]
    if not sort:
        return np.arange(len(solved_at))
    return np.argsort(np.where(solved_at < 0, np.iinfo(np.int64).max, solved_at), kind="stable")


def draw_field(
    canvas: Canvas, area: tuple[int, int, int, int], snapshot: StudySnapshot, place: int, order: NDArray[np.int64],
    cursor: int, palette: ColorPalette,
) -> None:  # fmt: skip
    """Draw a mark for each start of a setting in the area (left, top, width, height), the cursor's row in view."""
    left, top, width, height = area
    columns = field_columns(width)
    first = max(0, cursor // columns - height + 1) * columns
    solved, done = snapshot.solved[place], snapshot.epoch == snapshot.epochs
    for cell, start in enumerate(order[first : first + columns * height], first):
        row, column = divmod(cell - first, columns)
        x, y = left + 2 * column, top + row
        mark, ink = _mark(snapshot, place, int(start), bool(solved[start]), done, palette)
        canvas.write(x, y, mark, over(ink, palette.row) if cell == cursor else ink)
        if cell == cursor:
            canvas.write(x - 1, y, "▸" if x > left else "", palette.accent)


def _mark(
    snapshot: StudySnapshot, place: int, start: int, solved: bool, done: bool, palette: ColorPalette
) -> tuple[str, int]:
    if snapshot.wrong[place, start]:
        return WRONG, palette.accent
    if solved:
        return SOLVED, palette.good
    if snapshot.diverged[place, start]:
        return DIVERGED, palette.bad
    return (STUCK, palette.bad) if done else (OPEN, palette.muted)


def is_map(settings: Sequence[StudySetting]) -> bool:
    """Whether the settings are a grid of two numbers, which is shown as a map."""
    names = list(settings[0].values)
    numbers = all(isinstance(value, int | float) for setting in settings for value in setting.values.values())
    return len(names) == 2 and numbers and len(settings) > 3


def map_shape(settings: Sequence[StudySetting]) -> tuple[int, int]:
    """Rows and columns of the map: values of the first name, and of the second."""
    first, second = settings[0].values
    rows = len({setting.values[first] for setting in settings})
    return rows, len({setting.values[second] for setting in settings})


def draw_map(
    canvas: Canvas, area: tuple[int, int, int, int], snapshot: StudySnapshot, settings: Sequence[StudySetting],
    cursor: int, palette: ColorPalette,
) -> None:  # fmt: skip
    """Draw the share of solved starts of each setting: the first name's values upward, the second's to the right."""
    left, top, width, height = area
    rows, columns = map_shape(settings)
    names = list(settings[0].values)
    rates = snapshot.solved.mean(axis=1).reshape(rows, columns)
    edge = max(len(_plain(settings[row * columns].values[names[0]])) for row in range(rows)) + 1
    # Every value has whole cells, as many as fit.
    wide, high = max(1, (width - edge) // columns), max(1, (height - 2) // rows)
    seen_rows, seen_columns = min(rows, (height - 2) // high), min(columns, (width - edge) // wide)
    row_at, column_at = divmod(cursor, columns)
    first_row = min(max(0, row_at - seen_rows + 1), rows - seen_rows)
    first_column = min(max(0, column_at - seen_columns + 1), columns - seen_columns)
    for row in range(seen_rows):
        value = first_row + row
        y = top + (seen_rows - row - 1) * high
        if row % max(1, 3 // high) == 0:
            canvas.write_left_of(left + edge - 1, y, _plain(settings[value * columns].values[names[0]]), palette.muted)
        for column in range(seen_columns):
            rate = float(rates[value, first_column + column])
            mark, ink = _shade(rate, palette)
            x = left + edge + column * wide
            canvas.fill(x, y, wide, high, mark, ink)
            if value * columns + first_column + column == cursor:
                canvas.write(x, y, "◆", over(palette.accent, palette.row))
    bottom = top + seen_rows * high
    ends = (first_column, first_column + seen_columns - 1)
    low, last = (_plain(settings[place].values[names[1]]) for place in ends)
    end = left + edge + seen_columns * wide
    canvas.write(left + edge, bottom, low, palette.muted)
    canvas.write_left_of(end, bottom, last, palette.muted)
    title = f"{names[1].replace('_', ' ')} →   {names[0].replace('_', ' ')} ↑"
    canvas.write(left + edge, bottom + 1, title, palette.text)


def _shade(rate: float, palette: ColorPalette) -> tuple[str, int]:
    """A share as a shade of gray that is told by its glyph too."""
    step = min(int(rate * len(SHADES)), len(SHADES) - 1)
    return SHADES[step], palette.fill_edge(1.0, rate) if step else palette.muted


def _plain(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
