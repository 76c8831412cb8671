"""A fast reader for tables of plain decimal numbers, which most large files are.

A plain number has an optional minus, digits, and at most one point, and is short enough for its digits to be an exact
whole number. That number divided by its power of ten, rounded once, equals Python's `float`.
"""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array

LONGEST = 15
"""Most characters of a plain number: 10¹⁵ is exact in double precision."""
AT_ONCE = 1 << 18
"""Bytes that are read together: their buffers stay in the processor's caches."""
Codes = NDArray[np.uint8]
Places = NDArray[np.intp]

NEWLINE, MINUS, POINT, ZERO = (np.uint8(code) for code in b"\n-.0")


def read_plain(text: str, width: int, separator: str) -> Array | None:
    """Read lines of `width` plain numbers after a first line, `(lines, width)`; None if there is anything else."""
    if not text.isascii():
        return None
    data = text.encode()
    if "\r" in text:
        data = data.replace(b"\r\n", b"\n")
    if not data.endswith(b"\n") or data.endswith(b"\n\n"):
        data = data.rstrip(b"\n") + b"\n"
    start, done = data.index(b"\n") + 1, 0
    table = np.empty((data.count(b"\n", start), width))
    while start < len(data):
        end = data.rfind(b"\n", start, start + AT_ONCE + width * (LONGEST + 1)) + 1
        lines = _read(np.frombuffer(data, np.uint8, end - start, start), width, ord(separator)) if end else None
        if lines is None:
            return None
        table[done : done + len(lines)] = lines
        start, done = end, done + len(lines)
    return table if len(table) else None


def _read(codes: Codes, width: int, separator: int) -> Array | None:
    """The numbers of some whole lines, `(lines, width)`."""
    ends = np.flatnonzero((codes == separator) | (codes == NEWLINE))
    if not len(ends) or len(ends) % width:
        return None
    breaks = (codes[ends] == NEWLINE).reshape(-1, width)
    lengths = np.diff(ends, prepend=-1) - 1
    longest = int(lengths.max())
    if not breaks[:, -1].all() or breaks[:, :-1].any() or lengths.min() < 1 or longest > LONGEST:
        return None
    numbers = _from_the_right(np.concatenate([np.full(longest, ZERO, np.uint8), codes]), ends + longest, lengths)
    return None if numbers is None else numbers.reshape(-1, width)


def _from_the_right(codes: Codes, ends: Places, lengths: Places) -> Array | None:
    """The numbers that end before the places `ends`, character by character, the last ones of all of them first.

    Products with truth values replace masks, which take ten times as long.
    """
    count = len(ends)
    whole, behind, divisor = np.zeros(count), np.zeros(count), np.ones(count)
    begun, pointed, negative = np.zeros(count, bool), np.zeros(count, bool), np.zeros(count, bool)
    for place in range(1, int(lengths.max()) + 1):
        code, inside = codes.take(ends - place), lengths >= place
        digit, unit = code - ZERO, 10.0 ** (place - 1)
        is_digit, is_point = inside & (digit < 10), inside & (code == POINT)
        is_minus = (code == MINUS) & (lengths == place)
        if (is_point & pointed).any() or not (is_digit | is_point | is_minus | ~inside).all():
            return None
        behind += whole * is_point
        divisor += (unit - 1) * is_point
        whole += (digit * is_digit) * unit
        begun, pointed, negative = begun | is_digit, pointed | is_point, negative | is_minus
    if not begun.all():
        return None
    # The point has taken the place of a digit.
    whole = (whole - behind) / (1.0 + 9.0 * pointed) + behind
    return whole / divisor * (1.0 - 2.0 * negative)
