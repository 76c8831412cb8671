"""A grid of cells, each with a character and an ink; what lies outside is cut off, whatever its size."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from perceptop.app.drawing.inks import grounds, over, style_of
from perceptop.app.wording.cell_text import cells, clean, is_plain

SPACE = 32
REST_OF_WIDE = "\0"
"""Stands in the second cell of a character that takes two."""


@dataclass(frozen=True)
class Spot:
    """A rectangle of cells that are clicked as one; `action` is what a click does, empty if the widget itself knows."""

    x: int
    y: int
    width: int
    height: int = 1
    action: str = ""

    def holds(self, x: int, y: int) -> bool:
        """Return whether the cell is one of them."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Canvas:
    """`characters` (code points) and `inks`, both `(height, width)`; rows count from the top.

    `spots` are what can be clicked.
    """

    def __init__(self, width: int, height: int, ink: int) -> None:
        """All spaces, in the given ink."""
        self.width, self.height = max(width, 0), max(height, 0)
        self.characters: NDArray[np.uint32] = np.empty((self.height, self.width), np.uint32)
        self.inks: NDArray[np.int32] = np.empty((self.height, self.width), np.int32)
        self.characters.fill(SPACE)
        self.inks.fill(ink)
        self.spots: list[Spot] = []
        self._wide = False
        # The same memory, row after row: a slice of it takes less time than one of a grid.
        self._row_of_inks = self.inks.reshape(-1)
        self._bytes = self.characters.reshape(-1).view(np.uint8).data

    def write(self, x: int, y: int, text: str, ink: int) -> int:
        """Put a line of text; returns the column after it, also if it is cut off."""
        if not is_plain(text):
            text = _one_a_cell(text)
            self._wide = self._wide or REST_OF_WIDE in text
        end = x + len(text)
        if 0 <= y < self.height:
            if x < 0 or end > self.width:
                text, x = text[max(-x, 0) : max(self.width - x, 0)], max(x, 0)
            if text:
                first = y * self.width + x
                last = first + len(text)
                self._bytes[4 * first : 4 * last] = text.encode("utf-32-le")
                self._row_of_inks[first:last] = ink
        return end

    def write_spot(self, x: int, y: int, text: str, ink: int, action: str) -> int:
        """Put a line of text that can be clicked; returns the column after it."""
        end = self.write(x, y, text, ink)
        self.spots.append(Spot(x, y, end - x, 1, action))
        return end

    def write_left_of(self, end: int, y: int, text: str, ink: int) -> int:
        """Put a line of text that ends before column `end`; returns its first column."""
        x = end - cells(text)
        self.write(x, y, text, ink)
        return x

    def fill(self, x: int, y: int, width: int, height: int, character: str, ink: int) -> None:
        """A rectangle of one character, which takes one cell."""
        rows, columns = slice(max(y, 0), max(y + height, 0)), slice(max(x, 0), max(x + width, 0))
        self.characters[rows, columns] = ord(character)
        self.inks[rows, columns] = ink

    def paste(self, x: int, y: int, characters: NDArray[np.uint32], inks: NDArray[np.int32] | int) -> None:
        """Lay a picture over the canvas; where its characters are 0, what is there stays."""
        height, width = characters.shape
        top, left = max(y, 0), max(x, 0)
        bottom, right = min(y + height, self.height), min(x + width, self.width)
        if top >= bottom or left >= right:
            return
        part = np.s_[top - y : bottom - y, left - x : right - x]
        there = characters[part] != 0
        np.copyto(self.characters[top:bottom, left:right], characters[part], where=there)
        np.copyto(self.inks[top:bottom, left:right], inks if isinstance(inks, int) else inks[part], where=there)

    def copy(self, other: "Canvas") -> None:
        """Take over a canvas of the same size."""
        self.characters[:], self.inks[:], self._wide = other.characters, other.inks, other._wide

    def overlay(self, x: int, y: int, width: int, style: Style) -> None:
        """Lay a style, a background say, over the inks of a part of a row."""
        if 0 <= y < self.height:
            row = self.inks[y, max(x, 0) : max(x + width, 0)]
            for number in set(row.tolist()):
                row[row == number] = over(number, style)

    def text(self, y: int) -> str:
        """The characters of a row."""
        return str(self.characters[y].tobytes(), "utf-32-le").replace(REST_OF_WIDE, "")

    def texts(self) -> list[str]:
        """The characters of all rows, without the spaces at their ends."""
        return [self.text(y).rstrip() for y in range(self.height)]

    def settle(self) -> None:
        """The last touch: no half of a wide character is left, and there are as few changes of ink as can be.

        Spaces take the ink of what stands before them wherever that looks the same.
        """
        if not self.inks.size:
            return
        if self._wide:
            self._mend()
        ground = grounds(self.inks)
        fixed = self.characters != SPACE
        fixed[:, 0] = True
        fixed[:, 1:] |= ground[:, 1:] != ground[:, :-1]
        # As if it were one long row: what stands first in each of its rows is fixed, so that none takes from another.
        places = fixed.ravel() * np.arange(fixed.size)
        np.maximum.accumulate(places, out=places)
        self._row_of_inks[:] = self._row_of_inks.take(places)

    def _mend(self) -> None:
        for row in self.characters:
            whole = False
            for column, code in enumerate(row.tolist()):
                follows = column + 1 < self.width and row[column + 1] == ord(REST_OF_WIDE)
                if code == ord(REST_OF_WIDE) and not whole:
                    row[column] = SPACE
                whole = follows and _is_wide(code)
                if not follows and _is_wide(code):
                    row[column] = SPACE

    def runs(self, y: int) -> tuple[str, list[int], list[int]]:
        """A row as its text, one character a cell, the columns at which another ink begins, and these inks.

        A character that takes two cells is followed by a `\\0`.
        """
        if not self.width:
            return "", [], []
        inks = self.inks[y]
        starts = (inks[1:] != inks[:-1]).nonzero()[0] + 1
        return (
            str(self.characters[y].tobytes(), "utf-32-le"),
            [0, *starts.tolist()],
            [int(inks[0]), *inks[starts].tolist()],
        )

    def segments(self, y: int) -> list[Segment]:
        """A row as runs of one style each."""
        text, starts, inks = self.runs(y)
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], self.width], strict=False)]
        if self._wide:
            pieces = [piece.replace(REST_OF_WIDE, "") for piece in pieces]
        return [Segment(piece, style_of(number)) for piece, number in zip(pieces, inks, strict=True) if piece]

    def changes(self, before: "Canvas") -> list[tuple[int, int, int]]:
        """Where this canvas differs from one of the same size: (row, first column, column after the last)."""
        differs = self.characters != before.characters
        differs |= self.inks != before.inks
        rows = np.logical_or.reduce(differs, axis=1).nonzero()[0]
        if not rows.size:
            return []
        differs = differs[rows]
        first, end = differs.argmax(axis=1), self.width - differs[:, ::-1].argmax(axis=1)
        return list(zip(rows.tolist(), first.tolist(), end.tolist(), strict=True))


@lru_cache(maxsize=4096)
def _one_a_cell(text: str) -> str:
    """The cleaned text, with a mark after each character that takes two cells."""
    text = clean(text)
    if cell_len(text) == len(text):
        return text
    return "".join(character.ljust(cell_len(character), REST_OF_WIDE) for character in text)


def _is_wide(code: int) -> bool:
    return code != ord(REST_OF_WIDE) and cell_len(chr(code)) == 2
