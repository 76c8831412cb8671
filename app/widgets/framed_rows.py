"""The rows of a widget with its border: drawn by Textual once, and only their inside anew when that changes.

Textual would put all rows through its styles and filters in every frame in which any widget on the screen changes.
"""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Size, Spacing
from textual.strip import Strip

from perceptop.app.drawing.canvas import REST_OF_WIDE, Canvas
from perceptop.app.drawing.inks import style_of
from perceptop.app.terminal.ascii_filter import AsciiOnly
from perceptop.app.widgets.cell_strip import CellStrip


class Frame:
    """`rows` are all rows of a widget, border included, ready for the screen."""

    def __init__(
        self, rows: Sequence[Strip], size: Size, gutter: Spacing, filters: Sequence[LineFilter], background: Color
    ) -> None:
        """`gutter` is what lies between the widget's edge and its content; `filters` are those of its app."""
        self.rows = list(rows)
        self._size, self._gutter = size, gutter
        self._filters, self._background = filters, background
        self._reads_text = any(isinstance(each, AsciiOnly) for each in filters)
        self._styles: dict[int, Style] = {}
        middle = rows[gutter.top] if gutter.top < len(rows) else Strip.blank(size.width)
        self._left = CellStrip.of(middle.crop(0, gutter.left))
        self._right = CellStrip.of(middle.crop(size.width - gutter.right))

    def fits(self, size: Size) -> bool:
        """Return whether the rows are those of a widget of this size."""
        return size == self._size

    def renew(self, canvas: Canvas, changed: Iterable[int]) -> None:
        """Take these rows of the canvas as the inside."""
        for y in changed:
            place = y + self._gutter.top
            if place >= len(self.rows) - self._gutter.bottom:
                break
            self.rows[place] = self._row(canvas, y)

    def _row(self, canvas: Canvas, y: int) -> Strip:
        text, starts, inks = canvas.runs(y)
        if self._reads_text or REST_OF_WIDE in text:
            return Strip([*self._left, *self._filtered(canvas.segments(y)), *self._right], self._size.width)
        return CellStrip(text, starts, list(map(self._style, inks))).between(self._left, self._right)

    def _style(self, ink: int) -> Style:
        """What becomes of an ink's style in filters that look at no text."""
        style = self._styles.get(ink)
        if style is None:
            [segment] = self._filtered([Segment(" ", style_of(ink))])
            style = self._styles[ink] = segment.style or Style.null()
        return style

    def _filtered(self, segments: list[Segment]) -> list[Segment]:
        for line_filter in self._filters:
            segments = line_filter.apply(segments, self._background)
        return segments
