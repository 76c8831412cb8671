"""Lines like `In; 1; 1; Expected; 0`, an example each. `Not` marks a target that must not come out."""

from typing import NamedTuple

from perceptop.core.data.readers.cells import Collector, SymbolColumns, parse
from perceptop.core.data.rows import Rows
from perceptop.core.data.symbols import Symbols, WrittenSymbols
from perceptop.core.errors.bad_input import refuse

EXPECTED = "a line like In; 1; 1; Expected; 0"
SIGNS = {"expected": False, "not": True}


class CellReader(NamedTuple):
    """The cells of one line, and whether its example is negative."""

    inputs: list[str]
    targets: list[str]
    negative: bool


def read_expected_lines(text: str, label: str, symbols: Symbols | None = None) -> Rows:
    """The examples in the order of the lines; blank lines and lines that begin with # are passed over."""
    inputs, targets = Collector(label), Collector(label)
    words_in, words_out = SymbolColumns(symbols), SymbolColumns(symbols)
    marks: list[bool] = []
    for number, line in enumerate(text.splitlines(), 1):
        if is_blank(line):
            continue
        where = f"{label}, line {number}"
        cells = split_line(line, where)
        words_in.add(cells.inputs)
        words_out.add(cells.targets)
        inputs.add((parse(cell, where, symbols) for cell in cells.inputs), where)
        targets.add((parse(cell, where, symbols) for cell in cells.targets), where)
        marks.append(cells.negative)
    x, y = inputs.table(), targets.table()
    negative = tuple(row for row, mark in enumerate(marks) if mark)
    return Rows(x, y, written=_written(words_in, words_out, x.shape[1], y.shape[1]), negative=negative)


def is_blank(line: str) -> bool:
    """Return whether a line holds no example: nothing, or a comment."""
    return not line.strip() or line.lstrip().startswith("#")


def split_line(line: str, where: str) -> CellReader:
    """The cells of a line; `BadInput` if it is of another form."""
    cells = [cell.strip() for cell in line.strip().removesuffix(";").split(";")]
    words = [cell.lower() for cell in cells]
    signs = [place for place, word in enumerate(words) if word in SIGNS]
    if words[0] != "in" or len(signs) != 1 or signs[0] in (1, len(cells) - 1):
        refuse(where, line.strip(), EXPECTED)
    middle = signs[0]
    return CellReader(cells[1:middle], cells[middle + 1 :], SIGNS[words[middle]])


def _written(words_in: SymbolColumns, words_out: SymbolColumns, inputs: int, outputs: int) -> WrittenSymbols | None:
    used, wanted = words_in.written(range(inputs), ()), words_out.written((), range(outputs))
    return WrittenSymbols(used.inputs, wanted.targets) if used and wanted else None
