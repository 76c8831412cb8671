"""What is said of a run beside its numbers: the explanation that is asked for, findings, and call-outs."""

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from perceptop.core.diagnosis.diagnose import diagnose
from perceptop.core.diagnosis.milestones import MilestonesReached, milestones
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.explain.dispatch import explain, require
from perceptop.core.protocol.addresses import Address
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Answer, Callout, Finding
from perceptop.core.protocol.snapshot import Numbers, Snapshot
from perceptop.core.session.timeline.recording import Checkpoint
from perceptop.core.session.timeline.timeline import Timeline

SPAN = 0.09
"""Seconds between two explanations while a run is under way: a little less than between two epochs at ten a second."""
SHARE = 0.1
"""The share of its time that a run may spend on explaining."""
DIAGNOSIS_SPAN = 0.5
"""Seconds between two diagnoses while a run is under way."""
LINGER = 2.0
"""Seconds that findings are kept after they last held, so that one near a limit does not flicker."""


class Commentary:
    """At rest all is of the present weights; under way it is as new as its time allows. `clock` gives seconds."""

    def __init__(self, timeline: Timeline, clock: Callable[[], float]) -> None:
        self._timeline, self._clock = timeline, clock
        self._count, self._called = 0, 0
        self._asked: Address | None = None
        self._answer: Answer | None = None
        self._milestones: WeakKeyDictionary[Checkpoint, tuple[MilestonesReached, tuple[Callout, ...]]] = (
            WeakKeyDictionary()
        )
        self._run: Checkpoint | None = None
        self._reached = MilestonesReached()
        self._callouts: tuple[Callout, ...] = ()

    def begin_run(self) -> None:
        """Begin the present branch's run anew, or go on with it: only its milestones are kept.

        The question that was asked is kept too.
        """
        if self._run is not None:
            self._milestones[self._run] = self._reached, self._callouts
        self._run = self._timeline.branch.start
        self._explained_from: object = None
        self._explain_at = self._diagnose_at = self._found_at = float("-inf")
        self._diagnosed_from: object = None
        self._findings: tuple[Finding, ...] = ()
        self._reached, self._callouts = self._milestones.get(self._run, (MilestonesReached(), ()))

    def ask(self, address: Address | None) -> None:
        """Explain that address from now on; None for nothing. `BadInput`, and nothing changed, if it does not exist."""
        if address is not None:
            require(self._timeline.trainer, address)
        self._asked, self._answer = address, None
        self._explained_from, self._explain_at = None, float("-inf")

    def follow(self) -> None:
        """Explain nothing more if the present trainer's network has no such address."""
        try:
            if self._asked is not None:
                require(self._timeline.trainer, self._asked)
        except BadInput:
            self.ask(None)

    @property
    def asked(self) -> bool:
        """Whether anything is to be explained."""
        return self._asked is not None

    def refresh(self, numbers: Numbers, at_rest: bool) -> None:
        """Explain anew if `numbers`, those of the present weights, are not those of last time: at once if the run is
        at rest, else when it is time to.
        """
        if self._asked is None or numbers is self._explained_from:
            return
        begin = self._clock()
        if not at_rest and begin < self._explain_at:
            return
        trainer = self._timeline.trainer
        self._count += 1
        with np.errstate(all="ignore"):
            explanation = explain(trainer, Link(self._asked, numbers.chosen))
        self._answer, self._explained_from = Answer(self._count, trainer.epoch, explanation), numbers
        self._explain_at = begin + max(SPAN, (self._clock() - begin) / SHARE)

    def added_to(self, snapshot: Snapshot) -> Snapshot:
        """Return the snapshot with answer, findings and call-outs."""
        self._diagnose(snapshot)
        self._reached, found = milestones(self._reached, snapshot)
        self._callouts += found
        self._called += len(found)
        return replace(
            snapshot, answer=self._answer, findings=self._findings, callouts=self._callouts, called=self._called
        )

    def _diagnose(self, snapshot: Snapshot) -> None:
        now, busy = self._clock(), snapshot.progress.busy
        source = snapshot.numbers, snapshot.progress.state
        if source == self._diagnosed_from or (busy and now < self._diagnose_at):
            return
        found = diagnose(snapshot)
        self._diagnosed_from, self._diagnose_at = source, now + DIAGNOSIS_SPAN
        if found:
            self._found_at = now
        if found or not busy or now >= self._found_at + LINGER:
            self._findings = found
