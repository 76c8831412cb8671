"""Pictures in braille: each cell has 2 x 4 dots, and the ink of the last that drew in it."""

import numpy as np
from numpy.typing import NDArray

from app.drawing.canvas import Canvas

FIRST = 0x2800
# Dots 1-3 and 7 stand in the left column, 4-6 and 8 in the right one (Unicode, "Braille Patterns").
BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.uint32)


class Dots:
    """`width` x `height` cells of dots; dot (0, 0) is the top left one."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = max(width, 0), max(height, 0)
        self._lit = np.zeros((self.height * 4, self.width * 2), bool)
        self._inks = np.zeros((self.height, self.width), np.int32)

    def draw(self, x: NDArray[np.intp], y: NDArray[np.intp], ink: NDArray[np.int32] | int) -> None:
        """Light the dots at columns `x` and rows `y`, equal in shape; of several in a cell the last one's ink holds."""
        inside = (x >= 0) & (x < self.width * 2) & (y >= 0) & (y < self.height * 4)
        if not inside.all():
            x, y = x[inside], y[inside]
            ink = ink if isinstance(ink, int) else ink[inside]
        self._lit[y, x] = True
        self._inks[y >> 2, x >> 1] = ink

    def draw_columns(self, low: NDArray[np.intp], high: NDArray[np.intp], ink: int) -> None:
        """In each column of dots light the rows from `low` to `high`; none where low is greater."""
        rows = np.arange(self.height * 4)[:, None]
        lit = (rows >= low) & (rows <= high)
        self._lit |= lit
        self._inks[lit.reshape(self.height, 4, self.width, 2).any(axis=(1, 3))] = ink

    def paste(self, canvas: Canvas, x: int, y: int) -> None:
        """Lay the dots over a canvas; cells without any dot stay as they are."""
        if not self.width or not self.height:
            return
        cells = self._lit.reshape(self.height, 4, self.width, 2).astype(np.uint32)
        patterns = np.einsum("hawb,ab->hw", cells, BITS)
        canvas.paste(x, y, np.where(patterns, patterns + FIRST, 0).astype(np.uint32), self._inks)
