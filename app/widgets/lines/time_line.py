"""The line of time under the loss curve: where one stands in the run, and where to go by mouse."""

from textual.events import MouseDown, MouseMove, MouseUp

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.widgets.messages import EpochChosen
from perceptop.app.wording.cell_text import cells
from perceptop.app.wording.numbers import grouped
from perceptop.core.protocol.snapshot import Snapshot

MARGIN = 1


class TimeLine(CanvasWidget):
    """One row from epoch 0 to the newest. Clicking and dragging posts `EpochChosen`."""

    DEFAULT_CSS = "TimeLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._asked: int | None = None

    def subject(self, snapshot: Snapshot) -> object:
        """Little of a snapshot is drawn here."""
        progress = snapshot.progress
        places = tuple(branch.forked_at for branch in snapshot.branches if branch.parent and branch.same_run)
        return progress.epoch, progress.reached, progress.state, progress.target, places, len(snapshot.events)

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """What was passed is a strong line, what lies ahead a faint one; forks and changes are marked on it."""
        progress = snapshot.progress
        label = f" {grouped(progress.reached)}"
        length = canvas.width - 2 * MARGIN - cells(label)
        if length < 4:
            return
        here = self._column(progress.epoch, progress.reached, length)
        canvas.fill(MARGIN, 0, here, 1, "━", palette.curve)
        canvas.fill(MARGIN + here, 0, length - here, 1, "─", palette.faint)
        for event in snapshot.events:
            canvas.write(MARGIN + self._column(event.epoch, progress.reached, length), 0, "◇", palette.accent)
        for branch in snapshot.branches:
            if branch.parent and branch.same_run:
                column = self._column(branch.forked_at, progress.reached, length)
                canvas.write(MARGIN + column, 0, "┬", palette.accent)
        canvas.write(MARGIN + here, 0, "●", palette.accent if progress.state == "history" else palette.curve)
        canvas.write(MARGIN + length, 0, label, palette.muted)

    def on_mouse_down(self, event: MouseDown) -> None:
        """Go there, and follow the mouse."""
        self.capture_mouse()
        self._go(event.x)

    def on_mouse_move(self, event: MouseMove) -> None:
        """While the button is down."""
        if self.app.mouse_captured is self:
            self._go(event.x)

    def on_mouse_up(self, event: MouseUp) -> None:
        """That far."""
        self.release_mouse()
        self._asked = None

    def epoch_at(self, x: int) -> int:
        """The epoch under a column."""
        if self._snapshot is None:
            return 0
        reached = self._snapshot.progress.reached
        length = self.size.width - 2 * MARGIN - cells(f" {grouped(reached)}")
        share = (x - MARGIN) / max(1, length - 1)
        return round(min(max(share, 0.0), 1.0) * reached)

    def _go(self, x: int) -> None:
        epoch = self.epoch_at(x)
        if epoch != self._asked:
            self._asked = epoch
            self.post_message(EpochChosen(epoch))

    @staticmethod
    def _column(epoch: int, reached: int, length: int) -> int:
        return min(length - 1, (epoch * (length - 1)) // reached) if reached else 0
