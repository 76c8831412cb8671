"""Samples of rows, and ranges with round ends that stay while numbers move a little."""

from math import floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.picture import Range


def spread(count: int, most: int) -> NDArray[np.int64]:
    """Return at most `most` of the rows 0 to `count` - 1, evenly spread, with the first and the last."""
    if count <= most:
        return np.arange(count)
    return np.linspace(0, count - 1, max(most, 1)).round().astype(np.int64)


def widened(values: Array, margin: float) -> Range:
    """Return the range of finite values with a margin of that share on both sides, of 1 if all are equal."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return -1.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    wider = (high - low) * margin if high > low else 1.0
    return low - wider, high + wider


def round_above(value: float) -> float:
    """Return the next of 1, 2, 5, 10, … times a power of ten that is not smaller; 1 if there is none."""
    if not isfinite(value) or value <= 1e-300:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0, 20.0) if step * power >= value * (1 - 1e-12))


def greatest(values: Array) -> float:
    """Return the largest |value| that is finite; 0 if there is none."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max()) if len(sizes) else 0.0
