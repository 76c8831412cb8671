"""A grid of cells, each with a character and an ink; what lies outside is cut off, whatever its size."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from app.drawing.inks import grounds, over, style_of
from app.drawing.text import clean

SPACE = 32
REST_OF_WIDE = 0
"""Stands in the second cell of a character that takes two."""


class Canvas:
    """`characters` (code points) and `inks`, both `(height, width)`; rows count from the top."""

    def __init__(self, width: int, height: int, ink: int) -> None:
        """All spaces, in the given ink."""
        self.width, self.height = max(width, 0), max(height, 0)
        self.characters: NDArray[np.uint32] = np.full((self.height, self.width), SPACE, np.uint32)
        self.inks: NDArray[np.int32] = np.full((self.height, self.width), ink, np.int32)
        self._wide = False

    def write(self, x: int, y: int, text: str, ink: int) -> int:
        """Put a line of text; returns the column after it, also where it is cut off."""
        codes, wide = _codes(text)
        end = x + len(codes)
        left, right = (0 if x < 0 else x), (self.width if end > self.width else end)
        if 0 <= y < self.height and left < right:
            if left != x or right != end:
                codes = codes[left - x : right - x]
            self._wide = self._wide or wide
            self.characters[y, left:right] = codes
            self.inks[y, left:right] = ink
        return end

    def write_left_of(self, end: int, y: int, text: str, ink: int) -> int:
        """Put a line of text that ends before column `end`; returns its first column."""
        x = end - len(_codes(text)[0])
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

    def overlay(self, x: int, y: int, width: int, style: Style) -> None:
        """Lay a style, a background say, over the inks of a part of a row."""
        if 0 <= y < self.height:
            row = self.inks[y, max(x, 0) : max(x + width, 0)]
            for number in np.unique(row).tolist():
                row[row == number] = over(number, style)

    def text(self, y: int) -> str:
        """The characters of a row."""
        return str(self.characters[y].tobytes(), "utf-32-le").replace("\0", "")

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
        columns = np.where(fixed, np.arange(self.width), 0)
        np.maximum.accumulate(columns, axis=1, out=columns)
        self.inks = np.take_along_axis(self.inks, columns, axis=1)

    def _mend(self) -> None:
        for row in self.characters:
            whole = False
            for column, code in enumerate(row.tolist()):
                follows = column + 1 < self.width and row[column + 1] == REST_OF_WIDE
                if code == REST_OF_WIDE and not whole:
                    row[column] = SPACE
                whole = follows and _is_wide(code)
                if not follows and _is_wide(code):
                    row[column] = SPACE

    def segments(self, y: int) -> list[Segment]:
        """A row as runs of one style each."""
        if not self.width:
            return []
        text, inks = str(self.characters[y].tobytes(), "utf-32-le"), self.inks[y]
        starts = [0, *(np.flatnonzero(inks[1:] != inks[:-1]) + 1).tolist()]
        styles = map(style_of, inks[starts].tolist())
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], self.width], strict=True)]
        if self._wide:
            pieces = [piece.replace("\0", "") for piece in pieces]
        return [Segment(piece, style) for piece, style in zip(pieces, styles, strict=True) if piece]

    def changes(self, before: "Canvas") -> list[tuple[int, int, int]]:
        """Where this canvas differs from one of the same size: (row, first column, column after the last)."""
        differs = (self.characters != before.characters) | (self.inks != before.inks)
        if not differs.any():
            return []
        rows = np.flatnonzero(differs.any(axis=1))
        first = differs[rows].argmax(axis=1)
        end = self.width - differs[rows, ::-1].argmax(axis=1)
        return list(zip(rows.tolist(), first.tolist(), end.tolist(), strict=True))


@lru_cache(maxsize=16384)
def _codes(text: str) -> tuple[NDArray[np.uint32], bool]:
    """Code points, one a cell, a mark after each character that takes two; and whether there is such a one."""
    text = clean(text)
    if cell_len(text) == len(text):
        return np.frombuffer(text.encode("utf-32-le"), np.uint32), False
    codes: list[int] = []
    for character in text:
        codes += [ord(character), REST_OF_WIDE][: cell_len(character)]
    return np.array(codes, np.uint32), True


def _is_wide(code: int) -> bool:
    return code != REST_OF_WIDE and cell_len(chr(code)) == 2
