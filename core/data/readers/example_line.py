"""One example per line, as it arrives from a stream."""

import re
from typing import NamedTuple

from perceptop.core.data.readers.cells import parse
from perceptop.core.data.readers.expected_lines import split_line
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse

SEPARATORS = re.compile(r"\s*[,;\t]\s*")


class Example(NamedTuple):
    """Inputs and targets, and whether the example is negative."""

    inputs: list[float]
    targets: list[float]
    negative: bool


def read_example(line: str, where: str, inputs: int, targets: int, symbols: Symbols | None = None) -> Example:
    """A line like `In; 1; 0; Expected; 1` (`Not` for a negative example), or inputs and then targets: `1, 0, 1`.

    The cells of the latter stand between commas, semicolons or tabs; without any of these, between blanks.
    `BadInput` if there are not as many as `inputs` and `targets`, or one is neither a number nor a symbol.
    """
    text = line.strip()
    if is_named(text):
        first, second, negative = split_line(text, where)
    else:
        cells = SEPARATORS.split(text) if re.search("[,;\t]", text) else text.split()
        first, second, negative = cells[:inputs], cells[inputs:], False
    require_counts(where, (len(first), len(second)), (inputs, targets))
    x, y = ([parse(cell, where, symbols) for cell in cells] for cells in (first, second))
    return Example(x, y, negative)


def is_named(text: str) -> bool:
    """Whether the line says In and Expected."""
    return re.match(r"in\s*;", text, re.IGNORECASE) is not None


def require_counts(where: str, found: tuple[int, int], expected: tuple[int, int]) -> None:
    """`BadInput` if a line has not as many inputs and targets as are expected."""
    if found != expected:
        values = f"{found[0]} and {found[1]} values" if found[1] else f"{found[0]} values"
        named = zip(expected, ("input", "target"), strict=True)
        counts = (f"{count} {what}{'' if count == 1 else 's'}" for count, what in named)
        refuse(where, values, f"{' and '.join(counts)}: 1, 0, 1 or In; 1; 0; Expected; 1")
