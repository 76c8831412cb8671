"""One example in words: its inputs, its targets, what came out, and whether that is right."""

import numpy as np

from perceptop.app.wording.cell_text import cells
from perceptop.app.wording.numbers import fixed, of_data, plain
from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import right_rows
from perceptop.core.protocol.snapshot import About, Numbers

OUTPUT_WIDTH = 6
"""Cells of an output's number."""
LIST_WIDTH = 5
"""The same where several stand side by side."""
MOST_LISTED = 12
DIGITS_IN_UNITS = 5
"""Of a number in the units of a file, which has been scaled and is scaled back."""
OF_SCALED = " of scaled targets"
"""Behind an MSE: it is of the network's numbers, where the file has others."""


def inputs_text(about: About, row: Array) -> str:
    """The inputs of an example, as words if the data has words."""
    if not about.input_symbols and not about.input_scales:
        return _numbers_text(row)
    if not about.input_symbols:
        shown = [input_text(about, place, value) for place, value in enumerate(row[:MOST_LISTED].tolist())]
        return " ".join(shown + ["…"] * (len(row) > MOST_LISTED))
    words = [input_text(about, place, value) for place, value in enumerate(row.tolist())]
    return _together(words) if all(about.input_symbols) else " ".join(words)


def input_text(about: About, place: int, value: float) -> str:
    """One input: its word, or its number, in the units of the file."""
    word = about.input_word(place, value)
    if word is not None:
        return word
    return of_data(about.input_in_units(place, value), DIGITS_IN_UNITS) if about.input_scales else of_data(value, 3)


def input_columns(about: About, rows: Array) -> list[str]:
    """A line of names, then the inputs of each row, one under the other."""
    if about.input_symbols or len(about.input_names) > MOST_LISTED:
        return ["input" if len(about.input_names) == 1 else "inputs", *(inputs_text(about, row) for row in rows)]
    table = [
        list(about.input_names),
        *([input_text(about, place, value) for place, value in enumerate(row)] for row in rows.tolist()),
    ]
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    return [
        " ".join(" " * (width - cells(text)) + text for text, width in zip(line, widths, strict=True)) for line in table
    ]


def targets_text(about: About, row: Array) -> str:
    """What is expected: a class by its name if one output of several is 1 and the others 0."""
    if _is_choice(row):
        return about.output_names[int(row.argmax())] if row.any() else "none"
    return _values_text(about, row)


def expected_text(about: About, numbers: Numbers, place: int) -> str:
    """The same of a row in the snapshot's window, with a word before it where that is what must not come out."""
    return ("not " if numbers.is_negative(place) else "") + targets_text(about, numbers.targets[place])


def outputs_text(about: About, row: Array, target: Array) -> str:
    """What came out, in the form of what is expected."""
    row = about.outputs_in_units(row)
    if len(row) == 1:
        number = fixed(row[0], OUTPUT_WIDTH)
        return f"{number} {about.symbols.nearest(row[0])}" if about.symbols else number
    if _is_choice(target):
        place = int(np.nanargmax(row)) if np.isfinite(row).any() else 0
        return f"{plain(row[place], LIST_WIDTH)} {about.output_names[place]}"
    if about.symbols:
        return _values_text(about, row)
    return " ".join(plain(value, LIST_WIDTH) for value in row[:MOST_LISTED].tolist())


def _values_text(about: About, row: Array) -> str:
    """Outputs or targets, as words if there are any."""
    if about.output_scales:
        return _numbers_text(about.outputs_in_units(row), DIGITS_IN_UNITS)
    if about.symbols is None:
        return _numbers_text(row)
    return _together([about.symbols.nearest(value) for value in row.tolist()])


def _numbers_text(row: Array, digits: int = 3) -> str:
    """Numbers as short as they can be; of many, the first."""
    return " ".join([of_data(value, digits) for value in row[:MOST_LISTED].tolist()] + ["…"] * (len(row) > MOST_LISTED))


def _together(words: list[str]) -> str:
    """Letters run together, other words stand apart."""
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def judge(about: About, targets: Array, outputs: Array, negative: Array | None = None) -> Array | None:
    """Which rows are right, by the rule of `right_rows`; None if that is no question."""
    return right_rows(about.symbols, about.target_range, targets, outputs, negative)


def _is_choice(target: Array) -> bool:
    return len(target) > 1 and bool(((target == 0) | (target == 1)).all()) and target.sum() <= 1
