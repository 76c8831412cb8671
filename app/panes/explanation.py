"""The pane of an explanation: the arithmetic of a number, with links to other numbers."""

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.edge import edge_key, pressed_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.inks import over
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.activation_curve import draw_activation
from perceptop.app.panes.content.explanation_page import CURVE_HEIGHT, Page, lay_out
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.scrolling_pane import ScrollingPane
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import grouped
from perceptop.core.protocol.addresses import Address
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

KEYS = (pressed_key("enter", "follow"), edge_key("explain-end", "close"), edge_key("explain-back", "back"))
SCROLLBAR_WIDTH = 1
UNDERLINE, REVERSED = Style(underline=True), Style(reverse=True)


class ExplanationPane(ScrollingPane, inherit_bindings=False):
    """The explanation of the snapshot. It stays live: it changes with the number."""

    NAME = "Explanation"
    HELP = """\
## Explanation

The arithmetic behind one number, with the numbers put in: formula = the same with numbers = result. What is printed
holds: work it out with the printed digits, and the printed result comes out; where that cannot be, `≈` stands there.

All is of the present weights and the chosen example, and of the epoch in the lower edge: let the run go on, step it
(`s`) or choose another example (`shift+↑` `shift+↓`), and see what changes.

Underlined numbers lead on to where they come from. `↑` and `↓` walk through them and scroll, `enter` or a click
follows one, `backspace` goes back, `i` or `escape` closes. `8` gives it the whole screen.

- a **neuron**: z as the weighted sum of its inputs, its activation with the point on the curve, its δ.
- a **synapse**: the gradient of each example, their sum, what the optimizer makes of it, w before + Δw = w after: what
  the *next* update will do. Then both gradients of the **gradient check**; `m` `k` checks all synapses.
- the **loss**: the error of each row, and how they combine.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("ExplanationPane")

    def __init__(self) -> None:
        super().__init__()
        self._explained: Address | None = None
        self._page = Page((), (), None)
        self._laid_out: object = None
        self._cursor = 0

    def subject(self, snapshot: Snapshot) -> object:
        """The answer, and the figures in the lower edge."""
        answer = snapshot.answer
        return answer and (answer.number, answer.epoch)

    def redraw(self) -> None:
        """Arrange it for the present width, and draw it; another number from its beginning."""
        answer = self._snapshot.answer if self._snapshot else None
        width = self.size.width - SCROLLBAR_WIDTH
        if answer and width > 0 and self._laid_out != (answer.number, width):
            self._laid_out = answer.number, width
            self._page = lay_out(answer.explanation, width)
            self._cursor = min(self._cursor, max(len(self._page.links) - 1, 0))
            self.virtual_size = Size(0, len(self._page.rows))
            if answer.explanation.link.address != self._explained:
                self._explained, self._cursor = answer.explanation.link.address, 0
                self.scroll_home(animate=False, immediate=True)
        super().redraw()

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """The rows that are scrolled to."""
        answer = snapshot.answer
        if answer is None:
            return
        page = self._page if self.is_attached else lay_out(answer.explanation, canvas.width - SCROLLBAR_WIDTH)
        # Of a name with its address, the name alone if there is no room for both.
        title, room = answer.explanation.title, canvas.width - len(self.title) - 7
        while cells(title) > room and ", " in title:
            title = title.rpartition(", ")[0]
        self.entitle(fit(title, room), below=f"epoch {grouped(answer.epoch)}", keys=KEYS)
        top = self._top
        inks = {
            "heading": palette.strong,
            "name": palette.muted,
            "formula": palette.muted,
            "text": palette.text,
            "result": palette.strong,
        }
        for y, row in enumerate(page.rows[top : top + canvas.height]):
            for piece in row:
                ink = inks[piece.role] if piece.link is None else over(palette.accent, UNDERLINE)
                canvas.write(piece.x, y, piece.text, ink)
                if piece.link == self._cursor and self.has_focus and piece.link is not None:
                    canvas.overlay(piece.x, y, cells(piece.text), REVERSED)
        point = answer.explanation.point
        if page.curve_at is not None and point is not None:
            width = canvas.width - SCROLLBAR_WIDTH - 2
            draw_activation(canvas, 1, page.curve_at - top, width, CURVE_HEIGHT, point, palette)

    @property
    def _top(self) -> int:
        return self.scroll_offset.y if self.is_attached else 0

    def action_walk(self, step: int) -> None:
        """Move to the next link that way if it is on screen, else by a row."""
        top, height, links = self._top, self.size.height, self._page.links
        target = self._cursor + step
        if not (0 <= target < len(links) and top <= self._page.row_of(target) < top + height):
            self.scroll_to(y=top + step, animate=False, immediate=True)
            top = self._top
        if 0 <= target < len(links) and top <= self._page.row_of(target) < top + height:
            self._cursor = target
        self.redraw()

    def action_follow(self) -> None:
        """Explain what the marked number leads to."""
        if self._cursor < len(self._page.links):
            self._want(self._page.links[self._cursor])

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the number, if it leads on."""
        row = self._page.rows[y + self._top] if y + self._top < len(self._page.rows) else ()
        pieces = (piece for piece in row if piece.link is not None)
        spots = (Spot(piece.x, y, cells(piece.text)) for piece in pieces)
        return next((spot for spot in spots if spot.holds(x, y)), None)

    def on_click(self, event: events.Click) -> None:
        """A click on a link follows it."""
        offset = event.get_content_offset(self)
        link = None if offset is None else self._page.link_at(offset.x, offset.y + self._top)
        if link is not None:
            self._cursor = link
            self._want(self._page.links[link])

    def _want(self, link: Link) -> None:
        self.post_message(ExplanationWanted(link))
