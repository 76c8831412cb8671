"""A widget with an axis of epochs: a click and a drag go to an epoch, the wheel goes on and back."""

from textual.events import Leave, MouseDown, MouseMove, MouseUp

from perceptop.app.widgets.canvas_widget import WheelWidget
from perceptop.app.widgets.messages import EpochChosen, EpochsMoved


class EpochAxis(WheelWidget):
    """Posts `EpochChosen` for a place on its axis, `EpochsMoved` for the wheel."""

    _asked: int | None = None

    def epoch_at(self, x: int, y: int) -> int | None:
        """Return the epoch at a cell of the content; None if that is not on the axis."""
        raise NotImplementedError

    def on_mouse_down(self, event: MouseDown) -> None:
        """Go there, and follow the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and self.epoch_at(offset.x, offset.y) is not None:
            self.capture_mouse()
            self._go(self.epoch_at(offset.x, offset.y))

    def on_mouse_move(self, event: MouseMove) -> None:
        """Follow it while the button is down."""
        if self.app.mouse_captured is self:
            offset = event.get_content_offset_capture(self)
            self._go(self.epoch_at(offset.x, min(max(offset.y, 0), self.size.height - 1)))

    def on_mouse_up(self, _: MouseUp) -> None:
        """That far."""
        self.release_mouse()
        self._asked = None

    def on_leave(self, _: Leave) -> None:
        """Follow it no more."""
        self._asked = None

    def turn(self, step: int) -> None:
        """Go an epoch back, or an epoch on, as far as the run has been."""
        # Beyond the newest epoch a run is trained by keys, not by a turn of the wheel too many.
        if self._snapshot is not None and (step < 0 or self._snapshot.progress.state == "history"):
            self.post_message(EpochsMoved(step))

    def _go(self, epoch: int | None) -> None:
        if epoch is not None and epoch != self._asked:
            self._asked = epoch
            self.post_message(EpochChosen(epoch))
