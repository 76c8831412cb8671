"""The grid of a study: a cell for each start."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.inks import over
from perceptop.app.drawing.palette import ColorPalette
from perceptop.core.experiments.study.study_run import StudySnapshot

SOLVED, LATER, OPEN, STUCK, DIVERGED, WRONG = "●", "◐", "·", "○", "×", "!"
"""Marks of a start: solved, solved after `LATE`, not yet, not by the end, diverged, corrected by the check."""
LATE = 0.5
"""The share of the epochs after which a solution is late."""


def grid_columns(width: int) -> int:
    """Return the number of starts in a row of that many cells."""
    return max(1, width // 2)


def rows_above(cursor: int, columns: int, height: int) -> int:
    """Return the number of rows scrolled past to keep the cursor's row in view."""
    return max(0, cursor // columns - height + 1)


def order_of_starts(snapshot: StudySnapshot, place: int, sort: bool) -> NDArray[np.int64]:
    """Return the starts in the order shown: by seed, or by the epoch at which they are solved."""
    solved_at = snapshot.solved_at[place]
    if not sort:
        return np.arange(len(solved_at))
    return np.argsort(np.where(solved_at < 0, np.iinfo(np.int64).max, solved_at), kind="stable")


def draw_starts(
    canvas: Canvas, area: tuple[int, int, int, int], snapshot: StudySnapshot, place: int, order: NDArray[np.int64],
    cursor: int, palette: ColorPalette, marked: Mapping[int, int],
) -> None:  # fmt: skip
    """Draw a mark for each start of a setting in the area (left, top, width, height), the cursor's row in view.

    `marked` starts have their number before them.
    """
    left, top, width, height = area
    columns = grid_columns(width)
    first = rows_above(cursor, columns, height) * columns
    solved, done = snapshot.solved[place], snapshot.epoch == snapshot.epochs
    for cell, start in enumerate(order[first : first + columns * height], first):
        row, column = divmod(cell - first, columns)
        x, y = left + 2 * column, top + row
        mark, ink = _mark(snapshot, place, int(start), bool(solved[start]), done, palette)
        if int(start) in marked:
            canvas.write(x - 1, y, str(marked[int(start)]), palette.accent)
        if cell == cursor:
            # Brackets are seen without color too.
            if int(start) not in marked:
                canvas.write(x - 1, y, "[", palette.accent)
            canvas.write(x, y, mark, over(ink, palette.row))
            canvas.write(x + 1, y, "]", palette.accent)
        else:
            canvas.write(x, y, mark, ink)


def _mark(
    snapshot: StudySnapshot, place: int, start: int, solved: bool, done: bool, palette: ColorPalette
) -> tuple[str, int]:
    if snapshot.wrong[place, start]:
        return WRONG, palette.accent
    if solved:
        late = int(snapshot.solved_at[place, start]) > LATE * snapshot.epochs
        return (LATER if late else SOLVED), palette.good
    if snapshot.diverged[place, start]:
        return DIVERGED, palette.bad
    return (STUCK, palette.bad) if done else (OPEN, palette.muted)
