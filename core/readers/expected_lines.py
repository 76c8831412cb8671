"""Lines of the form `In; 1; 1; Expected; 0`: one example a line, inputs first."""

from core.datasets.rows import Rows
from core.errors import refuse
from core.readers.cells import Collector, WordColumns, parse
from core.symbols import Symbols, Written

EXPECTED = "a line like In; 1; 1; Expected; 0"


def read_expected_lines(text: str, label: str, symbols: Symbols | None = None) -> Rows:
    """The examples in the order of the lines; blank lines and lines that begin with # are passed over."""
    inputs, targets = Collector(label), Collector(label)
    words_in, words_out = WordColumns(symbols), WordColumns(symbols)
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
        words_in.add(cells[1:middle])
        words_out.add(cells[middle + 1 :])
        inputs.add((parse(cell, where, symbols) for cell in cells[1:middle]), where)
        targets.add((parse(cell, where, symbols) for cell in cells[middle + 1 :]), where)
    x, y = inputs.table(), targets.table()
    return Rows(x, y, written=_written(words_in, words_out, x.shape[1], y.shape[1]))


def _written(words_in: WordColumns, words_out: WordColumns, inputs: int, outputs: int) -> Written | None:
    used, wanted = words_in.written(range(inputs), ()), words_out.written((), range(outputs))
    return Written(used.inputs, wanted.targets) if used and wanted else None
