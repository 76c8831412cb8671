"""The value of a cell: a number in one of the ways that people write numbers, yes or no, text, or nothing."""

import math
import re
from collections.abc import Sequence

import numpy as np

from perceptop.core.data.arrays import Array

MISSING = frozenset({"", "na", "n/a", "#n/a", "<na>", "nan", "null", "?"})
"""Texts, in any case, for a missing value."""
BOOLEANS = {"false": 0.0, "true": 1.0}

SIGNS = "%$€£¥"
"""Signs beside a number that are not part of it."""

_SIGNED = re.compile(rf"([+\-\u2212]?)\s*[$€£¥]?\s*([+\-\u2212]?)(\d[^{SIGNS}]*|[.,]\d[^{SIGNS}]*?)\s*[{SIGNS}]?")
_GROUPS = re.compile(r"(\d{1,3})((?:[ \u00a0\u2009\u202f'\u2019]\d{3})+)([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d*),\d+([eE][+-]?\d+)?")
_THOUSANDS_COMMA = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def is_missing(cell: str) -> bool:
    """Return whether the cell stands for a missing value."""
    return cell.casefold() in MISSING


def plain_number(cell: str) -> float:
    """The number that the cell holds with a decimal point; NaN if it holds none, or one that is not finite."""
    try:
        value = math.nan if "_" in cell else float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def decimal_comma_number(cell: str) -> float:
    """The number that the cell holds with a decimal comma, dots between thousands: 1.234,5."""
    if _DECIMAL_COMMA.fullmatch(cell):
        return plain_number(cell.replace(".", "").replace(",", "."))
    return plain_number(cell) if "." not in cell else math.nan


def thousands_comma_number(cell: str) -> float:
    """The number that the cell holds with a decimal point, commas between thousands: 1,234.5."""
    return plain_number(cell.replace(",", "")) if _THOUSANDS_COMMA.fullmatch(cell) else plain_number(cell)


def bare_number(cell: str) -> str:
    """The number without a sign of money or percent, and without blanks or apostrophes between its thousands."""
    signed = _SIGNED.fullmatch(cell)
    if signed is None:
        return cell
    before, behind, digits = signed.groups()
    if _GROUPS.fullmatch(digits):
        digits = re.sub(r"[\s'\u2019]", "", digits)
    return ("-" if (before or behind) in ("-", "\u2212") else "") + digits.strip()


def is_number(cell: str) -> bool:
    """Whether the cell holds a number in any of these ways."""
    bare = bare_number(cell)
    reads = (plain_number, decimal_comma_number, thousands_comma_number) if "," in bare else (plain_number,)
    return any(math.isfinite(read(bare)) for read in reads)


def column_numbers(cells: Sequence[str], delimiter: str) -> Array:
    """The numbers of a column's cells, `(rows,)`, NaN for each that holds none.

    A comma is a decimal comma, unless commas separate the columns: then it stands between thousands.
    """
    values = _all_plain(cells)
    if values is not None:
        return values
    cells = [bare_number(cell) for cell in cells]
    values = np.array([plain_number(cell) for cell in cells])
    if any("," in cell for cell in cells):
        read = thousands_comma_number if delimiter == "," else decimal_comma_number
        others = np.array([read(cell) for cell in cells])
        if np.isfinite(others).sum() > np.isfinite(values).sum():
            return others
    return values


def _all_plain(cells: Sequence[str]) -> Array | None:
    """Return the same, much faster, if every cell holds a number with a decimal point; else None."""
    try:
        values = np.array(list(map(float, cells)))
    except ValueError:
        return None
    return values if np.isfinite(values).all() and "_" not in "".join(cells) else None
