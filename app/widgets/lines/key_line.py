"""The line of keys at the bottom: those that matter in the present state, whole or not at all."""

from typing import cast

from perceptop.app.actions.footer import ALWAYS, STATES, ShownKey, state_of
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.wording.cell_text import cells
from perceptop.core.protocol.snapshot import Snapshot

GAP = 2
"""Blank cells between two keys."""


class KeyLine(CanvasWidget):
    """One row. A click on a key presses it."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._explaining = False

    def on_mount(self) -> None:
        """Other keys matter where the arrows walk through the diagram."""
        self.watch(self.screen, "focused", self._refocused, init=False)

    def show(self, snapshot: Snapshot, explaining: bool = False) -> None:
        """Draw the keys for this snapshot."""
        self._explaining = explaining
        super().show(snapshot)

    def subject(self, snapshot: Snapshot) -> object:
        """The state alone."""
        return self._state(snapshot)

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """The most needed keys first, as many as fit whole."""
        x = 1
        for key in (*STATES[self._state(snapshot)], *ALWAYS):
            name = self._spelled(key)
            if x + cells(name) + 1 + cells(key.words) > canvas.width:
                break
            end = canvas.write_spot(x, 0, f"{name} {key.words}", palette.text, f"simulate_key({key.key!r})")
            canvas.write(x, 0, name, palette.accent)
            x = end + GAP

    def _state(self, snapshot: Snapshot) -> str:
        focused = self.screen.focused if self.is_attached else None
        return state_of(snapshot, self._explaining, type(focused).__name__)

    def _refocused(self) -> None:
        if self._snapshot is not None:
            self.show(self._snapshot, self._explaining)

    def _spelled(self, key: ShownKey) -> str:
        return cast(TerminalApp, self.app).spelled(key.name) if self.is_attached else key.name
