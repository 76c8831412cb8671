"""Arguments of the command line as values; `ArgumentTypeError` says what was expected."""

import argparse

from perceptop.core.files.toml_table import FASTEST, SLOWEST


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
