"""What all panes have in common: a frame with a title, the focus, and a help text of their own."""

from typing import ClassVar

from textual.content import Content

from app.drawing.text import clean
from app.panes.surface import Surface
from core.explain.lines import Link
from core.snapshot import Snapshot


class Pane(Surface, can_focus=True):
    """One aspect of a run. Its title begins with the same word always and may go on with what it shows."""

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
        self._heading = ("", "")
        self.entitle()

    def explained(self, snapshot: Snapshot) -> Link | None:
        """What is to be explained when somebody asks with the focus here; None for nothing of its own."""
        return None

    def entitle(self, *details: str, below: str = "") -> None:
        """Set what follows the name in the title and the text in the lower edge; no cost while they stay the same."""
        heading = " · ".join([self.NAME, *map(clean, details)]), clean(below)
        if heading != self._heading:
            self._heading = heading
            self.border_title = Content(heading[0])
            self.border_subtitle = Content(heading[1]) if heading[1] else None
