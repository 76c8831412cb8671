"""Comma-separated values with a header line; a header without commas may separate by semicolons or tabs."""

import csv

from perceptop.core.data.arrays import Array
from perceptop.core.data.readers.cells import Collector, SymbolColumns, parse
from perceptop.core.data.readers.fast_numbers import read_plain
from perceptop.core.data.rows import MOST_NUMBERS, Rows
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse


def read_csv(text: str, label: str, targets: tuple[str, ...] = (), symbols: Symbols | None = None) -> Rows:
    """The columns that `targets` names are targets, without names the last one; all others are inputs."""
    rows = None if symbols else _plain(text, label, targets)
    return rows or _cell_by_cell(text, label, targets, symbols)


def _plain(text: str, label: str, targets: tuple[str, ...]) -> Rows | None:
    """Read a header and plain numbers alone, much faster; None for any other file."""
    first = text[: max(text.find("\n"), 0)]
    if not first.strip() or len(first.splitlines()) > 1 or '"' in first:
        return None
    where = f"{label}, line 1"
    header = _header(first.split(_delimiter(first)), where)
    chosen = _chosen(header, targets, where)
    if (text.count("\n") + 1) * len(header) > MOST_NUMBERS:
        return None
    table = read_plain(text, len(header), _delimiter(first))
    if table is None:
        return None
    inputs = [place for place in range(len(header)) if place not in chosen]
    return Rows(
        _columns(table, inputs),
        _columns(table, chosen),
        tuple(header[place] for place in inputs),
        tuple(header[place] for place in chosen),
    )


def _columns(table: Array, places: list[int]) -> Array:
    """Those columns, without a copy if they stand side by side."""
    first, end = places[0], places[-1] + 1
    return table[:, first:end] if places == list(range(first, end)) else table[:, places]


def _delimiter(first: str) -> str:
    return next((mark for mark in ",;\t" if mark in first), ",")


def _cell_by_cell(text: str, label: str, targets: tuple[str, ...], symbols: Symbols | None) -> Rows:
    lines = text.splitlines()
    delimiter = _delimiter(lines[0] if lines else "")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    header: list[str] = []
    inputs, outputs, words = Collector(label), Collector(label), SymbolColumns(symbols)
    chosen: list[int] = []
    try:
        for cells in reader:
            where = f"{label}, line {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, where)
                chosen = _chosen(header, targets, where)
                continue
            if len(cells) != len(header):
                refuse(where, f"{len(cells)} values", f"{len(header)}, one for each column of the header")
            row = [parse(cell, f"{where}, {name}", symbols) for cell, name in zip(cells, header, strict=True)]
            words.add(cells)
            inputs.add((row[place] for place in range(len(row)) if place not in chosen), where)
            outputs.add((row[place] for place in chosen), where)
    except csv.Error as problem:
        refuse(f"{label}, line {reader.line_num}", str(problem), "comma-separated values")
    left = [place for place in range(len(header)) if place not in chosen]
    names, target_names = (tuple(header[place] for place in places) for places in (left, chosen))
    return Rows(inputs.table(), outputs.table(), names, target_names, words.written(left, chosen))


def _header(cells: list[str], where: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    if len(names) < 2 or not all(names):
        refuse(where, ", ".join(names), "a header that names two columns or more")
    for name in names:
        if _is_number(name):
            refuse(where, f"{name} in place of a name", "a header that names the columns")
    if len(set(names)) < len(names):
        refuse(where, ", ".join(names), "a name of its own for each column")
    return names


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _chosen(header: list[str], targets: tuple[str, ...], where: str) -> list[int]:
    for name in targets:
        if name not in header:
            refuse(where, f"no column {name}", "one of " + ", ".join(header))
    chosen = [header.index(name) for name in targets] or [len(header) - 1]
    if len(chosen) == len(header):
        refuse(where, "targets only", "at least one column of inputs")
    return chosen
