"""Numbers as text that does not jump about: of a fixed width, with as many digits as fit."""

from functools import lru_cache
from math import floor, isfinite, isnan, log10

TWO_DIGITS = 9.95
"""From here on a number with one decimal is written as one of two places before the point."""


def fixed(value: float, width: int, sign: bool = False) -> str:
    """The number in exactly `width` cells, right-aligned: decimals if they tell something, else as 1.2e-7.

    With `sign`, a plus stands before what is not negative. Without one, its cell goes to the digits. A width too small
    for any of it is filled with #, never with digits that mean something else.
    """
    if width <= 0:
        return ""
    if not isfinite(value):
        word = "nan" if isnan(value) else "inf" if value > 0 else "-inf"
        return word.rjust(width) if len(word) <= width else "#" * width
    value = value or 0.0
    digits = width - (sign or value < 0)
    text = _decimal(value, digits, "+" if sign else "")
    return "#" * width if text is None or len(text) > width else text.rjust(width)


def plain(value: float, width: int, sign: bool = False) -> str:
    """Like `fixed`, but a small number is 0.000 and not 2e-7: where it matters among larger ones only."""
    if not isfinite(value) or abs(value) >= TWO_DIGITS:
        return fixed(value, width, sign)
    text = f"{value:{'+' if sign else ''}z.{max(width - 2 - (sign or value < 0), 0)}f}"
    return text.rjust(width) if len(text) <= width else fixed(value, width, sign)


def _decimal(value: float, digits: int, sign: str) -> str | None:
    """As many decimals as `digits` cells have room for; as 1.2e-7 if that would tell too little of the value."""
    size = abs(value)
    before = 1 if size < TWO_DIGITS else floor(log10(size)) + 1
    decimals = max(digits - before - 1, 0)
    significant = decimals if decimals < 3 else decimals - 1
    if before > digits or 0 < size < 0.95 * 10.0**-significant:
        scientific = _scientific(value, digits + (sign == "+" or value < 0), sign)
        if scientific or before > digits:
            return scientific
    text = f"{value:{sign}z.{decimals}f}"
    if len(text) > digits + (text[0] in "+-") and decimals:
        # Rounding up has made it longer: 99.96 in four cells.
        text = f"{value:{sign}z.{decimals - 1}f}"
    return text


def _scientific(value: float, width: int, sign: str) -> str | None:
    # Beside decimals there is at least 1.e5, or below one half 1.e-5: more of them need not be tried.
    room = width - (sign == "+" or value < 0) - (5 if abs(value) < 0.5 else 4)
    for decimals in range(min(max(room, 0), 17), -1, -1):
        digits, exponent = f"{value:{sign}.{decimals}e}".split("e")
        text = f"{digits}e{int(exponent)}"
        if len(text) <= width:
            return text
    return None


@lru_cache(maxsize=8192)
def short(value: float, digits: int = 4) -> str:
    """The number with at most so many significant digits and no zeros at its end: 1, 0.25, -3.5, 1e-7."""
    if not isfinite(value):
        return "nan" if isnan(value) else "inf" if value > 0 else "-inf"
    text = f"{value or 0.0:.{digits}g}"
    if "e" in text:
        front, exponent = text.split("e")
        text = f"{front}e{int(exponent)}"
    return text


def of_data(value: float, digits: int) -> str:
    """The same of a number in a table: with all digits before the point, below a thousand million."""
    if 10.0**digits <= abs(value) < 1e9:
        return f"{value:.0f}"
    return short(value, digits)


def value_text(value: object, digits: int = 3) -> str:
    """Return a setting's value, a number with that many significant digits at most."""
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def grouped(count: int) -> str:
    """A count as people write it: 1,234."""
    return f"{count:,}"


def abbreviated(count: float) -> str:
    """A count on an axis: 500, 2,500, 20k, 1.5M, 3G; 1e15 beyond."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if 1e13 > abs(count) >= size:
            return f"{count / (1e3 if letter == 'k' else size):.4g}{letter}"
    return short(count) if abs(count) >= 1e13 or count != int(count) else f"{int(count):,}"


def rate(value: float) -> str:
    """Epochs a second to three digits: 0.5, 59.9, 1,230, 20,500."""
    if not isfinite(value) or value <= 0:
        return "0"
    if not 1e-3 <= value < 1e12:
        return short(value, 3)
    if value < 100:
        return f"{value:.3g}"
    step = 10 ** (floor(log10(value)) - 2)
    return f"{int(round(value / step) * step):,}"


def duration(seconds: float) -> str:
    """A time to wait: 0:03, 12:40, 3:05:00, then 2 d 4 h; over a hundred years there is no telling."""
    if not isfinite(seconds) or seconds > 100 * 365.25 * 86400:
        return "∞"
    whole = max(0, int(seconds + 0.999))
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    if whole < 86400:
        return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{whole // 86400:,} d {whole // 3600 % 24} h"
