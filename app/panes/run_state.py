"""The state of a run in a word with a glyph."""

from app.drawing.palette import Palette
from core.snapshot import Progress

GLYPHS = {"running": "▶", "paused": "‖", "finished": "■", "diverged": "✗", "history": "◀"}


def state_word(progress: Progress, pending: bool) -> str:
    """The state; while a pause is asked for and not yet there, that."""
    return "pausing …" if pending and progress.state == "running" else progress.state


def state_text(progress: Progress, pending: bool) -> str:
    """Glyph and word."""
    return f"{GLYPHS.get(progress.state, '·')} {state_word(progress, pending)}"


def state_ink(progress: Progress, palette: Palette) -> int:
    """The state's ink."""
    inks = {"running": palette.good, "diverged": palette.bad, "finished": palette.strong}
    return inks.get(progress.state, palette.accent)
