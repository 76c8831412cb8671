"""What is kept of a run so that any epoch of it can be restored: checkpoints, and the changes made on the way.

A state is never kept for every epoch. Between two checkpoints the run is recomputed, which gives the same bits; so
the places of the checkpoints decide how long a jump takes, and nothing else.
"""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field

from perceptop.core.protocol.changes import Event
from perceptop.core.training.stopping import Stop
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.trainer_state import TrainerState

MOST_BYTES = 48 * 1024**2
"""Bytes that the checkpoints of one recording may take up."""
BYTES_OF_FORMER_RUN = 6 * 1024**2
"""Bytes that the checkpoints of a run may take up after it was left for another one."""
MOST_CHECKPOINTS = 2048
MOST_RECENT = 16
RECENT_BYTES = 16 * 1024**2
"""Bytes that the last few states may take up if an epoch takes long: they make a step back quick."""
SPACING = 128
"""Epochs between two checkpoints at first; doubled, and every other one dropped, when there is no more room."""


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A state between two epochs, and how many of the recording's events had been applied by then."""

    state: TrainerState
    applied: int


@dataclass(frozen=True)
class Resumption:
    """What the stopping conditions of a saved run knew at its newest state: the epoch and loss that a plateau is
    measured from; past the end of a run, the target loss that was set there.
    """

    before: tuple[int, float] | None = None
    target_loss: float | None = None


@dataclass
class Recording:
    """The past of one run, from `checkpoints[0]` to `reached`, in epochs and batches of the next epoch.

    `stopped` is why the run ended at `reached`, None if it did not. `past_end` is whether it was played past an end.
    `resumption` is for one that was read from a file, until it has been replayed to `reached`.
    """

    checkpoints: list[Checkpoint]
    events: list[Event] = field(default_factory=list)
    reached: tuple[int, int] = (0, 0)
    stopped: Stop | None = None
    past_end: bool = False
    resumption: Resumption | None = None
    spacing: int = SPACING
    recent: deque[Checkpoint] = field(default_factory=deque)

    @classmethod
    def of(cls, trainer: Trainer) -> "Recording":
        """A recording that begins with the trainer's present state."""
        return cls([Checkpoint(trainer.state(), 0)], reached=(trainer.epoch, trainer.batch))

    def note(self, trainer: Trainer, applied: int) -> None:
        """Count the trainer's present state as reached, and keep it if the next checkpoint is due."""
        self.reached = max(self.reached, (trainer.epoch, trainer.batch))
        if trainer.batch == 0 and trainer.epoch >= self.checkpoints[-1].state.epoch + self.spacing:
            self.checkpoints.append(Checkpoint(trainer.state(), applied))
            if len(self.checkpoints) > self._most:
                self._thin()

    def next_checkpoint(self, epoch: int) -> int:
        """The first epoch after `epoch` at which `note` keeps a state."""
        return max(self.checkpoints[-1].state.epoch + self.spacing, epoch + 1)

    def before(self, epoch: int) -> Checkpoint:
        """The last state kept at or before an epoch."""
        place = bisect_right(self.checkpoints, epoch, key=lambda checkpoint: checkpoint.state.epoch)
        found = self.checkpoints[max(place - 1, 0)]
        near = (checkpoint for checkpoint in self.recent if checkpoint.state.epoch <= epoch)
        return max([found, *near], key=lambda checkpoint: checkpoint.state.epoch)

    def note_recent(self, trainer: Trainer, applied: int) -> None:
        """Keep the trainer's present state beside the checkpoints, as one of the last few that were passed."""
        state = trainer.state()
        self.recent.append(Checkpoint(state, applied))
        while len(self.recent) > max(2, min(MOST_RECENT, RECENT_BYTES // max(1, state.size))):
            self.recent.popleft()

    def fork(self, epoch: int, batch: int) -> "Recording":
        """A recording with the same past up to that place, and no future."""
        past = [checkpoint for checkpoint in self.checkpoints if (checkpoint.state.epoch, 0) <= (epoch, batch)]
        events = [event for event in self.events if event.position <= (epoch, batch)]
        return Recording(
            past or self.checkpoints[:1], events, (epoch, batch), past_end=self.past_end, spacing=self.spacing
        )

    def shrink(self) -> None:
        """Drop states of a run that is left for another one; going back in it may take longer afterwards."""
        self.recent.clear()
        while len(self.checkpoints) > 2 and self.size > BYTES_OF_FORMER_RUN:
            self._thin()

    @property
    def size(self) -> int:
        """Bytes that the states take up."""
        return sum(checkpoint.state.size for checkpoint in (*self.checkpoints, *self.recent))

    @property
    def _most(self) -> int:
        return max(2, min(MOST_CHECKPOINTS, MOST_BYTES // max(1, self.checkpoints[-1].state.size)))

    def _thin(self) -> None:
        self.spacing *= 2
        first, *others = self.checkpoints
        kept = [first]
        for checkpoint in others:
            if checkpoint.state.epoch >= kept[-1].state.epoch + self.spacing:
                kept.append(checkpoint)
        self.checkpoints = kept
