"""Shared parts of readers of data files: cells to numbers, rows to a table, within a limit."""

import math
from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.rows import require_size
from perceptop.core.data.symbols import Symbols, WrittenSymbols
from perceptop.core.errors.bad_input import refuse


class Collector:
    """Collects rows one by one; all must be as wide as the first."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._numbers = array("d")
        self._width = 0

    def add(self, row: Iterable[float], where: str) -> None:
        """Keep a row; `BadInput` if it is not as wide as those before, or if there are too many."""
        values = list(row)
        self._width = self._width or len(values)
        if len(values) != self._width:
            refuse(where, f"{len(values)} values", f"{self._width}, as the rows before")
        require_size(where, len(self._numbers) + self._width, 1)
        self._numbers.extend(values)

    def table(self) -> Array:
        """All rows, `(rows, width)`; `BadInput` if there is none."""
        if not self._numbers:
            refuse(self._label, "no examples", "at least one")
        return np.array(self._numbers).reshape(-1, self._width)


class SymbolColumns:
    """Collects the words in the columns of a file, as far as there are symbols."""

    def __init__(self, symbols: Symbols | None) -> None:
        self._symbols = symbols
        self._words: dict[int, set[str]] = {}

    def add(self, cells: Sequence[str]) -> None:
        """Take the words of a row."""
        if self._symbols is not None:
            for place, cell in enumerate(cells):
                if cell.strip() in self._symbols.values:
                    self._words.setdefault(place, set()).add(cell.strip())

    def written(self, inputs: Sequence[int], targets: Sequence[int]) -> WrittenSymbols | None:
        """The words of those columns; None without symbols."""
        if self._symbols is None:
            return None
        used = [frozenset(self._words.get(place, ())) for place in inputs]
        return WrittenSymbols(tuple(used), frozenset().union(*(self._words.get(place, ()) for place in targets)))


def parse(text: str, where: str, symbols: Symbols | None = None) -> float:
    """The number that a cell holds, or the value of the symbol it names."""
    text = text.strip()
    if symbols is not None and text in symbols.values:
        return symbols.values[text]
    try:
        number = math.nan if "_" in text else float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        refuse(where, text or "nothing", "a number" if symbols is None else "a number or a symbol")
    return number
