"""Words that stand for numbers: a data set may name its values, w = 0.1, h = 0.2."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse


class Symbols:
    """A two-way table of words and numbers. A number is read as the word whose value lies nearest."""

    def __init__(self, values: Mapping[str, float], where: str = "symbols") -> None:
        """Raise `BadInput` if the table is empty, or a word has invisible characters: words are typed and printed."""
        if not values:
            refuse(where, "none", "at least one name with its number")
        for name in values:
            if not str(name).isprintable():
                refuse(where, repr(name), "words of printable characters")
        self.values = {str(name): float(value) for name, value in values.items()}

    def value(self, word: str, where: str = "symbol") -> float:
        """The number of a word; `BadInput` lists the words if there is none."""
        if word not in self.values:
            refuse(where, word, "one of " + ", ".join(self.values))
        return self.values[word]

    def nearest(self, number: float) -> str:
        """The word whose value lies nearest; of two equally near, the first."""
        return min(self.values, key=lambda word: abs(self.values[word] - number))

    def foremost(self, words: Collection[str]) -> "Symbols":
        """Return the same table with these words first: they are shown if several words have one number."""
        numbers = list(self.values.values())
        return Symbols(
            dict(sorted(self.values.items(), key=lambda entry: (numbers.index(entry[1]), entry[0] not in words)))
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbols) and self.values == other.values

    def __hash__(self) -> int:
        return hash(tuple(self.values.items()))

    def __repr__(self) -> str:
        return f"Symbols({self.values})"


@dataclass(frozen=True)
class WrittenSymbols:
    """The words that examples were written with: those of each column of inputs, and those of the targets.

    A number in the file is shown as a number, even if a word has the same value.
    """

    inputs: tuple[frozenset[str], ...]
    targets: frozenset[str]

    def of_inputs(self, symbols: Symbols) -> tuple[Symbols | None, ...]:
        """Return the words of each column of inputs; None for a column of numbers, and empty if all are."""
        columns = tuple(self._read_by(symbols, words) for words in self.inputs)
        return columns if any(columns) else ()

    def of_outputs(self, symbols: Symbols) -> Symbols | None:
        """Return the words of outputs; None if they are numbers."""
        return self._read_by(symbols, self.targets)

    def _read_by(self, symbols: Symbols, words: frozenset[str]) -> Symbols | None:
        if not any((*self.inputs, self.targets)):
            # A table of words that no example uses can only be for outputs.
            return symbols
        return symbols.foremost(words) if words else None


@dataclass(frozen=True)
class Reading:
    """One output: its `value`, and the symbol that lies nearest if there are symbols."""

    value: float
    symbol: str | None = None

    def __str__(self) -> str:
        return f"{self.value:g}" if self.symbol is None else self.symbol


def to_numbers(values: Sequence[str | float], symbols: Symbols | None = None) -> Array:
    """Convert symbols and numbers, also as text, to a row `(values,)`; `BadInput` names one that is neither."""
    return np.array([_number(value, symbols, f"value {place}") for place, value in enumerate(values, 1)])


def to_readings(outputs: Array, symbols: Symbols | None = None) -> tuple[Reading, ...]:
    """A row of outputs `(outputs,)` with the nearest symbol to each."""
    return tuple(
        Reading(float(output), None if symbols is None else symbols.nearest(float(output))) for output in outputs
    )


def _number(value: str | float, symbols: Symbols | None, where: str) -> float:
    if isinstance(value, str) and symbols is not None and value in symbols.values:
        return symbols.values[value]
    try:
        number = float(value)
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        expected = "a number" if symbols is None else "a number or one of " + ", ".join(symbols.values)
        refuse(where, value, expected)
    return number
