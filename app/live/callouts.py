"""Call-outs: the milestones of the last seconds that are new, in lines of their own."""

import time
from collections.abc import Callable, Iterable

from perceptop.app.widgets.lines.callout_line import CalloutLine
from perceptop.core.protocol.remarks import OF_EVERY_RUN, Callout
from perceptop.core.protocol.snapshot import Snapshot

SECONDS = 4.0
"""How long a call-out is shown."""


class Callouts:
    """Finds out which milestones of a snapshot are new, and shows each of them for some seconds.

    `lines` returns the lines to show them in, `clock` the time in seconds.
    """

    def __init__(
        self,
        lines: Callable[[], Iterable[CalloutLine]] = tuple,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.enabled = True
        self.clock = clock
        self._lines = lines
        self._called = 0
        self._shown: list[tuple[float, Callout]] = []

    def update(self, snapshot: Snapshot) -> None:
        """Show what this snapshot has reached."""
        if self.enabled:
            self.hear(snapshot)
        else:
            self.skip(snapshot)
        self.refresh()

    def hear(self, snapshot: Snapshot) -> None:
        """Add the milestones that are new in this snapshot."""
        new = snapshot.callouts[max(len(snapshot.callouts) - (snapshot.called - self._called), 0) :]
        self.skip(snapshot)
        # That a run begins is seen; when its rows are solved is news.
        self._shown += [(self.clock() + SECONDS, each) for each in new if each.name not in OF_EVERY_RUN]

    def skip(self, snapshot: Snapshot) -> None:
        """Count the milestones of this snapshot as old, without showing them."""
        self._called = snapshot.called

    def toggle(self) -> str:
        """Turn call-outs on or off; return a sentence that says which."""
        self.enabled = not self.enabled
        self._shown = []
        self.refresh()
        return f"Call-outs are {'on' if self.enabled else 'off'}."

    @property
    def current(self) -> tuple[Callout, ...]:
        """The call-outs that are shown now, the newest last."""
        if self._shown:
            now = self.clock()
            self._shown = [(end, callout) for end, callout in self._shown if now < end]
        return tuple(callout for _, callout in self._shown)

    def refresh(self) -> None:
        """Bring the lines up to date. A run that rests sends no snapshots, and its call-outs end all the same."""
        current = self.current
        for line in self._lines():
            line.say(current)
