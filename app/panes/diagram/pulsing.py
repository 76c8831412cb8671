"""A diagram in which what has just happened is seen for a moment, when it happens slowly."""

from time import monotonic

from textual.timer import Timer

from perceptop.app.panes.diagram.pulse import Pulse, pulse_between
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.snapshot import Snapshot

BEATS_PER_SECOND = 20


class Pulsing(Pane):
    """Draws itself again by the clock while there is a pulse; the run knows nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self._pulse: Pulse | None = None
        self._began = 0.0
        self._beats: Timer | None = None

    def on_mount(self) -> None:
        """A clock that stands still until something happens."""
        self._beats = self.set_interval(1 / BEATS_PER_SECOND, self._beat, pause=True)

    @property
    def pulse(self) -> tuple[Pulse, float] | None:
        """What is to be seen now, and its age from 0 to 1."""
        if self._pulse is None:
            return None
        age = (monotonic() - self._began) / self._pulse.seconds
        return (self._pulse, age) if age < 1 else None

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on, and for a moment what has led to it."""
        pulse = pulse_between(self._snapshot, snapshot)
        if pulse is not None and self._beats is not None and self.app.animation_level != "none":
            self._pulse, self._began = pulse, monotonic()
            self._beats.resume()
        super().show(snapshot)

    def _beat(self) -> None:
        if self.pulse is None:
            self._pulse = None
            if self._beats is not None:
                self._beats.pause()
        elif getattr(self.app, "is_behind", False):
            # A terminal that has not read the last beat gets the next one later.
            return
        self.redraw()
