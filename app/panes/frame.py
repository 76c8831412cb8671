"""The rows of a widget with its border: drawn by Textual once, and only their inside anew when that changes.

Textual would put all rows through its styles and filters in every frame in which any widget on the screen changes.
"""

from collections.abc import Iterable, Sequence

from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Size, Spacing
from textual.strip import Strip

from app.drawing.canvas import Canvas


class Frame:
    """`rows` are all rows of a widget, border included, ready for the screen."""

    def __init__(
        self, rows: Sequence[Strip], size: Size, gutter: Spacing, filters: Sequence[LineFilter], background: Color
    ) -> None:
        """`gutter` is what lies between the widget's edge and its content; `filters` are those of its app."""
        self.rows = list(rows)
        self._size, self._gutter = size, gutter
        self._filters, self._background = filters, background
        if gutter.top < len(rows):
            row = rows[gutter.top]
            self._left = list(row.crop(0, gutter.left)) if gutter.left else []
            self._right = list(row.crop(size.width - gutter.right)) if gutter.right else []

    def fits(self, size: Size) -> bool:
        """Whether the rows are those of a widget of this size."""
        return size == self._size

    def renew(self, canvas: Canvas, changed: Iterable[int]) -> None:
        """Take these rows of the canvas as the inside."""
        for y in changed:
            place = y + self._gutter.top
            if place >= len(self.rows) - self._gutter.bottom:
                break
            segments = canvas.segments(y)
            for line_filter in self._filters:
                segments = line_filter.apply(segments, self._background)
            self.rows[place] = Strip([*self._left, *segments, *self._right], self._size.width)
