"""Where an axis has its marks: round numbers, 1-2-5 on a linear scale, decades on a logarithmic one."""

from math import ceil, floor, isfinite, log10

from perceptop.app.wording.numbers import abbreviated, short

ROUND = (1.0, 2.0, 5.0, 10.0)
STEPS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.4, 8.0, 10.0)


def linear_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers within [low, high], all multiples of 1, 2 or 5 times a power of ten."""
    if most < 1 or not isfinite(low) or not isfinite(high) or high < low:
        return []
    if high == low:
        return [low]
    raw = (high - low) / most
    power = 10.0 ** floor(log10(raw))
    for factor in (*ROUND, 20.0, 50.0):
        step = factor * power
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [place * step for place in range(first, last + 1)]
    return []


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` powers of ten within [low, high]; with room to spare also their 2- and 5-fold."""
    if most < 1 or not 0 < low <= high or not isfinite(high):
        return []
    first, last = ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9)
    fine = [
        factor * 10.0**power
        for power in range(first - 1, last + 1)
        for factor in (1.0, 2.0, 5.0)
        if low * (1 - 1e-9) <= factor * 10.0**power <= high * (1 + 1e-9)
    ]
    if len(fine) <= most and last - first < 2:
        return fine
    stride = max(1, ceil((last - first + 1) / most))
    steady = [power for power in range(first, last + 1) if power % stride == 0]
    return [10.0**power for power in (steady if len(steady) > 1 else range(first, last + 1, stride))]


def round_above(value: float) -> float:
    """The next round number that is not smaller; of a positive value."""
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in STEPS if step * power >= value * (1 - 1e-12))


def round_below(value: float) -> float:
    """The next round number that is not larger; of a positive value."""
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in reversed(STEPS) if step * power <= value * (1 + 1e-12))


def value_label(value: float) -> str:
    """A mark on an axis of values: 0.05, 2.5, 1e-5."""
    return short(value, 3) if abs(value) < 1e4 else short(value, 2) if abs(value) >= 1e7 else abbreviated(value)
