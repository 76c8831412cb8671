"""A question to the audience, in large letters if they fit into half of the screen; its answer is marked when shown."""

import textwrap

from textual.geometry import Size

from perceptop.app.drawing.big_letters import half_cells
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.teaching.presenter.audience import AudienceQuestion
from perceptop.app.teaching.presenter.caption import BIG_ROWS, LEAST_HEIGHT, MARGIN, BigLines, big_lines
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.wording.cell_text import cells, clean
from perceptop.core.protocol.snapshot import Snapshot

LETTERS = "abcd"
SHARE = 0.55
"""The share of the screen's height that large letters may take."""
SHAPES = str.maketrans({"→": ">", "×": "x"})
"""Letters in place of those that have no large shape."""
BETWEEN = "    "


class QuestionSlide(CanvasWidget):
    """Shows a question and its choices; no height without one."""

    DEFAULT_CSS = "QuestionSlide { height: auto; }"

    def __init__(self, big: bool = True) -> None:
        """Without `big` the letters are ordinary, for fonts that cannot draw them."""
        super().__init__()
        self._big = big
        self._question: AudienceQuestion | None = None
        self._is_revealed = False
        self._most_rows = 0

    def ask(self, question: AudienceQuestion | None, is_revealed: bool) -> None:
        """Set the question; None for none."""
        if (question, is_revealed) != (self._question, self._is_revealed):
            self._question, self._is_revealed = question, is_revealed
            self.refresh(layout=True)
            self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that question, choices and reason need."""
        self._most_rows = int(viewport.height * SHARE) if viewport.height >= LEAST_HEIGHT else 0
        if self._question is None:
            return 0
        big = self._large(width)
        large = sum(len(lines) * BIG_ROWS for lines, _ in big)
        return large + len(self._ordinary(width, len(big))) + len(self._reason(width)) + 1

    def subject(self, snapshot: Snapshot) -> object:
        """Return what is drawn: nothing of the snapshot."""
        return self._question, self._is_revealed

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw the question, left-aligned."""
        if self._question is None:
            return
        y, big = 0, self._large(canvas.width)
        for lines, is_marked in big:
            for dots in lines:
                canvas.paste(MARGIN, y, half_cells(dots), palette.strong if is_marked else palette.muted)
                y += BIG_ROWS
        for text, is_marked in self._ordinary(canvas.width, len(big)):
            canvas.write(MARGIN, y, text, palette.strong if is_marked else palette.text)
            y += 1
        for text in self._reason(canvas.width):
            canvas.write(MARGIN, y, text, palette.strong)
            y += 1

    def _choices(self, mark: str) -> list[tuple[str, bool]]:
        """Each choice with its letter, the right one marked once it is revealed; whether it is to be seen first."""
        assert self._question is not None
        right = self._question.right if self._is_revealed else None
        return [
            (f"{mark if place == right else ''}{letter} {clean(choice)}", right in (None, place))
            for place, (letter, choice) in enumerate(zip(LETTERS, self._question.choices, strict=False))
        ]

    def _large(self, width: int) -> list[tuple[BigLines, bool]]:
        """Question and choices in large letters; the question alone, or nothing, if they do not fit."""
        if not self._big or self._question is None:
            return []
        room, most = width - 2 * MARGIN, self._most_rows // BIG_ROWS
        texts = [(clean(self._question.text), True), *self._choices("> ")]
        found = [(big_lines(text.translate(SHAPES), room, most), is_marked) for text, is_marked in texts]
        for large in (found, found[:1]):
            if all(lines for lines, _ in large) and sum(len(lines) for lines, _ in large) <= most:
                return large
        return []

    def _ordinary(self, width: int, large: int) -> list[tuple[str, bool]]:
        """Return in ordinary letters what of question and choices is not among the first `large` texts."""
        assert self._question is not None
        if large > 1:
            return []
        room = max(width - 2 * MARGIN, 1)
        question = [] if large else [(line, True) for line in textwrap.wrap(clean(self._question.text), room)]
        choices = self._choices("✓ ")
        together = BETWEEN.join(text for text, _ in choices)
        if cells(together) <= room:
            return [*question, (together, False)]
        return [*question, *((line, marked) for text, marked in choices for line in textwrap.wrap(text, room))]

    def _reason(self, width: int) -> list[str]:
        if self._question is None or not self._is_revealed:
            return []
        return textwrap.wrap(clean(self._question.why), max(width - 2 * MARGIN, 1))
