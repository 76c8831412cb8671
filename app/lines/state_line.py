"""What the lines at top and bottom have in common: both tell the state, also while it is only asked for."""

from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.core.protocol.snapshot import Snapshot


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
