"""The picture of a few starts side by side: a row for each, with its surface, its losses, and its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.pictures.surface import surface_levels, surface_shades
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import short, value_text
from perceptop.core.experiments.study.comparison import ComparedStart, Comparison
from perceptop.core.experiments.study.outcome import DIVERGED, SOLVED, STUCK
from perceptop.core.protocol.picture import DecisionSurface

LEAST_ROW = 2
"""Cells of a row: a line for the outcome, one for the command."""
WITH_CURVE = 56
"""Cells from which there is room for curves."""


@dataclass
class ShownComparison:
    """What the screen shows of a comparison: the command of each start, the row that is marked, whether it plays."""

    comparison: Comparison
    commands: Sequence[str]
    chosen: int = 0
    playing: bool = True

    @property
    def state(self) -> str:
        """Return in words whether it plays."""
        if self.comparison.epoch == self.comparison.epochs:
            return "finished"
        return "▶ running" if self.playing else "‖ paused"


def rows_shown(height: int, count: int, chosen: int) -> tuple[int, int, int]:
    """The first start that is shown, how many there are, and the height of each, so that the chosen one is in view."""
    each = max(height // count, LEAST_ROW)
    shown = min(count, max(height // each, 1))
    return min(max(chosen - shown + 1, 0), count - shown), shown, each


def draw_comparison(canvas: Canvas, compared: ShownComparison, palette: ColorPalette) -> None:
    """A heading, a row for each start, and at the bottom the whole command of the chosen one."""
    comparison, chosen, commands = compared.comparison, compared.chosen, compared.commands
    width, height = canvas.width, canvas.height
    count = len(comparison.starts)
    epoch = f"epoch {comparison.epoch:,} of {comparison.epochs:,}  {compared.state}"
    canvas.write(1, 0, fit("Side by side", width - 4 - cells(epoch)), palette.accent)
    canvas.write_left_of(width - 1, 0, epoch, palette.accent)
    first, shown, each = rows_shown(height - 3, count, chosen)
    ends = _ends(comparison)
    tile = min(2 * (each - (each > LEAST_ROW)), width // 4)
    curve = (width - tile) * 2 // 5 if width >= WITH_CURVE else 0
    said = f"all losses on one scale, {ends[0]:.2g} to {ends[1]:.2g}, logarithmic" if ends else "no loss above 0"
    hidden = f"{count - shown} of {count} more: ↑ ↓ · " if shown < count else ""
    canvas.write(1, 1, fit(hidden + (said if curve else ""), width - 2), palette.muted)
    for row, place in enumerate(range(first, first + shown)):
        start, top = comparison.starts[place], 2 + row * each
        inner = each - (each > LEAST_ROW)
        canvas.write(0, top, "▸" if place == chosen else " ", palette.accent)
        x = 2
        if (surface := start.surface) is not None:
            _draw_surface(canvas, (x, top, tile, inner), surface, palette)
            x += tile + 1
        if curve:
            _draw_losses(canvas, (x, top, curve, inner), start, comparison.epochs, ends, palette)
            x += curve + 1
        _draw_words(canvas, (x, top, width - 1 - x, inner), start, commands[place], palette)
    canvas.write(1, height - 1, fit(f"again: {commands[chosen]}", width - 2), palette.text)


def _draw_words(
    canvas: Canvas, area: tuple[int, int, int, int], start: ComparedStart, command: str, palette: ColorPalette
) -> None:
    x, y, width, height = area
    named = [f"{name.replace('_', ' ')} {value_text(value)}" for name, value in start.values.items() if name != "seed"]
    became = f"solved at epoch {start.solved_at:,}" if start.solved_at is not None else start.state
    ink = {SOLVED: palette.good, STUCK: palette.bad, DIVERGED: palette.bad}.get(start.state, palette.text)
    title, loss = " · ".join([*named, f"seed {start.seed}"]), f"loss {short(start.loss, 4)}"
    # The setting, which tells the rows apart, gives way last.
    lines = [(title, palette.strong), (f"{became} · {loss}", ink), (command, palette.muted)]
    for line, (text, color) in enumerate(lines[:height]):
        canvas.write(x, y + line, fit(text, width), color)


def _draw_surface(
    canvas: Canvas, area: tuple[int, int, int, int], picture: DecisionSurface, palette: ColorPalette
) -> None:
    left, top, width, height = area
    if width > 0:
        shades = surface_shades(picture, palette)
        shades.paste(canvas, left, top, surface_levels(picture, width, height, shades))


def _ends(comparison: Comparison) -> tuple[float, float] | None:
    """The least and the largest loss above 0 so far, of all starts."""
    losses = np.concatenate([start.losses for start in comparison.starts])
    seen = losses[np.isfinite(losses) & (losses > 0)]
    return (float(seen.min()), float(seen.max())) if len(seen) else None


def _draw_losses(
    canvas: Canvas, area: tuple[int, int, int, int], start: ComparedStart, epochs: int,
    ends: tuple[float, float] | None, palette: ColorPalette,
) -> None:  # fmt: skip
    """The curve of a start, over all epochs of the study, logarithmic between the ends."""
    left, top, width, height = area
    dots = Dots(width, height)
    columns, rows = width * 2, height * 4
    if ends is None:
        return
    least, most = np.log(ends[0]), np.log(ends[1])
    at = np.linspace(0, epochs, columns).round().astype(np.intp)
    at = at[at <= start.epoch]
    losses = start.losses[at]
    with np.errstate(all="ignore"):
        share = (np.log(losses) - least) / (most - least if most > least else 1)
    known = int(np.isfinite(share).cumprod().sum())
    y = np.round((1 - share[:known]) * (rows - 1)).astype(np.intp)
    # From each column's dot to the one before it, so that a steep curve is one line.
    before = np.concatenate([y[:1], y[:-1]])
    low, high = np.full(columns, 1, np.intp), np.zeros(columns, np.intp)
    low[:known], high[:known] = np.minimum(y, before), np.maximum(y, before)
    dots.draw_columns(low, high, palette.curve)
    dots.paste(canvas, left, top)
