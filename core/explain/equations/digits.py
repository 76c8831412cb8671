"""Numbers as text, with a given count of significant digits."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import isfinite

LOWEST, HIGHEST = -4, 7
"""Powers of ten between which a number is written without an exponent."""


def rounded(value: float | Decimal, digits: int) -> str:
    """Round to that many significant digits and write all of them: 0.9400, 12346, 1.20e-7; nan, inf, -inf.

    No digit before the point is rounded away if there is no exponent.
    """
    number = Decimal(value)
    if not number.is_finite():
        return "nan" if number.is_nan() else "inf" if number > 0 else "-inf"
    if not number:
        return "0." + "0" * (digits - 1) if digits > 1 else "0"
    power = _to(digits).create_decimal(number).adjusted()
    if LOWEST <= power < HIGHEST:
        return f"{number:.{max(digits - 1 - power, 0)}f}"
    return f"{number:.{digits - 1}e}".replace("e+", "e")


def leading_power(value: float) -> int:
    """Return the power of ten of the first digit: 0 for 1.5, -4 for 0.0005; 0 for 0, nan and infinities."""
    return Decimal(value).adjusted() if value and isfinite(value) else 0


def written(value: float | Decimal, digits: int) -> str:
    """Write the number as `rounded` does, without zeros at its end: 1, 0.5, -0.83."""
    text = rounded(value, digits)
    same = Decimal(text) == value if isinstance(value, Decimal) else float(text) == value
    return stripped(text) if same else text


def stripped(text: str) -> str:
    """Remove zeros at the end of the decimals."""
    front, exponent, power = text.partition("e")
    if "." in front:
        front = front.rstrip("0").rstrip(".")
    return front + exponent + power


def half_unit(text: str) -> Decimal:
    """Return half a unit of the last digit shown: the largest rounding error."""
    exponent = Decimal(text).as_tuple().exponent
    assert isinstance(exponent, int), "a finite number"
    return Decimal(5).scaleb(exponent - 1)


def _to(digits: int) -> Context:
    return Context(prec=digits, rounding=ROUND_HALF_EVEN, traps=[])
