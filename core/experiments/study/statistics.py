"""Statistics of outcomes: a rate with its interval, and quantiles of epochs."""

from collections.abc import Sequence
from math import sqrt

QUANTILE_95 = 1.959963984540054
"""Of the standard normal distribution: 95 % lie within so many deviations of its mean."""


def wilson_interval(solved: int, starts: int) -> tuple[float, float]:
    """The interval that holds the true rate with 95 % confidence.

    Wilson, Probable inference, the law of succession, and statistical inference, 1927: unlike the normal interval it
    stays within 0 and 1, and is valid if all or none are solved.
    """
    z2 = QUANTILE_95 * QUANTILE_95
    rate = solved / starts
    middle = (rate + z2 / (2 * starts)) / (1 + z2 / starts)
    half = QUANTILE_95 / (1 + z2 / starts) * sqrt(rate * (1 - rate) / starts + z2 / (4 * starts * starts))
    # At 0 and at all, the outer end is exact but for rounding.
    low = 0.0 if solved == 0 else max(0.0, middle - half)
    return low, 1.0 if solved == starts else min(1.0, middle + half)


def quantile(values: Sequence[int], share: float) -> float | None:
    """The value below which that share lies, between neighbors by proportion; None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
