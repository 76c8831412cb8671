"""Columns that are the pixels of images, told by their names: pixel_0_0, pixel_0_1, …, or pixel0, pixel1, …"""

import re
from collections.abc import Sequence
from math import isqrt

LEAST_PIXELS = 16
_PLACED = re.compile(r"\D*(\d{1,4})\D+(\d{1,4})\D*")
_COUNTED = re.compile(r"(?:pixel|pix|px)[ _.]?(\d{1,6})")


def image_of_columns(names: Sequence[str]) -> tuple[int, int] | None:
    """Height and width of the images whose pixels the columns are, row by row; None if they are none."""
    if len(names) < LEAST_PIXELS:
        return None
    placed = [_PLACED.fullmatch(name) for name in names]
    if all(placed):
        places = [(int(each[1]), int(each[2])) for each in placed if each]
        (top, left), (bottom, right) = places[0], places[-1]
        grid = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return (bottom - top + 1, right - left + 1) if top < bottom and left < right and places == grid else None
    counted = [_COUNTED.fullmatch(name.casefold()) for name in names]
    side = isqrt(len(names))
    if side * side == len(names) and all(counted):
        numbers = [int(each[1]) for each in counted if each]
        return (side, side) if numbers == list(range(numbers[0], numbers[0] + len(names))) else None
    return None
