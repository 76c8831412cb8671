"""Text from people and files, made safe and measured in cells of a terminal."""

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len


def clean(text: str) -> str:
    """The text without characters that take no cell or drive a terminal: controls, joiners, combining marks."""
    return text if is_plain(text) else _cleaned(text)


def fit(text: str, width: int) -> str:
    """The cleaned text in at most `width` cells; what does not fit ends in an ellipsis."""
    if is_plain(text) and len(text) <= width:
        return text
    text = clean(text)
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 1:
        text = text[:-1]
    return f"{text}…" if width > 0 else ""


def first_that_fits(texts: Sequence[str], width: int) -> str:
    """The first of the texts that takes at most `width` cells, whole; empty if none does."""
    return next((text for text in texts if cells(text) <= width), "")


def pad(text: str, width: int) -> str:
    """The text in exactly `width` cells, filled up on its right."""
    text = fit(text, width)
    return text + " " * (width - cells(text))


def wrapped(text: str, width: int) -> list[str]:
    """The cleaned text as lines of at most `width` cells, broken between words; a longer word is cut."""
    lines: list[str] = []
    for word in clean(text).split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(fit(word, width))
    return lines


def cells(text: str) -> int:
    """How many cells the cleaned text takes."""
    return len(text) if is_plain(text) else cell_len(_cleaned(text))


def is_plain(text: str) -> bool:
    """Return whether each character is known to take one cell."""
    return text.isascii() and text.isprintable()


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    return "".join(character for character in text if character.isprintable() and cell_len(character))
