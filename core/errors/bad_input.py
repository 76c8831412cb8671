"""The one exception for what a user gave and perceptop cannot use."""

from typing import NoReturn

from perceptop.core.errors.printable import describe, shorten, shorten_middle


class BadInput(ValueError):  # noqa: N818 - it is the input that is bad, not an error of ours
    """Says in one line where it is, what was found and what was expected. The command line exits with 2 on it.

    The line is printable and bounded in length, whatever of a file it quotes.
    """

    def __init__(self, message: str) -> None:
        super().__init__(shorten_middle(message))


def refuse(where: str, found: object, expected: str) -> NoReturn:
    """Raise `BadInput` in the one form that all messages share: `where: found …, expected …`."""
    text = found if isinstance(found, str) else describe(found)
    raise BadInput(f"{shorten_middle(where, 240)}: found {shorten(text)}, expected {shorten_middle(expected, 360)}")
