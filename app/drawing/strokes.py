"""Lines in dots: how thick, solid or broken, and the way that they take."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

EASE = 0.35
"""How far a line swings: 0 is straight, 1 leaves and arrives level."""


class Stroke(NamedTuple):
    """`thickness` in dots; dashes of `on` dots with `off` between them, no gaps where `off` is 0."""

    thickness: int
    on: int = 1
    off: int = 0


@lru_cache(maxsize=8192)
def path(x0: int, y0: int, x1: int, y1: int, stroke: Stroke) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Columns and rows of the dots of a line from (x0, y0) to (x1, y1), both included."""
    way = np.linspace(0.0, 1.0, 2 * max(abs(x1 - x0), abs(y1 - y0), 1) + 1)
    swing = way * way * (3 - 2 * way)
    x = x0 + (x1 - x0) * way
    y = y0 + (y1 - y0) * (way + EASE * (swing - way))
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    if stroke.off:
        lit = length % (stroke.on + stroke.off) < stroke.on
        x, y = x[lit], y[lit]
    steep = np.abs(np.gradient(y)) > np.abs(np.gradient(x)) if len(y) > 1 else np.zeros(len(y), bool)
    columns, rows = np.rint(x).astype(np.intp), np.rint(y).astype(np.intp)
    offsets = range(-((stroke.thickness - 1) // 2), stroke.thickness // 2 + 1)
    all_columns = np.concatenate([np.where(steep, columns + offset, columns) for offset in offsets])
    all_rows = np.concatenate([np.where(steep, rows, rows + offset) for offset in offsets])
    # Not np.unique, which loads numpy.ma.
    dots = sorted(set(zip(all_rows.tolist(), all_columns.tolist(), strict=True)))
    rows, columns = np.array(dots, np.intp).T
    return columns, rows
