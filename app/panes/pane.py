"""What all panes have in common: a frame with a title, the focus, and a help text of their own."""

from typing import ClassVar

from textual.content import Content

from app.drawing.text import cells, clean
from app.panes.surface import Surface
from core.explain.lines import Link
from core.snapshot import Snapshot

BETWEEN = " · "
AROUND = 6
"""Cells of the upper edge that are not the title's: corners, lines and blanks on both sides."""


class Pane(Surface, can_focus=True):
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
        self.heading = self.NAME
        self._headings = ("", "")
        self.entitle()

    def explained(self, snapshot: Snapshot) -> Link | None:
        """What is to be explained when somebody asks with the focus here; None for nothing of its own."""
        return None

    def entitle(self, *details: str, below: str = "") -> None:
        """Set what follows the heading in the title and the text in the lower edge; no cost while they stay the same.

        Where there is no room for all details, the last ones are left out whole.
        """
        while len(details) > 1 and not self.has_room(self.heading, *details):
            details = details[:-1]
        headings = clean(BETWEEN.join([self.heading, *details])), clean(below)
        if headings != self._headings:
            self._headings = headings
            self.border_title = Content(headings[0])
            self.border_subtitle = Content(headings[1]) if headings[1] else None

    def has_room(self, *parts: str) -> bool:
        """Whether these fit whole into one edge of the frame; where there is no frame yet, everything does."""
        width = self.outer_size.width
        return not width or cells(BETWEEN.join(parts)) <= width - AROUND
