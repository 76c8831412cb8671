"""Charts of a study: the share that is solved over the epochs with its interval, and when starts are solved."""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.wording.cell_text import fit
from perceptop.core.experiments.study.statistics import wilson_interval
from perceptop.core.experiments.study.study_run import StudySnapshot

EIGHTHS = " ▁▂▃▄▅▆▇█"
LABELS = 6
"""Cells for the percents on the left."""


def draw_rate(
    canvas: Canvas, area: tuple[int, int, int, int], snapshot: StudySnapshot, place: int, palette: ColorPalette
) -> None:
    """The share of starts solved by each epoch of the whole study, and Wilson's 95 % interval as a band."""
    left, top, width, height = area
    if width <= LABELS + 2 or height < 3:
        return
    dots = Dots(width - LABELS, height - 1)
    columns, rows = dots.width * 2, dots.height * 4
    epochs = np.linspace(0, snapshot.epochs, columns)
    known = epochs <= snapshot.epoch
    at = np.sort(snapshot.solved_at[place][snapshot.solved_at[place] >= 0])
    counts = np.searchsorted(at, epochs[known], "right")
    starts = snapshot.solved_at.shape[1]
    bands = {int(count): wilson_interval(int(count), starts) for count in np.unique(counts)}
    low = np.array([bands[int(count)][0] for count in counts])
    high = np.array([bands[int(count)][1] for count in counts])
    x = np.flatnonzero(known)
    for values, ink in ((low, palette.muted), (high, palette.muted), (counts / starts, palette.curve)):
        dots.draw(x, np.round((1 - values) * (rows - 1)).astype(np.intp), ink)
    for share, y in ((100, top), (50, top + (height - 1) // 2), (0, top + height - 2)):
        canvas.write_left_of(left + LABELS - 1, y, f"{share} %", palette.muted)
    dots.paste(canvas, left + LABELS, top)
    canvas.write(left + LABELS, top + height - 1, "0", palette.muted)
    canvas.write_left_of(left + width, top + height - 1, f"{snapshot.epochs:,} epochs", palette.muted)


def draw_histogram(
    canvas: Canvas, area: tuple[int, int, int, int], snapshot: StudySnapshot, place: int, palette: ColorPalette
) -> None:
    """How many starts were solved in each part of the study, as columns of blocks."""
    left, top, width, height = area
    if width <= LABELS + 2 or height < 2:
        return
    bins, rows = width - LABELS, height - 1
    solved = snapshot.solved_at[place][snapshot.solved[place]]
    counts = np.bincount(_bin_of(solved, bins, snapshot.epochs), minlength=bins)
    most = int(counts.max()) if len(solved) else 0
    canvas.write_left_of(left + LABELS - 1, top, f"{most:,}", palette.muted)
    eighths = np.round(counts * (rows * 8 / max(most, 1))).astype(int)
    # A single start has at least the lowest block, so that it is seen.
    eighths[(counts > 0) & (eighths == 0)] = 1
    for row in range(rows):
        here = np.clip(eighths - 8 * (rows - 1 - row), 0, 8)
        canvas.write(left + LABELS, top + row, "".join(EIGHTHS[part] for part in here), palette.good)
    canvas.write(left + LABELS, top + rows, fit("epoch at which a start was solved", bins), palette.muted)


def _bin_of(epochs: NDArray[np.int64], bins: int, most: int) -> NDArray[np.int64]:
    return np.minimum(epochs * bins // (most + 1), bins - 1)
