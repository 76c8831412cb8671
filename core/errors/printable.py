"""The gate for text from strangers' files and command lines: nothing that passes it can drive a terminal."""

import sys

LONGEST_VALUE = 80
"""Characters of a value that a message quotes."""
LONGEST_MESSAGE = 720
"""Characters of a whole message: where it is, what was found, what was expected."""


def printable(text: str) -> str:
    """The text with every character that cannot be seen written as its escape: ESC as `\\x1b`, U+202E as `\\u202e`.

    These are control characters (C0 with line feed, DEL, C1), format characters such as those that turn the direction
    of reading, separators of lines, lone surrogates, and what Unicode has not assigned. Spaces of other widths become
    ordinary ones. What has passed the gate passes it unchanged.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def printable_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "\n".join(map(printable, text.split("\n")))


def one_line(text: str) -> str:
    """The printable text with one space in place of each stretch of white space: how titles and sentences are kept."""
    return printable(" ".join(text.split()))


def shorten(text: str, limit: int = LONGEST_VALUE) -> str:
    """The printable text, cut to `limit` characters."""
    # Cut before as well: escaping the megabytes that follow would be lost time.
    line = printable(text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def shorten_middle(text: str, limit: int = LONGEST_MESSAGE) -> str:
    """The printable text; of one that is too long, beginning and end, which say where it is and what was expected."""
    if len(text) > 2 * limit:
        text = f"{text[:limit]}…{text[-limit:]}"
    line = printable(text)
    if len(line) <= limit:
        return line
    head = limit * 2 // 3
    return f"{line[:head]}…{line[head + 1 - limit :]}"


def describe(value: object) -> str:
    """A value of a file as Python writes it, and in words what cannot be written."""
    if isinstance(value, str):
        return repr(value[: LONGEST_VALUE + 1])
    try:
        return repr(value)
    except ValueError:
        # Python writes no whole number that is longer: it would take the square of the time.
        return f"a number of more than {sys.get_int_max_str_digits():,} digits"
    except RecursionError:
        return "a value nested too deeply to be written"


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() and character not in BREAKS and ord(character) > 0x9F else repr(character)[1:-1]


BREAKS = "\u2028\u2029"
"""White space beyond Latin-1 that ends a line."""
