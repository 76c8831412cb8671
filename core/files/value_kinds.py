"""Kinds of values that a user gives: limits, words for messages, and reading from text."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

MOST = 10**18
"""The largest whole number."""


class ValueKind(Protocol):
    """A kind of value; `name` describes it in messages.

    `parse` reads the form of a value from text, and leaves its limits to `convert`, which takes a value of Python or
    TOML. Both raise `ValueError` for any other value.
    """

    @property
    def name(self) -> str: ...

    def parse(self, text: str) -> Any: ...

    def convert(self, value: object) -> Any: ...


@dataclass(frozen=True)
class NumberKind:
    """A finite number that satisfies `holds`."""

    name: str
    holds: Callable[[float], bool]

    def parse(self, text: str) -> float:
        """Read a finite number."""
        value = float(text)
        if not math.isfinite(value):
            raise ValueError(text)
        return value

    def convert(self, value: object) -> float:
        """Return it as a float."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(value)
        try:
            number = float(value)
        except OverflowError:
            raise ValueError(value) from None
        if not math.isfinite(number) or not self.holds(number):
            raise ValueError(value)
        return number


NUMBER = NumberKind("a number", lambda value: True)
ABOVE_0 = NumberKind("a number above 0", lambda value: value > 0)
FROM_0 = NumberKind("a number of 0 or more", lambda value: value >= 0)
FROM_0_BELOW_1 = NumberKind("a number from 0 to below 1", lambda value: 0 <= value < 1)
SLOWEST, FASTEST = 0.001, 1e9
"""Epochs a second: one in a quarter of an hour, and more than any network reaches."""
SPEED = NumberKind(f"{SLOWEST:g} to {FASTEST:,.0f} epochs a second", lambda value: SLOWEST <= value <= FASTEST)


@dataclass(frozen=True)
class WholeKind:
    """A whole number of `least` or more; `word`, if there is one, is a value too."""

    least: int = 0
    word: str = ""
    name: str = "a whole number of 0 or more"

    def parse(self, text: str) -> int | str:
        """Read digits, or the word."""
        if text == self.word and text:
            return text
        if not (text.isascii() and text.isdigit() and len(text) < 20):
            raise ValueError(text)
        return int(text)

    def convert(self, value: object) -> int | str:
        """Return it unchanged."""
        if isinstance(value, str) and value and value == self.word:
            return value
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= MOST:
            raise ValueError(value)
        return value


WHOLE = WholeKind()
BATCH = WholeKind(1, "full", '"full", or a number of examples of 1 or more')


@dataclass(frozen=True)
class NameKind:
    """One name, in any case."""

    name: str = "a text"

    def parse(self, text: str) -> str:
        """Return it in lower case."""
        return text.lower()

    def convert(self, value: object) -> Any:
        """Return a text unchanged: unknown names are refused where they are looked up."""
        if not isinstance(value, str):
            raise ValueError(value)
        return value


@dataclass(frozen=True)
class NamesKind:
    """One name, or several with commas between them, in any case."""

    name: str = "a text, or a list of texts"

    def parse(self, text: str) -> tuple[str, ...]:
        """`Tanh,sigmoid` as lower-case names."""
        return tuple(text.lower().split(","))

    def convert(self, value: object) -> tuple[str, ...]:
        """Return them as a tuple."""
        if not isinstance(value, list | tuple) or not value or not all(isinstance(each, str) for each in value):
            raise ValueError(value)
        return tuple(value)


@dataclass(frozen=True)
class SizesKind:
    """Sizes of layers: whole numbers with commas between them. The network checks whether it can have them."""

    name: str = "whole numbers with commas: 2,4,1"

    def parse(self, text: str) -> tuple[int, ...]:
        """`2,4,1` as numbers."""
        return tuple(int(word) for word in text.split(","))

    def convert(self, value: object) -> tuple[int, ...]:
        """Return them as a tuple."""
        if not isinstance(value, list | tuple) or not all(
            isinstance(each, int) and not isinstance(each, bool) for each in value
        ):
            raise ValueError(value)
        return tuple(value)


@dataclass(frozen=True)
class ShareKind:
    """A share of rows: `20%`, or 0.2."""

    name: str = "a share of the rows from 0% to below 100%: 20%"

    def parse(self, text: str) -> float:
        """Read a percentage, or a number."""
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)

    def convert(self, value: object) -> float:
        """Return it as a float from 0 to below 1."""
        return FROM_0_BELOW_1.convert(value)


@dataclass(frozen=True)
class FeaturesKind:
    """Columns and expressions; none for the columns as they are."""

    name: str = "columns and expressions, with commas between them"

    def parse(self, text: str) -> tuple[str, ...]:
        """Split at commas; one in parentheses belongs to an expression."""
        parts, depth = [""], 0
        for letter in text:
            depth += (letter == "(") - (letter == ")")
            if letter == "," and depth < 1:
                parts.append("")
            else:
                parts[-1] += letter
        names = tuple(part.strip() for part in parts)
        if not all(names):
            raise ValueError(text)
        return names

    def convert(self, value: object) -> tuple[str, ...]:
        """Return them as a tuple."""
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise ValueError(value)
        return tuple(value)


SHARE, FEATURES = ShareKind(), FeaturesKind()
NAME, NAMES, SIZES = NameKind(), NamesKind(), SizesKind()
