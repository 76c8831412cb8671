"""Comma-separated values with a header line; a header without commas may separate by semicolons or tabs."""

import csv

from core.datasets.rows import Rows
from core.errors import refuse
from core.readers.cells import Collector, parse
from core.symbols import Symbols


def read_csv(text: str, label: str, targets: tuple[str, ...] = (), symbols: Symbols | None = None) -> Rows:
    """The columns that `targets` names are targets, without names the last one; all others are inputs."""
    lines = text.splitlines()
    delimiter = next((mark for mark in ",;\t" if lines and mark in lines[0]), ",")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    header: list[str] = []
    inputs, outputs = Collector(label), Collector(label)
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
            inputs.add((row[place] for place in range(len(row)) if place not in chosen), where)
            outputs.add((row[place] for place in chosen), where)
    except csv.Error as problem:
        refuse(f"{label}, line {reader.line_num}", str(problem), "comma-separated values")
    names = tuple(name for place, name in enumerate(header) if place not in chosen)
    return Rows(inputs.table(), outputs.table(), names, tuple(header[place] for place in chosen))


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
