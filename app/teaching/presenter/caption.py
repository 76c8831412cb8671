"""The words of a cue, as large as they fit."""

import textwrap

from textual.geometry import Size

from perceptop.app.drawing.big_letters import Dots, dots_of, half_cells
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.wording.cell_text import cells, clean, fit
from perceptop.core.protocol.snapshot import Snapshot

BIG_ROWS = 4
"""Of a line of large letters, with the space under it."""
MOST_BIG_LINES, MOST_LINES = 2, 3
MARGIN = 2
LEAST_HEIGHT = 28
"""Rows of a screen from which on there is room for large letters."""


BigLines = list[Dots]


def big_lines(text: str, room: int, most: int) -> BigLines:
    """Wrap words into at most so many lines of large letters; none if they do not fit, or a letter has no shape."""
    lines: BigLines = []
    line = ""
    for word in text.split(" "):
        longer = dots_of(f"{line} {word}" if line else word)
        if lines and longer is not None and longer.shape[1] <= room:
            line = f"{line} {word}"
            lines[-1] = longer
            continue
        line, alone = word, dots_of(word)
        if alone is None or alone.shape[1] > room or len(lines) == most:
            return []
        lines.append(alone)
    return lines


class Caption(CanvasWidget):
    """A sentence at the bottom, in large letters where it fits into two lines of them; no height without words."""

    DEFAULT_CSS = "Caption { height: auto; }"

    def __init__(self, big: bool = True) -> None:
        """Without `big` the letters are ordinary, for fonts that cannot draw them."""
        super().__init__()
        self._big = big
        self._text = ""
        self._roomy = True

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the words need."""
        self._roomy = viewport.height >= LEAST_HEIGHT
        big = self._big_lines(width)
        return len(big) * BIG_ROWS if big else len(self._lines(width)) + bool(self._text)

    def say(self, text: str) -> None:
        """Set the words."""
        if text != self._text:
            self._text = clean(" ".join(text.split()))
            self.refresh(layout=True)
            self.redraw()

    def subject(self, snapshot: Snapshot) -> object:
        """Return what is drawn: nothing of the snapshot."""
        return self._text

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw the words centered."""
        big = self._big_lines(canvas.width)
        for place, dots in enumerate(big):
            shape = half_cells(dots)
            canvas.paste((canvas.width - shape.shape[1]) // 2, place * BIG_ROWS, shape, palette.strong)
        if not big:
            for y, line in enumerate(self._lines(canvas.width)):
                canvas.write((canvas.width - cells(line)) // 2, y, line, palette.strong)

    def _big_lines(self, width: int) -> BigLines:
        """Return the lines in large letters; none if they do not fit."""
        if not (self._big and self._text and self._roomy):
            return []
        return big_lines(self._text, width - 2 * MARGIN, MOST_BIG_LINES)

    def _lines(self, width: int) -> list[str]:
        room = max(width - 2 * MARGIN, 1)
        lines = textwrap.wrap(self._text, room)
        return [fit(line, room) for line in lines[:MOST_LINES]]
