"""From the bytes of a file to a table: its encoding, its delimiter, its header, its rows."""

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from perceptop.core.data.readers.fast_numbers import read_plain
from perceptop.core.data.rows import MOST_NUMBERS, require_size
from perceptop.core.data.tables.cell_values import plain_number
from perceptop.core.data.tables.delimiter import SAMPLE, cut, find_delimiter
from perceptop.core.data.tables.header import column_names, is_header
from perceptop.core.data.tables.table import Table
from perceptop.core.data.tables.text_encoding import decode_table
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.text_file import read_bytes

MOST_COLUMNS = 10_000
INDEX_NAMES = frozenset({"", "index", "id", "unnamed: 0", "row", "no", "no.", "#"})
"""Names of a first column that only counts the rows."""


def read_table(path: Path, label: str) -> Table:
    """The table of a file; `BadInput` names label and line if it is none."""
    data = read_bytes(
        path, label, expected="a table: a text file, .csv, say", smaller="a smaller file: fewer of its rows"
    )
    text, note = decode_table(data, label)
    return parse_table(text, label).noting(note)


def parse_table(text: str, label: str) -> Table:
    """The table of a text.

    Blank lines and lines that begin with # are passed over, but for a header; a first line `sep=;` names the
    delimiter, as Excel has it. Without a header the columns are called x1, x2, … and the last one y.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, begin = _named_delimiter(text)
    sample = _sample(text)[begin:]
    if not sample:
        refuse(label, "no rows", "a table with a header and rows below it")
    delimiter = delimiter or find_delimiter([line for _, line in sample])
    text = _uncommented(text, delimiter, sample)
    sample = _sample(text)[begin:]
    table = None if begin else _plain(text, delimiter, sample, label)
    table = table or _cell_by_cell(text, delimiter, begin, label).noting(_passed_over(text, sample[0][0]))
    return _without_index(table)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with something in them, with their numbers; a line that begins with # is a comment."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not _is_comment(line):
            yield number, line


def _is_comment(line: str) -> bool:
    # #N/A is what Excel writes for a value that is missing.
    bare = line.lstrip()
    return bare.startswith("#") and not bare.startswith("#N/A")


def _uncommented(text: str, delimiter: str, sample: Sequence[tuple[int, str]]) -> str:
    """The text with its header as a line of its own if it is the comment above the first row, as numpy writes it."""
    *above, below = text.split("\n", sample[0][0] - 1)
    place = max((place for place, line in enumerate(above) if line.strip()), default=0)
    if not above or not _is_comment(above[place]):
        return text
    line = above[place].lstrip("# ")
    try:
        names, *rows = ([cell.strip() for cell in row] for row in cut([line, *(row for _, row in sample)], delimiter))
    except csv.Error:
        return text
    if len(names) != len(rows[0]) or not is_header(names, rows) or is_header(rows[0], rows[1:]):
        return text
    return "\n".join([*above[:place], line, *above[place + 1 :], below])


def _passed_over(text: str, first: int) -> str:
    """A note on lines below the first row that are taken for comments; empty if there is none."""
    if "\n#" not in text:
        return ""
    count = sum(map(_is_comment, text.split("\n")[first:]))
    many = f"{count:,} lines that begin with # passed over" if count else ""
    return many if count != 1 else "a line that begins with # passed over"


def _sample(text: str) -> list[tuple[int, str]]:
    """The first lines: enough to find out how they are written."""
    lines = list(zip(range(SAMPLE), _lines(text[: 1 << 18]), strict=False))
    # The last one may be cut in the middle.
    return [line for _, line in lines][: max(1, len(lines) - 1) if len(text) > 1 << 18 else None]


def _named_delimiter(text: str) -> tuple[str, int]:
    """The delimiter that a first line `sep=;` names, and how many lines that takes up; empty and 0 without it."""
    first = text[:6].partition("\n")[0]
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return "", 0


def _plain(text: str, delimiter: str, sample: Sequence[tuple[int, str]], label: str) -> Table | None:
    """Return the table, much faster, if it is a header or none, and nothing but plain numbers; else None."""
    if delimiter == " " or sample[0][0] != 1 or '"' in sample[0][1]:
        return None
    rows = [[cell.strip() for cell in line.split(delimiter)] for _, line in sample]
    if not 1 < len(rows[0]) <= MOST_COLUMNS or text.count(delimiter) > MOST_NUMBERS:
        return None
    if any(math.isnan(plain_number(cell)) for row in rows[1:2] for cell in row):
        return None
    names, notes, begin = column_names(rows, label)
    numbers = read_plain(text if begin else "\n" + text, len(names), delimiter)
    if numbers is None:
        return None
    return Table(label, delimiter, names, range(begin + 1, begin + 1 + len(numbers)), numbers=numbers, notes=notes)


def _cell_by_cell(text: str, delimiter: str, begin: int, label: str) -> Table:
    numbers, rows = _split(islice(_lines(text), begin, None), delimiter, label)
    rows = _trimmed(rows)
    names, notes, first = column_names(rows, label)
    if first and rows[0] in rows[1:]:
        line = numbers[1 + rows[1:].index(rows[0])]
        refuse(f"{label}, line {line}", "the header again", "rows of values below one header: delete that line")
    widths = {len(row) for row in rows[1:]}
    if len(widths) == 1 and widths != {len(names)}:
        [width] = widths
        expected = f"{width}, as in all lines below: a header separated as they are, and nothing above it"
        refuse(f"{label}, line {numbers[0]}", _values(len(names)), expected)
    _require_even(names, rows[first:], numbers[first:], label)
    if len(rows) == first:
        refuse(label, "a header and no rows", "at least one row below it")
    cells = tuple(zip(*rows[first:], strict=True))
    return Table(label, delimiter, names, numbers[first:], cells=cells, notes=notes)


def _split(lines: Iterable[tuple[int, str]], delimiter: str, label: str) -> tuple[list[int], list[list[str]]]:
    """The cells of all lines; a quoted cell may go over several, and its row has the number of the first."""
    taken: list[int] = []

    def narrow_lines() -> Iterator[str]:
        # One by one, so that a table that is damaged at its beginning is refused there, however long it is.
        for number, line in lines:
            if delimiter != " " and line.count(delimiter) >= MOST_COLUMNS:
                refuse(f"{label}, line {number}", f"{line.count(delimiter) + 1:,} columns", f"at most {MOST_COLUMNS:,}")
            taken.append(number)
            yield line

    numbers: list[int] = []
    rows: list[list[str]] = []
    reader = cut(narrow_lines(), delimiter)
    total, before = 0, 0
    try:
        for cells in reader:
            numbers.append(taken[before])
            before = reader.line_num
            total += len(cells)
            require_size(f"{label}, line {numbers[-1]}", total, 1)
            rows.append([cell.strip() for cell in cells])
    except csv.Error as problem:
        number = taken[min(before, len(taken) - 1)]
        refuse(f"{label}, line {number}", str(problem), "cells that are separated by commas, say, and quotes in pairs")
    return numbers, rows


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the empty cells that delimiters at the ends of lines leave."""
    width = len(rows[0])
    if all(len(row) == width for row in rows):
        while width > 1 and not any(row[width - 1] for row in rows):
            width -= 1
        return [row[:width] for row in rows]
    # A header often has no delimiters at its end where rows have some.
    return rows if width == 1 or any(any(row[width:]) for row in rows) else [row[:width] for row in rows]


