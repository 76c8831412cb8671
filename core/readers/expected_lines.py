"""Lines of the form `In; 1; 1; Expected; 0`: one example a line, inputs first."""

from core.datasets.rows import Rows
from core.errors import refuse
from core.readers.cells import Collector, parse
from core.symbols import Symbols

EXPECTED = "a line like In; 1; 1; Expected; 0"


def read_expected_lines(text: str, label: str, symbols: Symbols | None = None) -> Rows:
    """The examples in the order of the lines; blank lines and lines that begin with # are passed over."""
    inputs, targets = Collector(label), Collector(label)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        where = f"{label}, line {number}"
        cells = [cell.strip() for cell in line.strip().removesuffix(";").split(";")]
        words = [cell.lower() for cell in cells]
        if words[0] != "in" or words.count("expected") != 1:
            refuse(where, line.strip(), EXPECTED)
        middle = words.index("expected")
        if middle == 1 or middle == len(cells) - 1:
            refuse(where, line.strip(), EXPECTED)
        inputs.add((parse(cell, where, symbols) for cell in cells[1:middle]), where)
        targets.add((parse(cell, where, symbols) for cell in cells[middle + 1 :]), where)
    return Rows(inputs.table(), targets.table())
