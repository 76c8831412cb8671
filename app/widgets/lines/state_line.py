"""The state of a run in a word with a glyph, and the base of the lines at top and bottom that show it."""

from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.core.protocol.snapshot import Progress, Snapshot

GLYPHS = {"running": "▶", "paused": "‖", "finished": "■", "diverged": "✗", "history": "◀"}


def state_word(progress: Progress, pending: bool) -> str:
    """The state, and whether history is played; while a pause is asked for and not yet there, that."""
    if pending and progress.state == "running":
        return "pausing …"
    return f"{progress.state}, playing" if _played(progress) else progress.state


def state_text(progress: Progress, pending: bool) -> str:
    """Glyph and word."""
    glyph = GLYPHS["running"] if _played(progress) else GLYPHS.get(progress.state, "·")
    return f"{glyph} {state_word(progress, pending)}"


def state_ink(progress: Progress, palette: ColorPalette) -> int:
    """The state's ink."""
    inks = {"running": palette.good, "diverged": palette.bad, "finished": palette.strong}
    return inks.get(progress.state, palette.accent)


def _played(progress: Progress) -> bool:
    """Return whether the past is gone through again; a jump says where it goes by itself."""
    return progress.state == "history" and progress.busy and progress.target is None


class StateLine(CanvasWidget):
    """One row that knows whether a command is under way."""

    DEFAULT_CSS = "StateLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._pending = False

    def show(self, snapshot: Snapshot, pending: bool = False) -> None:
        """Draw this snapshot; `pending` while a pause is asked for and not yet acknowledged."""
        self._pending = pending
        super().show(snapshot)