def _require_even(names: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], label: str) -> None:
    for row, line in zip(rows, lines, strict=True):
        if len(row) != len(names):
            expected = f"{len(names)}, one for each column; quote a value with commas in it"
            refuse(f"{label}, line {line}", _values(len(row)), expected)
    if len(names) < 2:
        refuse(label, "one column", "two or more: inputs, and the target last; separated by , ; tab or |")


def _values(count: int) -> str:
    return f"{count} value{'' if count == 1 else 's'}"


def _without_index(table: Table) -> Table:
    """The table without a first column that only counts its rows, or names them."""
    name, rows = table.names[0], len(table)
    column = table.column(name)
    counts = not column.text.any() and any(
        np.array_equal(column.numbers, np.arange(start, start + rows)) for start in (0, 1)
    )
    different = bool(column.text.all()) and len(set(column.cells)) == rows
    nameless = name in ("", "column 1")
    listed = nameless or name.casefold() in INDEX_NAMES
    if len(table.names) > 2 and rows > 2 and ((counts and listed) or (nameless and different)):
        kept = range(1, len(table.names))
        return replace(
            table,
            names=table.names[1:],
            cells=table.cells[1:],
            numbers=None if table.numbers is None else table.numbers[:, kept],
            notes=(*table.notes, f"{'the first column' if nameless else name} dropped: it only counts the rows"),
            skipped=(name,),
        )
    return table
