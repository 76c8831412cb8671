"""A trial run: runs on from a state of a run on a trainer of its own, and turns back, as often as needed."""

from collections.abc import Iterator, Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.changes import Event
from perceptop.core.session.timeline.apply_change import apply_change
from perceptop.core.session.timeline.run_to_end import advance_to
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.trainer_state import TrainerState

MOST_EPOCHS = 1_000
MOST_WORK = 30_000_000
"""Multiplications in all epochs of a trial run: some tenths of a second."""
MOST_UPDATES = 4_000


class TrialRun:
    """The future of `state`, up to the epoch `limit` of the run if it has one; none unless it `goes_on`.

    `trainer` is used for nothing else. `events` are the changes recorded after this state, to be repeated.
    """

    def __init__(
        self,
        trainer: Trainer,
        state: TrainerState,
        events: Sequence[Event] = (),
        limit: int | None = None,
        goes_on: bool = True,
    ) -> None:
        self.trainer, self.state, self.events = trainer, state, events
        self.dataset = self.turn_back().dataset
        self.reach = self._reach(limit) if goes_on else 0
        """The number of epochs that may be run: fewer if they take long, or if the run ends before."""

    def _reach(self, limit: int | None) -> int:
        trainer, state = self.trainer, self.state
        if state.batch or state.diverged_at is not None:
            return 0
        work = trainer.network.theta.size * len(self.dataset)
        most = min(MOST_EPOCHS, MOST_WORK // work, MOST_UPDATES // trainer.batches_per_epoch)
        return most if limit is None or limit <= state.epoch else min(most, limit - state.epoch)

    def turn_back(self) -> Trainer:
        """Return the trainer, at the state that it begins with."""
        self.trainer.restore(self.state)
        return self.trainer

    def changes_within(self, epochs: int) -> bool:
        """Return whether the recording has a change within that many epochs."""
        return any(event.epoch < self.state.epoch + epochs for event in self.events)

    def ahead(self, epochs: int) -> Iterator[EpochBlock]:
        """Run on: the present epoch and the `epochs` after it, in blocks, fewer if it diverges.

        A block's outputs are overwritten by the next one. The trainer is at the last epoch afterwards.
        """
        trainer = self.turn_back()
        end = trainer.epoch + epochs, 0
        for event in self.events:
            if event.position <= end:
                yield from advance_to(trainer, event.position)
                if trainer.diverged_at is None:
                    apply_change(trainer, event.change)
        yield from advance_to(trainer, end)
        yield trainer.present()

    def after(self, epochs: int) -> Trainer | None:
        """Return the trainer after that many epochs; None if it diverges before."""
        for _ in self.ahead(epochs):
            pass
        return self.trainer if self.trainer.diverged_at is None else None

    def outputs(self, epochs: int) -> Array | None:
        """Return the outputs of the present epoch and those after it, `(epochs + 1, examples, outputs)`; None if it
        diverges.
        """
        found = np.concatenate([np.swapaxes(block.outputs, 1, 2).copy() for block in self.ahead(epochs)])
        return found if self.trainer.diverged_at is None else None
