"""A training row as a line of text, in the units and words of its file, and back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.value_kinds import NUMBER
from perceptop.core.protocol.changes import AddRow, SetRow
from perceptop.core.protocol.commands import Make
from perceptop.core.protocol.snapshot import About, Snapshot

ARROW = "→"
MOST_NAMES = 6
"""Names of inputs that a question lists."""


@dataclass(frozen=True)
class Row:
    """The inputs of a training row, or the columns of its features, and its targets, in the units of the file."""

    inputs: tuple[float, ...]
    targets: tuple[float, ...]

    @classmethod
    def chosen(cls, snapshot: Snapshot) -> "Row":
        """Return the chosen row of a snapshot."""
        about, numbers = snapshot.about, snapshot.numbers
        row = numbers.row
        if numbers.sources is not None:
            inputs = numbers.sources[row].tolist()
        else:
            inputs = [about.input_in_units(place, value) for place, value in enumerate(numbers.inputs[row].tolist())]
        return cls(tuple(inputs), tuple(about.outputs_in_units(numbers.targets[row]).tolist()))

    def text(self, about: About) -> str:
        """Return the line: `0.5, 1 → 1`, or `5.1, 3.5, 1.4, 0.2 → setosa`."""
        inputs = [_written(value, symbols) for value, symbols in zip(self.inputs, _words(about), strict=True)]
        return f"{', '.join(inputs)} {ARROW} {self._targets_text(about)}"

    def _targets_text(self, about: About) -> str:
        low, high = about.target_range
        if len(self.targets) > 1 and sorted(self.targets) == [*[low] * (len(self.targets) - 1), high]:
            return about.output_names[self.targets.index(high)]
        return ", ".join(_written(value, about.symbols) for value in self.targets)


def row_question(about: About) -> str:
    """What a line is made of, for the hint of a question."""
    names = [*about.axes[:MOST_NAMES], *["…"] * (len(about.axes) > MOST_NAMES)]
    words = list(about.symbols.values) if about.symbols else list(about.output_names)
    aim = f"one of {', '.join(words[:MOST_NAMES])}" if len(words) > 1 else words[0]
    return f"{', '.join(names)} {ARROW} {aim} (-> will do)"


def read_row(text: str, about: About, present: Row) -> Row:
    """The row of a line; a value that is written as the present one is that, to its last bit. `BadInput` if it is
    none.
    """
    parts = re.split(rf"{ARROW}|->", text)
    if len(parts) != 2:
        refuse("row", text or "nothing", f"inputs {ARROW} targets: {present.text(about)}")
    cells, aims = (_cells(part) for part in parts)
    words = _words(about)
    if len(cells) != len(words):
        refuse("row", f"{len(cells)} inputs", f"{len(words)}: {', '.join(about.axes[:MOST_NAMES])}")
    inputs = [
        _read(cell, name, symbols, now)
        for cell, name, symbols, now in zip(cells, about.axes, words, present.inputs, strict=True)
    ]
    return Row(tuple(inputs), _targets(parts[1].strip(), aims, about, present))


def changed_row(text: str, snapshot: Snapshot, in_fork: bool) -> Make:
    """The change of the chosen row to what a line says."""
    row = read_row(text, snapshot.about, Row.chosen(snapshot))
    return Make(SetRow(snapshot.numbers.chosen, row.inputs, row.targets), in_fork)


def added_row(text: str, snapshot: Snapshot, in_fork: bool) -> Make:
    """A new row, as a line says."""
    row = read_row(text, snapshot.about, Row.chosen(snapshot))
    return Make(AddRow(row.inputs, row.targets), in_fork)


def class_targets(about: About, name: str) -> tuple[float, ...] | None:
    """The targets of a class by its name; None if it is none."""
    low, high = about.target_range
    if about.symbols and len(about.output_names) == 1:
        return (about.symbols.values[name],) if name in about.symbols.values else None
    if len(about.output_names) == 1:
        return next((((low, high)[place],) for place, each in enumerate(about.classes) if each == name), None)
    if name not in about.output_names:
        return None
    return tuple(high if each == name else low for each in about.output_names)


def _targets(whole: str, cells: Sequence[str], about: About, present: Row) -> tuple[float, ...]:
    known = class_targets(about, whole)
    if known is not None:
        return known
    count = len(present.targets)
    if len(cells) != count:
        names = list(about.symbols.values) if about.symbols else list(about.output_names)
        refuse("target", whole or "nothing", f"{count} numbers, or one of {', '.join(names[:MOST_NAMES])}")
    return tuple(
        _read(cell, name, about.symbols, now)
        for cell, name, now in zip(cells, about.output_names, present.targets, strict=True)
    )


def _words(about: About) -> Sequence[Symbols | None]:
    return about.input_symbols or (None,) * len(about.axes)


def _cells(text: str) -> list[str]:
    """The values of a part: between commas, or without any between blanks."""
    if not text.strip():
        return []
    return [cell.strip() for cell in text.split(",")] if "," in text else text.split()


def _written(value: float, symbols: Symbols | None) -> str:
    names = [name for name, number in symbols.values.items() if number == value] if symbols else []
    # A word that holds a sign of the line cannot be told from it: its number stands there.
    plain = [name for name in names if name.strip() == name and not re.search(rf",|->|{ARROW}", name)]
    return plain[0] if plain else f"{value:.10g}"


def _read(cell: str, name: str, symbols: Symbols | None, present: float) -> float:
    if cell == _written(present, symbols):
        return present
    if symbols and cell in symbols.values:
        return symbols.values[cell]
    try:
        return NUMBER.parse(cell)
    except ValueError:
        words = f"a number, or one of {', '.join(list(symbols.values)[:MOST_NAMES])}" if symbols else "a finite number"
        refuse(name, cell or "nothing", words)
