"""A table as a file has it: names of columns, and columns of cells that are still text, or already numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.tables.cell_values import BOOLEANS, column_numbers, is_missing
from perceptop.core.errors.printable import one_line


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its `numbers` `(rows,)`, NaN where a cell holds none, and its `cells`; none if all are numbers."""

    name: str
    numbers: Array
    cells: Sequence[str] = ()

    @cached_property
    def missing(self) -> NDArray[np.bool_]:
        """Return which values are missing, `(rows,)`."""
        missing = np.isnan(self.numbers)
        if self.cells:
            for row in np.flatnonzero(missing).tolist():
                missing[row] = is_missing(self.cells[row])
        return missing

    @cached_property
    def text(self) -> NDArray[np.bool_]:
        """Return which cells hold no number, `(rows,)`."""
        return np.isnan(self.numbers) & ~self.missing

    @property
    def boolean(self) -> bool:
        """Return whether all values but missing ones are true or false."""
        return bool(self.text.any()) and all(
            cell.casefold() in BOOLEANS for cell, missing in zip(self.cells, self.missing, strict=True) if not missing
        )

    @property
    def whole(self) -> bool:
        """Return whether all values but missing ones are whole numbers."""
        known = self.numbers[~self.missing]
        return not self.text.any() and bool((known == np.rint(known)).all())

    @property
    def constant(self) -> bool:
        """Return whether all values but missing ones are the same."""
        known = self.numbers[~self.missing]
        if self.text.any():
            return len({cell for cell, missing in zip(self.cells, self.missing, strict=True) if not missing}) == 1
        return len(set(known.tolist())) == 1

    def words(self) -> list[str]:
        """Each value as a word: numbers without needless digits, so that 1 and 1.0 are the same."""
        if not self.cells:
            return [f"{value:.15g}" for value in self.numbers.tolist()]
        numbers = self.numbers.tolist()
        return [
            cell if number != number else f"{number:.15g}" for number, cell in zip(numbers, self.cells, strict=True)
        ]

    def of(self, rows: NDArray[np.bool_]) -> "Column":
        """The column with some of its rows."""
        cells = tuple(cell for cell, kept in zip(self.cells, rows, strict=True) if kept) if self.cells else ()
        return Column(self.name, self.numbers[rows], cells)


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of equal length, as cells (stripped) or, of a file with nothing but plain numbers, as `numbers`.

    `lines` has the line of the file that each row began on. `notes` say what was found on the way that a reader of
    the file would want to know. `skipped` are the names of columns that only count the rows.
    """

    label: str
    delimiter: str
    names: tuple[str, ...]
    lines: Sequence[int]
    cells: tuple[tuple[str, ...], ...] = ()
    numbers: Array | None = None
    notes: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> Column:
        """The column of that name."""
        place = self.names.index(name)
        if self.numbers is not None:
            return Column(name, self.numbers[:, place])
        cells = self.cells[place]
        numbers = column_numbers(cells, self.delimiter)
        if np.isnan(numbers).any():
            # Words of a file become names on the screen.
            cells = tuple(cell if cell.isprintable() else one_line(cell) for cell in cells)
        return Column(name, numbers, cells)

    def where(self, row: int, name: str) -> str:
        """The place of a cell, as a message begins."""
        return f"{self.label}, line {self.lines[row]}, {name}"

    def noting(self, *notes: str) -> "Table":
        """The table with more notes."""
        return replace(self, notes=(*self.notes, *(note for note in notes if note)))
