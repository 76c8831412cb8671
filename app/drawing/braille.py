"""Pictures in braille: each cell has 2 x 4 dots, and the ink of the last that drew in it."""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.canvas import Canvas

FIRST = 0x2800
# Dots 1-3 and 7 stand in the left column, 4-6 and 8 in the right one (Unicode, "Braille Patterns").
BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.uint32)

_BYTES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
GLYPHS = np.where(_BYTES.any(axis=1), FIRST + _BYTES @ BITS.ravel(), 0).astype(np.uint32)
"""The character for a cell's dots, row by row, as the bits of a byte, the highest first; 0 for none."""


class Dots:
    """`width` x `height` cells of dots; dot (0, 0) is the top left one."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = max(width, 0), max(height, 0)
        # By cell, and in each cell row by row: its dots are the bits of a byte.
        self._lit = np.zeros((self.height, self.width, 8), bool)
        self._inks = np.zeros((self.height, self.width), np.int32)
        self._lines: list[tuple[NDArray[np.intp], NDArray[np.intp], int]] = []

    def draw(self, x: NDArray[np.intp], y: NDArray[np.intp], ink: NDArray[np.int32] | int) -> None:
        """Light the dots at columns `x` and rows `y`, equal in shape; of several in a cell the last one's ink holds."""
        if isinstance(ink, int):
            # A picture has many lines: it is quicker to light all of them at once.
            self._lines.append((x, y, ink))
        else:
            self._light_lines()
            self._light(x, y, ink)

    def draw_columns(self, low: NDArray[np.intp], high: NDArray[np.intp], ink: int) -> None:
        """In each column of dots light the rows from `low` to `high`; none if low is greater."""
        self._light_lines()
        rows = np.arange(self.height * 4)[:, None]
        lit = ((rows >= low) & (rows <= high)).reshape(self.height, 4, self.width, 2)
        lit = lit.transpose(0, 2, 1, 3).reshape(self._lit.shape)
        self._lit |= lit
        self._inks[_bytes(lit) != 0] = ink

    def paste(self, canvas: Canvas, x: int, y: int) -> None:
        """Lay the dots over a canvas; cells without any dot stay as they are."""
        self._light_lines()
        if self.width and self.height:
            canvas.paste(x, y, GLYPHS.take(_bytes(self._lit)), self._inks)

    def _light_lines(self) -> None:
        if self._lines:
            columns, rows, inks = zip(*self._lines, strict=True)
            self._lines = []
            lengths = [len(part) for part in columns]
            self._light(np.concatenate(columns), np.concatenate(rows), np.array(inks, np.int32).repeat(lengths))

    def _light(self, x: NDArray[np.intp], y: NDArray[np.intp], ink: NDArray[np.int32]) -> None:
        inside = (x >= 0) & (x < self.width * 2) & (y >= 0) & (y < self.height * 4)
        if not inside.all():
            x, y, ink = x[inside], y[inside], ink[inside]
        cells = (y >> 2) * self.width + (x >> 1)
        self._lit.reshape(-1)[cells * 8 + (y & 3) * 2 + (x & 1)] = True
        self._inks.reshape(-1)[cells] = ink


def _bytes(lit: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The dots of each cell as a byte."""
    return np.packbits(lit).reshape(lit.shape[:2])
