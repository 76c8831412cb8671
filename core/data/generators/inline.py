"""Examples written out in an experiment file: numbers, or symbols that stand for them."""

import math
from typing import Any

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.rows import require_size
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import describe


def inline_table(values: Any, symbols: Symbols | None, where: str) -> Array:
    """A list of examples as `(examples, width)`.

    An example is a list of numbers and symbols; or a text, which is one symbol, or letters that are a symbol each.
    `BadInput` names the row.
    """
    if not isinstance(values, list) or not values:
        refuse(where, describe(values), "a list of examples")
    rows = [_row(value, symbols, f"{where}, row {place}") for place, value in enumerate(values, 1)]
    for place, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            refuse(f"{where}, row {place}", f"{len(row)} values", f"{len(rows[0])}, as the first row")
    require_size(where, len(rows), len(rows[0]))
    return np.array(rows)


def inline_words(values: list[Any], symbols: Symbols) -> tuple[frozenset[str], ...]:
    """The words in each column of a list of examples that `inline_table` has read."""
    columns = zip(*(_cells(value, symbols) for value in values), strict=True)
    return tuple(frozenset(cell for cell in column if isinstance(cell, str)) for column in columns)


def _row(value: Any, symbols: Symbols | None, where: str) -> list[float]:
    cells = _cells(value, symbols)
    if not cells:
        refuse(where, describe(value), "a list of numbers" if symbols is None else "symbols, or a list of numbers")
    return [_cell(cell, symbols, where) for cell in cells]


def _cells(value: Any, symbols: Symbols | None) -> list[Any]:
    if isinstance(value, str) and symbols is not None:
        return [value] if value in symbols.values else list(value)
    return value if isinstance(value, list) else []


def _cell(cell: Any, symbols: Symbols | None, where: str) -> float:
    if isinstance(cell, str) and symbols is not None:
        return symbols.value(cell, where)
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        refuse(where, describe(cell), "a number" if symbols is None else "a number or a symbol")
    try:
        number = float(cell)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        refuse(where, describe(cell), "a finite number")
    return number
