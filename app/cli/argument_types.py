"""Arguments of the command line: their types, and parsers whose errors are one line."""

import argparse
import shlex
from pathlib import Path
from typing import NoReturn

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.errors.printable import shorten_middle
from perceptop.core.files.value_kinds import FASTEST, SLOWEST

ELSEWHERE = ("plain", "pace", "ascii", "present", "cues", "scores", "exit_at_end")
"""Options of `watch` that say how the program is shown, which has begun by then."""


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, without the usage."""

    commands: tuple[str, ...] = ()

    def error(self, message: str) -> NoReturn:
        """Exit with 2."""
        self.exit(2, f"{self.prog}: {shorten_middle(message)}\n")


class TypedLineParser(OneLineParser):
    """The same for a line that is typed into a dialog: it prints nothing, and raises `BadInput` in place of leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise the message."""
        raise BadInput(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Raise what `--help` would have printed."""
        raise BadInput(message or "found --help, expected what is to be opened: iris, or FILE.csv --target NAME")

    def _print_message(self, message: str, file: object = None) -> None:
        """Nothing is printed over the screen."""


def parse_typed(parser: OneLineParser, line: str) -> argparse.Namespace:
    """Parse what stands after `perceptop watch` with a `TypedLineParser`. `BadInput` for what does not belong there."""
    try:
        words = shlex.split(line)
    except ValueError:
        refuse("line", line, "each quotation mark closed by another")
    for word in ("perceptop", "watch"):
        if words[:1] == [word]:
            del words[0]
    if not words:
        refuse("line", "nothing", "a sample, or a file")
    # What a shell would do.
    words = [str(Path(word).expanduser()) if word.startswith("~/") else word for word in words]
    parsed = parser.parse_args(["watch", *words])
    for name in ELSEWHERE:
        if getattr(parsed, name) not in (None, False):
            refuse("--" + name.replace("_", "-"), "it while the program runs", "it at the start of the program")
    return parsed


def names(text: str) -> tuple[str, ...]:
    """`w,h` as texts."""
    return tuple(text.split(","))


def number(text: str) -> float:
    """A finite number."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise argparse.ArgumentTypeError(f"found '{text}', expected a number")
    return value


def seconds(text: str) -> float:
    """A time of 0 or more."""
    if (value := number(text)) < 0:
        raise argparse.ArgumentTypeError(f"found '{text}', expected seconds, 0 or more")
    return value


def whole(text: str) -> int:
    """A whole number of 0 or more."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise argparse.ArgumentTypeError(f"found '{text}', expected a whole number of 0 or more")
    return int(text)


def counted(text: str) -> int:
    """A whole number of 1 or more."""
    if (value := whole(text)) < 1:
        raise argparse.ArgumentTypeError(f"found '{text}', expected a whole number of 1 or more")
    return value


def speed(text: str) -> str | float:
    """`max`, or epochs a second."""
    if text == "max":
        return text
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not SLOWEST <= value <= FASTEST:
        limits = f"{SLOWEST:g} to {FASTEST:,.0f}"
        raise argparse.ArgumentTypeError(f"found '{text}', expected epochs a second, {limits}, or max")
    return value
