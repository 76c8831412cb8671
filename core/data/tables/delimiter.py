"""The delimiter between the cells of a line."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

DELIMITERS = ("\t", ";", "|", ",", " ")
"""The possible delimiters, those rarer in ordinary text first."""
SAMPLE = 50
"""Most lines that are looked at to find the delimiter."""


def cut(lines: Iterable[str], delimiter: str) -> Any:
    """A reader of rows of cells, which raises `csv.Error` for quotes that do not pair."""
    ended = (f"{line.strip() if delimiter == ' ' else line}\n" for line in lines)
    return csv.reader(ended, delimiter=delimiter, skipinitialspace=True, strict=True)


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that cuts most lines into equally many cells, two or more; a comma if none does."""
    best, best_share = ",", 0.0
    for delimiter in DELIMITERS:
        counts = Counter(_widths(lines, delimiter))
        width, times = max(counts.items(), key=lambda item: item[1]) if counts else (1, 0)
        share = times / len(lines)
        if width > 1 and share > best_share + 0.05:
            best, best_share = delimiter, share
    return best


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    widths: list[int] = []
    try:
        for cells in cut(lines, delimiter):
            widths.append(len(cells))
    except csv.Error:
        pass
    return widths
