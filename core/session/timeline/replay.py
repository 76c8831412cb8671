"""A trainer on its tape: goes forward through what is known and on into what is not, and back to any epoch of it."""

from collections.abc import Callable
from dataclasses import replace

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import Change, Edit, Event
from perceptop.core.session.timeline.apply_change import apply_change, target_of
from perceptop.core.session.timeline.recording import Checkpoint, Recording
from perceptop.core.training.epoch_block import EpochBlock, Halt, never
from perceptop.core.training.stopping import StopCheck
from perceptop.core.training.trainer import Trainer

LONG_EPOCH = 1_000_000
"""Multiplications in an epoch from which it is done batch by batch, so that commands can be taken up in between."""


class Replay:
    """Moves `trainer` along `tape`. Whatever the way to an epoch, the bits there are those of the straight run.

    `passed` is called with each stretch that is passed through, known or new.
    """

    def __init__(
        self, trainer: Trainer, tape: Recording, check: StopCheck, passed: Callable[[EpochBlock], None]
    ) -> None:
        self.trainer, self.tape, self.check = trainer, tape, check
        self._passed = passed
        self._applied = len(tape.events)
        self._begun_epoch = -1

    @property
    def position(self) -> tuple[int, int]:
        """Epochs done, and batches of the next."""
        return self.trainer.epoch, self.trainer.batch

    @property
    def in_history(self) -> bool:
        """Whether the run has been further than this already."""
        return self.position < self.tape.reached

    def forward(self, most: int, watch: Halt = never) -> None:
        """At most `most` epochs on: one stretch, or of a long epoch one batch.

        In the past it replays and ends nowhere by itself; at its newest it trains and may set `trainer.stopped`.
        `watch` may halt it at an epoch of the past and of the present.
        """
        trainer = self.trainer
        most = self._bounded(most)
        if self.long_epochs:
            self._one_batch(watch)
        elif most == 0:
            trainer.advance_batches(self._event_batch() - trainer.batch)
        else:
            self._one_stretch(most, watch)
        self._arrive()

    def settle(self) -> None:
        """Look at the present state for a reason to end, where nothing may be trained after it for a while."""
        if self.trainer.stopped is None and self.trainer.batch == 0 and not self.in_history:
            self.trainer.stop_if_met(self.check)
            self.tape.stopped = self.trainer.stopped

    def batch(self) -> None:
        """One batch on."""
        if self.trainer.batches_per_epoch == 1:
            self.forward(1)
        else:
            self._one_batch(never)
            self._arrive()

    def towards(self, target: tuple[int, int]) -> bool:
        """A piece of the way on to a place of the past, in epochs and batches; whether it is reached."""
        if self.trainer.epoch < target[0]:
            self.forward(target[0] - self.trainer.epoch)
        elif self.position < target:
            self.batch()
        return self.position >= target

    def rewind(self, epoch: int, batch: int = 0) -> None:
        """Stand where it is shortest to go `towards` a place of the past: here, or at the last state kept before it."""
        checkpoint = self.tape.before(epoch)
        if not (checkpoint.state.epoch, 0) <= self.position <= (epoch, batch):
            self._restore(checkpoint)

    def start_over(self) -> None:
        """Stand at the beginning, also where the trainer has been on another tape meanwhile."""
        self._restore(self.tape.checkpoints[0])

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.trainer.restore(checkpoint.state)
        self._applied = checkpoint.applied
        self._apply_due()
        self._end_where_it_ended()

    def change(self, change: Change | Edit) -> None:
        """Make a change at the newest state and log it. `BadInput` in the past: that must be forked first."""
        if self.in_history:
            raise BadInput("history cannot be changed: f forks the run here, and the fork can")
        self._make(change)
        self.tape.events.append(Event(*self.position, change))
        self._applied = len(self.tape.events)
        self.tape.stopped = self.trainer.stopped = None

    def _arrive(self) -> None:
        self._apply_due()
        self.tape.note(self.trainer, self._applied)
        if self.costly_epochs and self.trainer.batch == 0:
            self.tape.note_recent(self.trainer, self._applied)
        self._end_where_it_ended()

    def _end_where_it_ended(self) -> None:
        if self.position == self.tape.reached and self.tape.stopped:
            self.trainer.stopped = self.tape.stopped

    @property
    def costly_epochs(self) -> bool:
        """Whether recomputing epochs takes a time that is felt."""
        return self.trainer.network.theta.size * len(self.trainer.dataset) > LONG_EPOCH

    @property
    def long_epochs(self) -> bool:
        """Whether an epoch is done batch by batch."""
        return self.costly_epochs and self.trainer.batches_per_epoch > 1

    def _bounded(self, most: int) -> int:
        """How many of these epochs there are before something else is to be done: an event, the end of the past."""
        epoch = self.trainer.epoch
        ends = [epoch + most]
        if not self.in_history:
            ends.append(self.tape.next_checkpoint(epoch))
        else:
            ends.append(self.tape.reached[0])
        if self._applied < len(self.tape.events):
            ends.append(self.tape.events[self._applied].epoch)
        return max(0, min(ends) - epoch)

    def _event_batch(self) -> int:
        """The batch, within the present epoch, of the next event or of the newest state."""
        places = [self.tape.reached]
        if self._applied < len(self.tape.events):
            places.append(self.tape.events[self._applied].position)
        return min(place[1] for place in places if place[0] == self.trainer.epoch)

    def _one_stretch(self, most: int, watch: Halt) -> None:
        check = None if self.in_history else self.check
        self._passed(self.trainer.advance_until(check, most, watch))
        if check:
            self.tape.stopped = self.trainer.stopped

    def _one_batch(self, watch: Halt) -> None:
        trainer = self.trainer
        if trainer.batch == 0 and self._begun_epoch != trainer.epoch:
            self._begun_epoch = trainer.epoch
            present = trainer.present()
            if not self.in_history:
                self.settle()
            if trainer.stopped or watch(present) is not None:
                return
            self._passed(present)
        trainer.advance_batches(1)

    def _apply_due(self) -> None:
        """Apply the events of the past that stand at this very place."""
        events = self.tape.events
        while self._applied < len(events) and events[self._applied].position <= self.position:
            self._make(events[self._applied].change)
            self._applied += 1

    def _make(self, change: Change | Edit) -> None:
        apply_change(self.trainer, change)
        if isinstance(change, Change) and change.setting == "target_loss":
            self.check = StopCheck(replace(self.check.stopping, target_loss=target_of(change)))
