"""Whether a table's first row names its columns, and what they are called if it does not."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from perceptop.core.data.tables.cell_values import is_missing, is_number, plain_number
from perceptop.core.data.tables.delimiter import SAMPLE
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import one_line


def column_names(rows: list[list[str]], label: str) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Names of the columns, notes, and the row at which the data begins. `BadInput` for a name that is there twice."""
    first, below = rows[0], rows[1:]
    if below and len(first) == len(below[0]) - 1 and all(len(row) == len(below[0]) for row in below):
        # As R writes it: names of rows stand before the columns and have no name themselves.
        first = rows[0] = ["", *first]
    if not is_header(first, below):
        width = len(first)
        return (*_counted("x", width - 1), "y"), ("no header: columns named by place",), 0
    names = tuple(one_line(name) or f"column {place}" for place, name in enumerate(first, 1))
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        places = ", ".join(str(place) for place, name in enumerate(names, 1) if name == twice[0])
        refuse(f"{label}, header", f"the name {twice[0]} for columns {places}", "a name of its own for each column")
    return names, (), 1


def is_header(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: it has words above numbers, words only, or counts the columns."""
    width = len(first)
    numbers = [plain_number(cell) for cell in first]
    if not below:
        return all(math.isnan(number) for number in numbers)
    # A repeated header, from files put together, does not count as values.
    sample = list(islice((row for row in below if len(row) == width and row != first), SAMPLE))
    for place in range(width):
        cells = [row[place] for row in sample if not is_missing(row[place])]
        words = sum(not is_number(cell) for cell in cells)
        if not (is_number(first[place]) or is_missing(first[place])) and 2 * words < len(cells):
            return True
    if numbers in ([float(place) for place in range(width)], [float(place) for place in range(1, width + 1)]):
        return True
    if any(map(is_number, first)):
        return False
    # Words only, above words: a header unless one of its words comes again in its own column.
    return not any(first[place] in {row[place] for row in sample} for place in range(width) if first[place])


def _counted(letter: str, count: int) -> tuple[str, ...]:
    return (letter,) if count == 1 else tuple(f"{letter}{place}" for place in range(1, count + 1))
