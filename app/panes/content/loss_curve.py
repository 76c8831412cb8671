"""A loss curve with its axes: braille dots, from the lowest to the highest loss of each column's epochs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.ticks import linear_ticks, log_ticks, round_above, round_below, value_label
from perceptop.app.wording.numbers import abbreviated
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Curve

LEAST_WIDTH, LEAST_HEIGHT = 8, 2
LEAST_WITH_EPOCHS = 4
"""Least height with a row for the epochs: of fewer rows the curve needs each."""
AXIS_WIDTH = 16
"""Least width with values beside the curve."""
SMALLEST = 1e-300
POINT = "●"


@dataclass(frozen=True)
class LossScale:
    """Values from `low` to `high` as shares from 0 to 1."""

    low: float
    high: float
    logarithmic: bool

    def shares(self, values: Array) -> Array:
        """Return the shares of values; those outside of the scale lie on its edge."""
        values = np.clip(values, self.low, self.high)
        if self.logarithmic:
            low, high = np.log10(self.low), np.log10(self.high)
            return np.asarray((np.log10(values) - low) / (high - low))
        return np.asarray(values / (self.high - self.low) - self.low / (self.high - self.low))

    def ticks(self, most: int) -> list[float]:
        """Round values on the scale; linear ones if it holds less than two powers of ten. One alone is no scale."""
        ticks = log_ticks(self.low, self.high, most) if self.logarithmic else []
        for count in (most, most + 1):
            ticks = ticks if len(ticks) > 1 else linear_ticks(self.low, self.high, count)
        return ticks


def draw_curve(
    canvas: Canvas,
    top: int,
    curve: Curve,
    epochs: int | None,
    logarithmic: bool,
    palette: ColorPalette,
    ghosts: Sequence[Curve] = (),
    test: Curve | None = None,
    point: tuple[int, float] | None = None,
    scale: LossScale | None = None,
) -> "CurvePlace | None":
    """Fill the canvas from row `top` on; return where the curve lies, None if there is no room for it.

    `epochs` is the last epoch of the run, the end of the axis at most.

    `ghosts` are other curves on the same axes, dotted and muted; `test` is that of the test rows, dashed;
    `point` is an epoch and its loss, to be marked. `scale` is that of the values, by default one that holds all.
    """
    height = canvas.height - top
    if canvas.width < LEAST_WIDTH or height < LEAST_HEIGHT or not len(curve.epochs):
        return None
    others = [*ghosts, test] if test else ghosts
    together = _together([curve, *(other for other in others if len(other.epochs))])
    scale = scale or value_scale(together, logarithmic)
    end = last_epoch(together, epochs)
    axes = _axes(canvas.width, height, scale, end, palette)
    canvas.paste(0, top, axes.canvas.characters, axes.canvas.inks)
    dots = Dots(axes.width, axes.height)
    for ghost in ghosts:
        if len(ghost.epochs):
            low, high = columns(ghost, end, axes.width * 2, axes.height * 4, scale)
            low[1::2] = axes.height * 4
            high[1::2] = -1
            dots.draw_columns(low, high, palette.muted)
    if test and len(test.epochs):
        low, high = columns(test, end, axes.width * 2, axes.height * 4, scale)
        for place in (4, 5):
            low[place::6], high[place::6] = axes.height * 4, -1
        dots.draw_columns(low, high, palette.accent)
    low, high = columns(curve, end, axes.width * 2, axes.height * 4, scale)
    dots.draw_columns(low, high, palette.curve)
    dots.paste(canvas, axes.left, top)
    if point and np.isfinite(point[1]):
        x = int(min(point[0] / end, 1.0) * (axes.width * 2 - 1)) // 2
        y = int(np.rint((1 - float(scale.shares(np.array(point[1])))) * (axes.height * 4 - 1))) // 4
        canvas.write(axes.left + x, top + y, POINT, palette.strong)
    return CurvePlace(axes.left, top, axes.width, axes.height, end)


@dataclass(frozen=True)
class CurvePlace:
    """The cells of a curve, from epoch 0 to the epoch `end`."""

    left: int
    top: int
    width: int
    height: int
    end: float

    def epoch_at(self, x: int, y: int) -> float | None:
        """Return the epoch in a cell; None outside of the curve."""
        if not (self.left <= x < self.left + self.width and self.top <= y < self.top + self.height):
            return None
        return (x - self.left) / max(self.width - 1, 1) * self.end


@dataclass(frozen=True, eq=False)
class Axes:
    """The axes, constant while a curve grows: marks, lines and numbers, and the cells left for the plot."""

    canvas: Canvas
    left: int
    width: int
    height: int


@lru_cache(maxsize=8)
def _axes(width: int, height: int, scale: LossScale, end: float, palette: ColorPalette) -> Axes:
    canvas = Canvas(width, height, palette.blank)
    plot_height = height - 1 if height >= LEAST_WITH_EPOCHS else height
    ticks = scale.ticks(max(2, plot_height // 2))
    labels = (
        {
            int(np.rint((1 - share) * (plot_height - 1))): value_label(tick)
            for tick, share in zip(ticks, scale.shares(np.array(ticks)).tolist(), strict=True)
        }
        if ticks
        else {}
    )
    left = max(map(len, labels.values()), default=0) + 2 if width >= AXIS_WIDTH else 0
    plot_width = width - left - (left > 0)
    for row in labels:
        canvas.fill(left, row, plot_width, 1, "┈", palette.faint)
    if left:
        canvas.fill(left - 1, 0, 1, plot_height, "│", palette.faint)
        for row, label in labels.items():
            canvas.write_left_of(left - 1, row, label, palette.muted)
            canvas.write(left - 1, row, "┤", palette.muted)
    if plot_height < height:
        _epoch_axis(canvas, left, plot_width, end, palette)
    return Axes(canvas, left, plot_width, plot_height)


def _together(curves: Sequence[Curve]) -> Curve:
    """All their values, for limits that hold all of them."""
    if len(curves) == 1:
        return curves[0]
    lows, highs = (np.concatenate([getattr(curve, name) for curve in curves]) for name in ("lows", "highs"))
    return Curve(curves[0].epochs, lows, highs, curves[0].first, max(curve.last for curve in curves))


def value_scale(curve: Curve, logarithmic: bool) -> LossScale:
    """Round limits that change seldom while the loss falls. On a logarithmic scale 0 lies on the lower edge."""
    low, high = float(curve.lows.min()), float(curve.highs.max())
    if logarithmic:
        if low <= 0:
            low = min(float(values[values > 0].min(initial=np.inf)) for values in (curve.lows, curve.highs))
        low, high = round_below(max(low, SMALLEST)), round_above(max(high, SMALLEST))
        return LossScale(low, high if high > low * 1.01 else low * 10, True)
    if low >= 0:
        return LossScale(0.0, round_above(high) if high > SMALLEST else 1.0, False)
    size = round_above(max(abs(low), abs(high)))
    return LossScale(-size, size if high > 0 else 0.0, False)


def last_epoch(curve: Curve, epochs: int | None) -> float:
    """Return the right end of the axis: a round number, so that it seldom changes."""
    last = max(curve.last[0], 1)
    end = round_above(last)
    return float(min(end, epochs)) if epochs and epochs >= last else float(end)


def columns(
    curve: Curve, end: float, width: int, height: int, scale: LossScale
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each of `width` columns of dots its top and bottom lit row of `height`; top > bottom if there is none.

    All minima and maxima are in it. Neighboring columns touch.
    """
    place = np.minimum(curve.epochs / end * (width - 1), width - 1).astype(np.intp)
    starts = np.concatenate([[0], np.flatnonzero(place[1:] != place[:-1]) + 1])
    known = place[starts]
    tops = (1 - scale.shares(np.maximum.reduceat(curve.highs, starts))) * (height - 1)
    bottoms = (1 - scale.shares(np.minimum.reduceat(curve.lows, starts))) * (height - 1)
    last = int(np.clip(curve.last[0] / end * (width - 1), known[-1], width - 1))
    every = np.arange(known[0], last + 1)
    top, bottom = np.interp(every, known, tops), np.interp(every, known, bottoms)
    # A column and the next one meet halfway where one lies wholly above the other.
    middle = (np.maximum(top[1:], top[:-1]) + np.minimum(bottom[1:], bottom[:-1])) / 2
    joined_top, joined_bottom = top.copy(), bottom.copy()
    for part in (np.s_[1:], np.s_[:-1]):
        joined_top[part] = np.minimum(joined_top[part], middle)
        joined_bottom[part] = np.maximum(joined_bottom[part], middle)
    first_row, last_row = np.full(width, height, np.intp), np.full(width, -1, np.intp)
    first_row[every], last_row[every] = np.rint(joined_top).astype(np.intp), np.rint(joined_bottom).astype(np.intp)
    return first_row, last_row


def _epoch_axis(canvas: Canvas, left: int, width: int, end: float, palette: ColorPalette) -> None:
    y, free = canvas.height - 1, 0
    for tick in linear_ticks(0, end, max(2, width // 9)):
        label = abbreviated(tick)
        center = left + round(tick / end * (width - 1))
        x = min(max(center - len(label) // 2, free), canvas.width - len(label))
        if x >= free:
            canvas.write(x, y, label, palette.muted)
            free = x + len(label) + 2
    word = "epochs"
    if free + len(word) <= canvas.width:
        canvas.write(canvas.width - len(word), y, word, palette.faint)
