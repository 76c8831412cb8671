"""What is called out at the moment: the milestones of the last seconds that are news."""

import time
from collections.abc import Callable

from perceptop.core.protocol.remarks import Callout
from perceptop.core.protocol.snapshot import Snapshot

STAY = 4.0
"""Seconds that a call-out stands."""


class Callouts:
    """Hears snapshots, and says what is news of their milestones. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._called = 0
        self._greeted: set[str] = set()
        self._standing: list[tuple[float, Callout]] = []

    def hear(self, snapshot: Snapshot) -> None:
        """What is called out for the first time stands from now on."""
        new = snapshot.callouts[max(len(snapshot.callouts) - (snapshot.called - self._called), 0) :]
        self.pass_over(snapshot)
        for callout in new:
            # The first pass and the first update are the same in every run; when rows are solved is not.
            if callout.epoch > 1 or callout.name not in self._greeted:
                self._greeted.add(callout.name)
                self._standing.append((self._clock() + STAY, callout))

    def pass_over(self, snapshot: Snapshot) -> None:
        """What is called out by now is no news any longer."""
        self._called = snapshot.called

    def be_silent(self) -> None:
        """Nothing stands any longer."""
        self._standing = []

    @property
    def standing(self) -> tuple[Callout, ...]:
        """What is to be seen now, the newest last."""
        if self._standing:
            now = self._clock()
            self._standing = [(end, callout) for end, callout in self._standing if now < end]
        return tuple(callout for _, callout in self._standing)
