"""The story of a step for an audience: in large letters if they fit, else in one row."""

from textual.geometry import Size

from perceptop.app.drawing.big_letters import dots_of, half_cells
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.widgets.lines.callout_line import STORY_PARTS, story_that_fits
from perceptop.app.wording.cell_text import cells
from perceptop.core.protocol.snapshot import Snapshot

BIG_ROWS = 4
"""Of a line of large letters, with the space over it."""
MARGIN = 2
LEAST_HEIGHT = 44
"""Rows of a screen from which on there is room for large letters."""
APART = "   "


class StoryRow(CanvasWidget):
    """As many parts of a story as fit. Its height depends on the screen alone, so that nothing moves as stories come.

    The first part, the epochs, is left out in large letters: the figures show them already.
    """

    DEFAULT_CSS = "StoryRow { height: auto; }"

    def __init__(self, big: bool = True) -> None:
        """Without `big` the letters are ordinary, for fonts that cannot draw them."""
        super().__init__()
        self._big, self._text = big, ""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one row, or the rows of a line of large letters."""
        return BIG_ROWS if self._big and viewport.height >= LEAST_HEIGHT else 1

    def tell(self, text: str) -> None:
        """Tell a story from the next snapshot on that is shown; an empty text for none."""
        self._text = text

    def subject(self, snapshot: Snapshot) -> object:
        """Return what is drawn: nothing of the snapshot."""
        return self._text

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw the story centered."""
        room = canvas.width - 2 * MARGIN
        if canvas.height >= BIG_ROWS:
            parts = self._text.replace("→", ">").split(STORY_PARTS)[1:]
            for count in range(len(parts), 0, -1):
                dots = dots_of(APART.join(parts[:count]))
                if dots is not None and dots.shape[1] <= room:
                    shape = half_cells(dots)
                    canvas.paste((canvas.width - shape.shape[1]) // 2, 1, shape, palette.strong)
                    return
        text = story_that_fits(self._text, room)
        canvas.write((canvas.width - cells(text)) // 2, canvas.height - 1, text, palette.strong)
