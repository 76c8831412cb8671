"""The one exception for what a user gave and perceptop cannot use."""

from typing import NoReturn


class BadInput(ValueError):  # noqa: N818 - it is the input that is bad, not an error of ours
    """Says in one line where it is, what was found and what was expected. The command line exits with 2 on it."""


def refuse(where: str, found: object, expected: str) -> NoReturn:
    """Raise `BadInput` in the one form that all messages share: `where: found …, expected …`."""
    text = found if isinstance(found, str) else repr(found)
    raise BadInput(f"{where}: found {shorten(text)}, expected {expected}")


def shorten(text: str, limit: int = 80) -> str:
    """One line of at most `limit` characters: control characters are escaped, so that no file can drive a terminal."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"
