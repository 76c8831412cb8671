"""A loss curve with its axes: braille dots, from the lowest to the highest loss of each column's epochs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.drawing.braille import Dots
from app.drawing.canvas import Canvas
from app.drawing.numbers import abbreviated
from app.drawing.palette import Palette
from app.drawing.ticks import linear_ticks, log_ticks, round_above, round_below, value_label
from core.calls import Array
from core.history import Curve

LEAST_WIDTH, LEAST_HEIGHT = 8, 2
AXIS_WIDTH = 16
"""Width from which on there is room for the values beside the curve."""
SMALLEST = 1e-300


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` as shares from 0 to 1."""

    low: float
    high: float
    logarithmic: bool

    def shares(self, values: Array) -> Array:
        """Where values lie; what is below or above the scale lies on its edge."""
        values = np.clip(values, self.low, self.high)
        if self.logarithmic:
            return np.asarray((np.log10(values) - np.log10(self.low)) / (np.log10(self.high) - np.log10(self.low)))
        return np.asarray(values / (self.high - self.low) - self.low / (self.high - self.low))

    def ticks(self, most: int) -> list[float]:
        """Round values on the scale; linear ones where it holds less than two powers of ten."""
        ticks = log_ticks(self.low, self.high, most) if self.logarithmic else []
        return ticks if len(ticks) > 1 else linear_ticks(self.low, self.high, most)


def draw_curve(
    canvas: Canvas,
    top: int,
    curve: Curve,
    epochs: int | None,
    logarithmic: bool,
    palette: Palette,
    ghosts: Sequence[Curve] = (),
) -> None:
    """Fill the canvas from row `top` on. `epochs` is where the run is to end, and so the curve's end at the latest.

    `ghosts` are other curves on the same axes, dotted and muted.
    """
    height = canvas.height - top
    if canvas.width < LEAST_WIDTH or height < LEAST_HEIGHT or not len(curve.epochs):
        return
    together = _together([curve, *(ghost for ghost in ghosts if len(ghost.epochs))])
    scale = value_scale(together, logarithmic)
    end = last_epoch(together, epochs)
    plot_height = height - 1 if height > LEAST_HEIGHT else height
    ticks = scale.ticks(max(2, plot_height // 2))
    labels = (
        {
            value_label(tick): int(np.rint((1 - share) * (plot_height - 1)))
            for tick, share in zip(ticks, scale.shares(np.array(ticks)).tolist(), strict=True)
        }
        if ticks
        else {}
    )
    left = max(map(len, labels), default=0) + 2 if canvas.width >= AXIS_WIDTH else 0
    plot_width = canvas.width - left - (left > 0)
    for row in labels.values():
        canvas.fill(left, top + row, plot_width, 1, "┈", palette.faint)
    dots = Dots(plot_width, plot_height)
    for ghost in ghosts:
        if len(ghost.epochs):
            low, high = columns(ghost, end, plot_width * 2, plot_height * 4, scale)
            low[1::2] = plot_height * 4
            high[1::2] = -1
            dots.draw_columns(low, high, palette.muted)
    low, high = columns(curve, end, plot_width * 2, plot_height * 4, scale)
    dots.draw_columns(low, high, palette.curve)
    dots.paste(canvas, left, top)
    if left:
        canvas.fill(left - 1, top, 1, plot_height, "│", palette.faint)
        for label, row in labels.items():
            canvas.write_left_of(left - 1, top + row, label, palette.muted)
            canvas.write(left - 1, top + row, "┤", palette.muted)
    if plot_height < height:
        _epoch_axis(canvas, left, plot_width, end, palette)


def _together(curves: Sequence[Curve]) -> Curve:
    """All their values, for limits that hold all of them."""
    if len(curves) == 1:
        return curves[0]
    lows, highs = (np.concatenate([getattr(curve, name) for curve in curves]) for name in ("lows", "highs"))
    return Curve(curves[0].epochs, lows, highs, curves[0].first, max(curve.last for curve in curves))


def value_scale(curve: Curve, logarithmic: bool) -> Scale:
    """Round limits that change seldom while the loss falls. On a logarithmic scale 0 lies on the lower edge."""
    low, high = float(curve.lows.min()), float(curve.highs.max())
    if logarithmic:
        positive = np.concatenate([curve.lows[curve.lows > 0], curve.highs[curve.highs > 0]])
        low, high = max(float(positive.min()), SMALLEST), max(high, SMALLEST)
        low, high = round_below(low), round_above(high)
        return Scale(low, high if high > low * 1.01 else low * 10, True)
    if low >= 0:
        return Scale(0.0, round_above(high) if high > SMALLEST else 1.0, False)
    size = round_above(max(abs(low), abs(high)))
    return Scale(-size, size if high > 0 else 0.0, False)


def last_epoch(curve: Curve, epochs: int | None) -> float:
    """The right end of the axis: a round number, so that the curve is not squeezed anew in every frame."""
    last = max(curve.last[0], 1)
    end = round_above(last)
    return float(min(end, epochs)) if epochs and epochs >= last else float(end)


def columns(
    curve: Curve, end: float, width: int, height: int, scale: Scale
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each of `width` columns of dots its top and bottom lit row of `height`; top > bottom where there is none.

    All minima and maxima are in it. Neighboring columns touch.
    """
    low_rows = (1 - scale.shares(curve.lows)) * (height - 1)
    high_rows = (1 - scale.shares(curve.highs)) * (height - 1)
    place = np.minimum(curve.epochs / end * (width - 1), width - 1)
    starts = np.flatnonzero(np.diff(np.floor(place), prepend=-1))
    known = np.floor(place[starts]).astype(np.intp)
    tops = np.minimum.reduceat(high_rows, starts)
    bottoms = np.maximum.reduceat(low_rows, starts)
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


def _epoch_axis(canvas: Canvas, left: int, width: int, end: float, palette: Palette) -> None:
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
