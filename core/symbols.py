"""Words that stand for numbers: a data set may name its values, w = 0.1, h = 0.2."""

from collections.abc import Mapping

from core.errors import refuse


class Symbols:
    """A two-way table of words and numbers. A number is read as the word whose value lies nearest."""

    def __init__(self, values: Mapping[str, float]) -> None:
        """`BadInput` where the table is empty."""
        if not values:
            refuse("symbols", "none", "at least one name with its number")
        self.values = {str(name): float(value) for name, value in values.items()}

    def value(self, word: str, where: str = "symbol") -> float:
        """The number of a word; `BadInput` lists the words where there is none."""
        if word not in self.values:
            refuse(where, word, "one of " + ", ".join(self.values))
        return self.values[word]

    def nearest(self, number: float) -> str:
        """The word whose value lies nearest; of two equally near, the first."""
        return min(self.values, key=lambda word: abs(self.values[word] - number))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbols) and self.values == other.values

    def __hash__(self) -> int:
        return hash(tuple(self.values.items()))

    def __repr__(self) -> str:
        return f"Symbols({self.values})"
