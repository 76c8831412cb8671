"""A table of a TOML file, read strictly: missing, mistyped and unknown keys are refused by their full names."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.errors.printable import describe, shorten
from perceptop.core.files.text_file import read_text
from perceptop.core.files.value_kinds import MOST, NUMBER, NumberKind, ValueKind, WholeKind

T = TypeVar("T")

MOST_BYTES = 1024**2
MOST_PARTS = 50
"""Most parts of a dotted key, a.b.c: tomllib's time grows with their square."""
STRINGS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|' r"\'\'\'.*?\'\'\'|\'[^\'\n]*\'|#[^\n]*", re.DOTALL
)
"""Strings and comments, whose dots do not count."""
NOT_OF_KEYS = re.compile(r"[^A-Za-z0-9_.\- \t\"']+")


class TomlTable:
    """A table whose values are taken key by key; `finish` then refuses keys that were not taken.

    Every method that takes a value returns `default` if the key is not there, and raises `BadInput` that names
    file and key if the value is not what it must be.
    """

    def __init__(self, values: Mapping[str, Any], file: str, path: str = "") -> None:
        self._values = dict(values)
        self._known: list[str] = []
        self.file, self.path = file, path

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def keys(self) -> list[str]:
        """Return the keys that have not been taken yet."""
        return list(self._values)

    @property
    def rest(self) -> Mapping[str, Any]:
        """Return what has not been taken yet."""
        return self._values

    def holds(self, key: str, kind: type) -> bool:
        """Return whether the value of a key is of that type."""
        return isinstance(self._values.get(key), kind)

    def where(self, key: str) -> str:
        """Return file and full key, as messages begin: `xor.toml: training.loss`."""
        return f"{self.file}: {self.path}{shorten(key)}"

    def take(self, key: str, default: T = None) -> Any | T:  # type: ignore[assignment]
        """Return the value, unchecked."""
        self._known.append(key)
        return self._values.pop(key, default)

    def values_of(self, key: str) -> Mapping[str, Any]:
        """Return what an inner table holds, unchecked, without taking it."""
        value = self._values.get(key)
        return dict(value) if isinstance(value, dict) else {}

    def text(self, key: str, default: T) -> str | T:
        """Take a string."""
        return default if (value := self.take(key)) is None else self._as_text(value, key)

    def required_text(self, key: str) -> str:
        """Take a string that must be there."""
        value = self.take(key)
        if value is None:
            refuse(self.where(key), "nothing", "a text")
        return self._as_text(value, key)

    def texts(self, key: str, default: T) -> tuple[str, ...] | T:
        """Take a list of strings, or one string for a list of one."""
        value = self.take(key)
        if value is None:
            return default
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not values or not all(isinstance(text, str) for text in values):
            self.refuse(key, value, "a text, or a list of texts")
        return tuple(values)

    def flag(self, key: str, default: T) -> bool | T:
        """Take true or false."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, value, "true or false")
        return default if value is None else value

    def number(self, key: str, default: T, kind: NumberKind = NUMBER) -> float | T:
        """Take a finite number."""
        return default if (value := self.take(key)) is None else self._as_number(value, key, kind)

    def of_kind(self, key: str, default: T, kind: ValueKind) -> Any | T:
        """Take a value of that kind."""
        return default if (value := self.take(key)) is None else self._convert(value, key, kind)

    def whole(self, key: str, default: T, least: int = 0) -> int | T:
        """Take a whole number, at least `least`."""
        return default if (value := self.take(key)) is None else self._as_whole(value, key, least)

    def wholes(self, key: str, default: T, least: int = 0) -> tuple[int, ...] | T:
        """Take a list of whole numbers."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, list):
            self.refuse(key, value, "a list of whole numbers")
        return tuple(self._as_whole(each, key, least) for each in value)

    def numbers(self, key: str, count: int) -> tuple[float, ...] | None:
        """Take a list of exactly `count` finite numbers."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != count:
            self.refuse(key, value, f"a list of {count} numbers")
        return tuple(self._as_number(each, key, NUMBER) for each in value)

    def table(self, key: str) -> Self | None:
        """Take a table inside this one."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(key, value, "a table")
        return self._inside(value, f"{self.path}{key}.")

    def tables(self, key: str) -> list[Self]:
        """Take a list of tables; none if the key is not there."""
        listed: Any = self.take(key, [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            self.refuse(key, listed, f"tables [[{key}]]")
        return [self._inside(each, f"{self.path}{key} {place}.") for place, each in enumerate(listed, 1)]

    def _inside(self, values: Mapping[str, Any], path: str) -> Self:
        return type(self)(values, self.file, path)

    def refuse(self, key: str, found: object, expected: str) -> NoReturn:
        """Raise `BadInput` for the value of a key."""
        refuse(self.where(key), describe(found), expected)

    def finish(self) -> None:
        """Raise `BadInput` if a key was not taken, with the nearest known one."""
        for key in self._values:
            near = get_close_matches(key, self._known, 1)
            hint = f"{near[0]}?" if near else "one of " + ", ".join(self._known)
            raise BadInput(f"{self.where(key)}: found an unknown key, expected {hint}")

    def _as_text(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            self.refuse(key, value, "a text")
        return value

    def _as_number(self, value: object, key: str, kind: NumberKind) -> float:
        return self._convert(value, key, kind)

    def _convert(self, value: object, key: str, kind: ValueKind) -> Any:
        try:
            return kind.convert(value)
        except ValueError:
            large = isinstance(kind, WholeKind) and isinstance(value, int) and value > MOST
            self.refuse(key, value, "a whole number of at most 10^18" if large else kind.name)

    def _as_whole(self, value: object, key: str, least: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.refuse(key, value, f"a whole number of {least} or more")
        if value > MOST:
            self.refuse(key, value, "a whole number of at most 10^18")
        return value


def read_toml(path: Path, label: str) -> dict[str, Any]:
    """Read a TOML file of at most 1 MiB as nested dictionaries; `BadInput` beginning with `label`."""
    text = read_text(path, label, MOST_BYTES)
    _require_short_keys(text, label)
    try:
        return tomllib.loads(text)
    except RecursionError:
        refuse(label, "lists or tables nested too deeply", "TOML")
    except ValueError as problem:
        raise BadInput(f"{label}: found no valid TOML, expected TOML: {shorten(str(problem))}") from None


def _require_short_keys(text: str, label: str) -> None:
    parts = 1 + max(piece.count(".") for piece in NOT_OF_KEYS.split(STRINGS.sub('""', text)))
    if parts > MOST_PARTS:
        refuse(label, f"a key of {parts:,} parts", f"keys of at most {MOST_PARTS}")


def one_of(names: Sequence[str]) -> str:
    """Return the names as a message lists them."""
    return "one of " + ", ".join(names)
