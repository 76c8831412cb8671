"""Words that stand for numbers: a data set may name its values, w = 0.1, h = 0.2."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

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
