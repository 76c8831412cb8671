"""What a session says about its run besides its numbers: the explanation that is asked for, findings, call-outs."""

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from perceptop.core.diagnosis.diagnose import diagnose
from perceptop.core.diagnosis.milestones import MilestonesReached, milestones
from perceptop.core.explain.dispatch import explain, require
from perceptop.core.protocol.addresses import Address
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Answer, Callout, Finding
from perceptop.core.protocol.snapshot import Numbers, Snapshot
from perceptop.core.session.timeline.recording import Checkpoint
from perceptop.core.training.trainer import Trainer

SPAN = 0.09
"""Seconds between two explanations while a run is under way: a little less than between two epochs at ten a second."""
SHARE = 0.1
"""The share of its time that a run may spend on explaining."""
DIAGNOSIS_SPAN = 0.5
"""Seconds between two diagnoses while a run is under way."""
LINGER = 2.0
"""Seconds that findings stay then after they were last made, so that one on the edge does not come and go."""


class Commentary:
    """While a run rests all is of its present weights; under way, as fresh as it may be. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._count, self._called = 0, 0
        self._asked: Address | None = None
        self._answer: Answer | None = None
        self._milestones: WeakKeyDictionary[Checkpoint, tuple[MilestonesReached, tuple[Callout, ...]]] = (
            WeakKeyDictionary()
        )
        self._run: Checkpoint | None = None
        self._reached = MilestonesReached()
        self._callouts: tuple[Callout, ...] = ()

    def turn_to(self, run: Checkpoint) -> None:
        """To the run that begins with that: nothing is known of it but the milestones that were called out already.

        What is asked for stays asked for.
        """
        if self._run is not None:
            self._milestones[self._run] = self._reached, self._callouts
        self._run = run
        self._explained_of: object = None
        self._explain_at = self._diagnose_at = self._found_at = float("-inf")
        self._diagnosed_of: object = None
        self._findings: tuple[Finding, ...] = ()
        self._reached, self._callouts = self._milestones.get(run, (MilestonesReached(), ()))

    def ask(self, address: Address | None, trainer: Trainer) -> None:
        """Explain that from now on, or nothing. `BadInput`, and nothing changed, where there is no such thing."""
        if address is not None:
            require(trainer, address)
        self._asked, self._answer = address, None
        self._explained_of, self._explain_at = None, float("-inf")

    @property
    def asked(self) -> bool:
        """Whether anything is to be explained."""
        return self._asked is not None

    def look(self, numbers: Numbers, trainer: Trainer, resting: bool) -> None:
        """Explain anew where `numbers`, those of the trainer's present weights, are others than last time: while a run
        rests at once, else when it is time to.
        """
        if self._asked is None or numbers is self._explained_of:
            return
        begin = self._clock()
        if not resting and begin < self._explain_at:
            return
        self._count += 1
        with np.errstate(all="ignore"):
            explanation = explain(trainer, Link(self._asked, numbers.chosen))
        self._answer, self._explained_of = Answer(self._count, trainer.epoch, explanation), numbers
        self._explain_at = begin + max(SPAN, (self._clock() - begin) / SHARE)

    def added_to(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with all that there is to say of it."""
        self._diagnose(snapshot)
        self._reached, found = milestones(self._reached, snapshot)
        self._callouts += found
        self._called += len(found)
        return replace(
            snapshot, answer=self._answer, findings=self._findings, callouts=self._callouts, called=self._called
        )

    def _diagnose(self, snapshot: Snapshot) -> None:
        now, busy = self._clock(), snapshot.progress.busy
        of = snapshot.numbers, snapshot.progress.state
        if of == self._diagnosed_of or (busy and now < self._diagnose_at):
            return
        found = diagnose(snapshot)
        self._diagnosed_of, self._diagnose_at = of, now + DIAGNOSIS_SPAN
        if found:
            self._found_at = now
        if found or not busy or now >= self._found_at + LINGER:
            self._findings = found
