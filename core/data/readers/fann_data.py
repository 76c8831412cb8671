"""FANN's training files: how many examples, inputs and outputs, then for each example its inputs and its outputs.

libfann reads numbers with white space of any kind between them; it writes a line of inputs, then one of outputs.
"""

import re
from array import array
from collections.abc import Iterator
from itertools import islice
from math import isfinite

import numpy as np

from perceptop.core.data.readers.cells import parse
from perceptop.core.data.rows import Rows, require_size
from perceptop.core.errors.bad_input import refuse

HEADER = "three whole numbers of 1 or more: examples, inputs, outputs"
AT_ONCE = 1 << 18
"""Characters whose words are looked at together."""
_COUNT = re.compile("0*[1-9][0-9]{0,17}")
_SPACE = re.compile(r"\s|\Z")
_WORD = re.compile(r"\S+")


def read_fann_data(text: str, label: str) -> Rows:
    """As many examples as the first three numbers say; `BadInput` if more or fewer numbers follow."""
    header = list(islice(_WORD.finditer(text), 3))
    if len(header) != 3 or not all(_COUNT.fullmatch(word[0]) for word in header):
        where = f"{label}, line {_line(text, header[0].start()) if header else 1}"
        refuse(where, " ".join(word[0] for word in header) or "nothing", HEADER)
    examples, inputs, outputs = (int(word[0]) for word in header)
    require_size(f"{label}, line {_line(text, header[0].start())}", examples, inputs + outputs)
    wanted = examples * (inputs + outputs)
    numbers = array("d")
    for start, end in _pieces(text, header[2].end()):
        numbers.extend(_numbers(text, start, end, label))
        if len(numbers) > wanted:
            surplus = next(islice(_WORD.finditer(text, header[2].end()), wanted, None))
            said = f"{wanted:,} for {examples:,} examples of {inputs:,} inputs and {outputs:,} outputs"
            refuse(f"{label}, line {_line(text, surplus.start())}", f"{surplus[0]} after the last number", said)
    if len(numbers) < wanted:
        each = f"{inputs:,} inputs and {outputs:,} outputs for each of {examples:,} examples"
        refuse(label, f"{len(numbers):,} numbers after the first three", f"{wanted:,}: {each}")
    table = np.array(numbers).reshape(examples, inputs + outputs)
    return Rows(table[:, :inputs], table[:, inputs:])


def _pieces(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Return the places between words at which the text is cut, from `start` to its end."""
    while start < len(text):
        cut = _SPACE.search(text, min(start + AT_ONCE, len(text)))
        assert cut, "the end of the text if nothing else"
        yield start, cut.end()
        start = cut.end()


def _numbers(text: str, start: int, end: int, label: str) -> array:  # type: ignore[type-arg]
    try:
        piece = text[start:end]
        found = array("d", [] if "_" in piece else map(float, piece.split()))
        if "_" not in piece and isfinite(sum(found)):
            return found
    except ValueError:
        pass
    words = _WORD.finditer(text, start, end)
    return array("d", [parse(word[0], f"{label}, line {_line(text, word.start())}") for word in words])


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
