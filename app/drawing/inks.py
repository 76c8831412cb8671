"""Styles by number, so that a grid of cells can hold them in an array."""

from collections.abc import Hashable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rich.style import Style

_styles: list[Style] = []
_numbers: dict[Style, int] = {}
_grounds: list[int] = []
_ground_numbers: dict[Hashable, int] = {}


def ink(style: Style) -> int:
    """The number of a style; equal styles have one number."""
    number = _numbers.get(style)
    if number is None:
        number = _numbers[style] = len(_styles)
        _styles.append(style)
        seen_on_a_space = (style.bgcolor, style.reverse and style.color, style.reverse, style.underline, style.strike)
        _grounds.append(_ground_numbers.setdefault(seen_on_a_space, len(_ground_numbers)))
        _ground_array.cache_clear()
    return number


def style_of(number: int) -> Style:
    """The style of a number."""
    return _styles[number]


@lru_cache(maxsize=4096)
def over(number: int, style: Style) -> int:
    """The ink with another style laid over it."""
    return ink(_styles[number] + style)


def grounds(inks: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each ink what a space looks like in it: equal numbers look alike."""
    return _ground_array().take(inks)


@lru_cache(maxsize=1)
def _ground_array() -> NDArray[np.int32]:
    return np.array(_grounds, np.int32)
