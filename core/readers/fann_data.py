"""FANN's training files: `examples inputs outputs`, then for each example a line of inputs and one of outputs."""

import re

from core.datasets.room import require_room
from core.datasets.rows import Rows
from core.errors import refuse
from core.readers.cells import Collector, parse

HEADER = "three whole numbers of 1 or more: examples, inputs, outputs"


def read_fann_data(text: str, label: str) -> Rows:
    """As many examples as the first line says; `BadInput` where there are more, fewer, or wider and narrower ones."""
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    number, header = lines[0] if lines else (1, [])
    where = f"{label}, line {number}"
    if len(header) != 3 or not all(re.fullmatch("0*[1-9][0-9]{0,17}", cell) for cell in header):
        refuse(where, " ".join(header) or "nothing", HEADER)
    examples, *widths = (int(cell) for cell in header)
    require_room(where, examples, sum(widths))
    if len(lines) - 1 != 2 * examples:
        refuse(label, f"{len(lines) - 1} lines after the first", f"{2 * examples}: two for each of {examples} examples")
    halves = Collector(label), Collector(label)
    for place, (number, cells) in enumerate(lines[1:]):
        where, half = f"{label}, line {number}", place % 2
        if len(cells) != widths[half]:
            expected = f"{widths[half]} {('inputs', 'outputs')[half]}, as the first line says"
            refuse(where, f"{len(cells)} values", expected)
        halves[half].add((parse(cell, where) for cell in cells), where)
    return Rows(halves[0].table(), halves[1].table())
