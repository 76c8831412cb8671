"""Base class of panes: a frame with a title, the focus, and a help text."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.events import Click, Leave, MouseEvent, MouseMove
from textual.style import Style

from perceptop.app.actions.edge import ELSEWHERE, EdgeKey
from perceptop.app.actions.panes import LITTLE_ROOM, number_of
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.wording.cell_text import cells, clean
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot

BETWEEN = " · "
EDGE = "edge"
"""What the letters of a key in a frame carry: its place there."""
NAMED = "●"
"""At what the story of a step names."""
AROUND = 6
"""Cells of the upper edge that are not the title's: corners, lines and blanks on both sides."""


class Pane(CanvasWidget, can_focus=True):
    """One aspect of a run. Its title begins with its `heading` and may go on with what it shows."""

    DEFAULT_CSS = """
    Pane {
        border: round $foreground 25%;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $foreground 60%;
        &:focus { border: round $text-primary; border-title-color: $text-primary; }
        &:ansi { border: round ansi_bright_black; border-title-color: ansi_default; }
        &:ansi { border-subtitle-color: ansi_default; }
        &:ansi:focus { border: heavy ansi_default; border-title-color: ansi_default; }
        &:nocolor:focus { border: heavy ansi_default; }
    }
    """
    ALLOW_MAXIMIZE = True
    NAME: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.story: Story | None = None
        self.heading = self.NAME
        self.number = number_of(type(self).__name__)
        self._edges: tuple[str, tuple[EdgeKey, ...], str] = ("", (), "")
        self._hovered_key: int | None = None
        self.entitle()

    def mark(self, story: Story | None) -> None:
        """Mark what a story names, from the next snapshot on that is shown; None for nothing."""
        if story != self.story:
            self.story, self._subject = story, None

    def explained(self, snapshot: Snapshot) -> Link | None:
        """Return the link that `enter` explains with the focus here; None for nothing of its own."""
        return None

    def help_text(self) -> str:
        """Return the help text of this pane."""
        return self.HELP or ""

    @property
    def title(self) -> str:
        """The heading with the number that brings the pane up, if there is one."""
        return f"{self.heading} [{self.number}]" if self.number else self.heading

    @property
    def elsewhere(self) -> Sequence[EdgeKey]:
        """Where there is no room for all panes: the keys of those that come in place of this one."""
        if not self.is_attached or self.number == 0 or self.has_class("-maximized"):
            return ()
        little = any(self.screen.has_class(name) for name in LITTLE_ROOM)
        return ELSEWHERE.get(type(self).__name__, ()) if little else ()

    def entitle(self, *details: str, below: str = "", keys: Sequence[EdgeKey] = ()) -> None:
        """Set what follows the heading in the title, and the lower edge; no cost while they stay the same.

        If there is no room for all details, the last ones are left out whole. In the lower edge stand the keys of panes
        that are elsewhere, those of this one, as many as have room beside the text, and the text `below`.
        """
        while details and not self.has_room(self.title, *details):
            details = details[:-1]
        shown: list[EdgeKey] = []
        for key in (*self.elsewhere, *keys):
            if not self.has_room(*(each.text for each in (*shown, key)), *filter(None, [below])):
                break
            shown.append(key)
        edges = clean(BETWEEN.join([self.title, *details])), tuple(shown), clean(below)
        if edges != self._edges:
            if edges[0] != self._edges[0]:
                self.border_title = Content(edges[0])
            self._edges = edges
            self._draw_lower_edge()

    @property
    def lower_edge(self) -> str:
        """What stands in the lower edge."""
        _, keys, below = self._edges
        return BETWEEN.join([*(key.text for key in keys), *filter(None, [below])])

    def has_room(self, *parts: str) -> bool:
        """Return whether these fit whole into one edge of the frame; if there is no frame yet, everything does."""
        width = self.outer_size.width
        return not width or cells(BETWEEN.join(parts)) <= width - AROUND

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show that a key in the frame can be clicked."""
        self._hover_edge(event.style.meta.get(EDGE) if self._is_edge(event) else None)

    def on_leave(self, _: Leave) -> None:
        """The mouse is on no key."""
        self._hover_edge(None)

    def on_click(self, event: Click) -> None:
        """Do what a key in the frame does."""
        place = event.style.meta.get(EDGE) if self._is_edge(event) else None
        if place is not None:
            self.call_later(self.app.run_action, self._edges[1][place].action)

    def _is_edge(self, event: MouseEvent) -> bool:
        return event.y == self.outer_size.height - 1 and event.get_content_offset(self) is None

    def _hover_edge(self, place: int | None) -> None:
        if place != self._hovered_key:
            self._hovered_key = place
            self._draw_lower_edge()

    def _draw_lower_edge(self) -> None:
        _, keys, below = self._edges
        parts = [
            Content.assemble((key.key, "bold"), f" {key.words}").stylize(
                Style(reverse=place == self._hovered_key) + Style.from_meta({EDGE: place})
            )
            for place, key in enumerate(keys)
        ]
        if below:
            parts.append(Content(below))
        self.border_subtitle = Content(BETWEEN).join(parts) if parts else None
