"""Base class of panes: a frame with a title, the focus, and a help text."""

from typing import ClassVar

from textual.content import Content

from perceptop.app.actions.panes import IN_PLACE_OF, LITTLE_ROOM, number_of
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.wording.cell_text import cells, clean
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot

BETWEEN = " · "
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
        self._headings = ("", "")
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
    def elsewhere(self) -> str:
        """Where there is no room for all panes: which others come in place of this one, and on which keys."""
        if not self.is_attached or self.number == 0 or self.has_class("-maximized"):
            return ""
        little = any(self.screen.has_class(name) for name in LITTLE_ROOM)
        return IN_PLACE_OF.get(type(self).__name__, "") if little else ""

    def entitle(self, *details: str, below: str = "") -> None:
        """Set what follows the heading in the title and the text in the lower edge; no cost while they stay the same.

        Where there is no room for all details, the last ones are left out whole. What there is elsewhere is said below
        if there is room beside the text.
        """
        while len(details) > 1 and not self.has_room(self.title, *details):
            details = details[:-1]
        if (others := self.elsewhere) and others not in below:
            beside = BETWEEN.join(filter(None, [others, below]))
            below = beside if self.has_room(beside) else below
        headings = clean(BETWEEN.join([self.title, *details])), clean(below)
        if headings != self._headings:
            self._headings = headings
            self.border_title = Content(headings[0])
            self.border_subtitle = Content(headings[1]) if headings[1] else None

    def has_room(self, *parts: str) -> bool:
        """Return whether these fit whole into one edge of the frame; if there is no frame yet, everything does."""
        width = self.outer_size.width
        return not width or cells(BETWEEN.join(parts)) <= width - AROUND
