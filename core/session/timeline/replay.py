"""Moves a trainer along its recording: through what is recorded, on beyond it by training, and back to any epoch."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import AnyChange, Change, Event
from perceptop.core.session.timeline.apply_change import apply_change, target_of
from perceptop.core.session.timeline.recording import Checkpoint, Recording, Resumption
from perceptop.core.training.epoch_block import EpochBlock, Halt, never
from perceptop.core.training.stopping import Stop, StopCheck, Stopping
from perceptop.core.training.trainer import Trainer

LONG_EPOCH = 1_000_000
"""Multiplications in an epoch from which it is done batch by batch, so that commands can be carried out in between."""


class Replay:
    """Moves `trainer` along `recording`. Whatever the way to an epoch, the bits there are those of the straight run.

    `on_block` is called with each block of epochs that is passed, recorded or new. Why the run ended is kept in
    `recording.stopped` alone; whether the present weights are evaluated, by the trainer alone.
    """

    def __init__(
        self, trainer: Trainer, recording: Recording, check: StopCheck, on_block: Callable[[EpochBlock], None]
    ) -> None:
        self.trainer, self.recording, self.check = trainer, recording, check
        self._on_block = on_block
        self._applied = len(recording.events)

    @property
    def position(self) -> tuple[int, int]:
        """Epochs done, and batches of the next."""
        return self.trainer.epoch, self.trainer.batch

    @property
    def in_history(self) -> bool:
        """Whether the recording goes on after this position."""
        return self.position < self.recording.reached

    @property
    def stopped(self) -> Stop | None:
        """Why the run ended at this position; None if it did not."""
        return None if self.in_history else self.recording.stopped

    @property
    def evaluated(self) -> bool:
        """Whether loss and outputs of the present weights are computed, so that asking for them costs nothing."""
        return self.trainer.loop.runner.known

    def evaluate_piece(self) -> None:
        """Put some more examples through the present weights."""
        self.trainer.loop.runner.look_on()

    def present(self) -> EpochBlock:
        """The present state as a block of one epoch."""
        return self.trainer.present()

    def forward(self, most: int, watch: Halt = never) -> None:
        """Advance by at most `most` epochs: one block, or one batch if epochs are long.

        In history it replays, and no stopping condition is checked; at the newest state it trains and may set
        `stopped`. `watch` may halt it at an epoch of either.
        """
        trainer = self.trainer
        most = self._bounded(most)
        if self.long_epochs:
            self._one_batch(watch)
        elif most == 0:
            if trainer.batch == 0:
                # The epoch in which a change comes between two batches is passed in pieces.
                self._on_block(trainer.present())
            trainer.loop.advance_batches(self._event_batch() - trainer.batch)
        else:
            self._one_block(most, watch)
        self._arrive()

    def check_end(self) -> None:
        """Check the stopping conditions at the present state, if nothing may be trained after it for a while."""
        if self.stopped is None and self.trainer.batch == 0 and not self.in_history:
            self.trainer.loop.stopped = None
            self.trainer.loop.stop_if_met(self.check)
            self.recording.stopped = self.trainer.stopped

    def advance_batch(self) -> None:
        """Advance by one batch."""
        if self.trainer.batches_per_epoch == 1:
            self.forward(1)
        else:
            self._one_batch(never)
            self._arrive()

    def towards(self, target: tuple[int, int]) -> bool:
        """Advance a piece of the way to a later position of the recording; return whether there is no more of it."""
        if self.trainer.epoch < target[0]:
            self.forward(target[0] - self.trainer.epoch)
        elif self.position < target:
            self.advance_batch()
        return self.position >= target or self.stopped is not None

    def rewind(self, epoch: int, batch: int = 0) -> None:
        """Prepare to go `towards` a position of the recording: stay if it is ahead and no state kept is nearer to it,
        else restore that state.
        """
        checkpoint = self.recording.before(epoch)
        if not (checkpoint.state.epoch, 0) <= self.position <= (epoch, batch):
            self._restore(checkpoint)

    def start_over(self) -> None:
        """Restore the beginning, also if the trainer has been on another recording meanwhile."""
        self._restore(self.recording.checkpoints[0])

    def change_all(self, changes: Sequence[AnyChange]) -> None:
        """Make changes at the newest state and log them. `BadInput`, and none is made, if one of them does not fit, or
        in history: that must be forked first.
        """
        if self.in_history:
            raise BadInput("history cannot be changed: f forks the run here, and the fork can")
        before, check = self.trainer.state(), self.check
        try:
            for change in changes:
                self._make(change)
        except BadInput:
            self.trainer.restore(before)
            self.check = check
            raise
        self.recording.events += [Event(*self.position, change) for change in changes]
        self._applied = len(self.recording.events)
        self.recording.stopped = None

    @property
    def costly_epochs(self) -> bool:
        """Whether recomputing epochs takes a time that is felt."""
        return self.trainer.network.theta.size * len(self.trainer.dataset) > LONG_EPOCH

    @property
    def long_epochs(self) -> bool:
        """Whether an epoch is done batch by batch."""
        return self.costly_epochs and self.trainer.batches_per_epoch > 1

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.trainer.restore(checkpoint.state)
        self._applied = checkpoint.applied
        self._apply_due()

    def _arrive(self) -> None:
        self._apply_due()
        if self.recording.resumption is not None and not self.in_history:
            self._resume(self.recording.resumption)
        self.recording.note(self.trainer, self._applied)
        if self.costly_epochs and self.trainer.batch == 0:
            self.recording.note_recent(self.trainer, self._applied)

    def _bounded(self, most: int) -> int:
        """How many of `most` epochs come before the next event, the end of history, or the next checkpoint."""
        epoch = self.trainer.epoch
        ends = [epoch + most]
        if not self.in_history:
            ends.append(self.recording.next_checkpoint(epoch))
        else:
            ends.append(self.recording.reached[0])
        if self._applied < len(self.recording.events):
            ends.append(self.recording.events[self._applied].epoch)
        return max(0, min(ends) - epoch)

    def _event_batch(self) -> int:
        """The batch, within the present epoch, of the next event or of the newest state."""
        places = [self.recording.reached]
        if self._applied < len(self.recording.events):
            places.append(self.recording.events[self._applied].position)
        return min(place[1] for place in places if place[0] == self.trainer.epoch)

    def _one_block(self, most: int, watch: Halt) -> None:
        trainer, check = self.trainer, None if self.in_history else self.check
        trainer.loop.stopped = None
        self._on_block(trainer.loop.advance_until(check, most, watch))
        if check:
            self.recording.stopped = trainer.stopped
        elif trainer.stopped:
            self._end_here(trainer.stopped)

    def _resume(self, saved: Resumption) -> None:
        """Go on with the stopping conditions as they were when the run was saved."""
        past_end = self.recording.past_end
        stopping = Stopping(target_loss=saved.target_loss) if past_end else self.check.stopping
        self.check = StopCheck(stopping, saved.before)
        self.recording.resumption = None
        self.check_end()

    def _end_here(self, diverged: Stop) -> None:
        """Cut the recording where the run diverges: events of a file may lie beyond the last epoch it can reach."""
        self.recording.resumption = None
        self.recording.reached, self.recording.stopped = self.position, diverged
        del self.recording.events[self._applied :]

    def _one_batch(self, watch: Halt) -> None:
        trainer = self.trainer
        if trainer.batch == 0:
            present = trainer.present()
            self.check_end()
            if self.stopped or watch(present) is not None:
                return
            self._on_block(present)
        trainer.loop.advance_batches(1)

    def _apply_due(self) -> None:
        """Apply the recorded events up to this position."""
        events = self.recording.events
        while self._applied < len(events) and events[self._applied].position <= self.position:
            self._make(events[self._applied].change)
            self._applied += 1

    def _make(self, change: AnyChange) -> None:
        apply_change(self.trainer, change)
        if isinstance(change, Change) and change.setting == "target_loss":
            self.check = StopCheck(replace(self.check.stopping, target_loss=target_of(change)))
