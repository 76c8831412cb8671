"""What is shown of a trainer: one moment of it, looked at no oftener than it must be.

A look at all examples takes as long as a part of an epoch. Of a long epoch under way what is shown is its beginning;
and a command is answered first, and the place where it makes the run rest is looked at then.
"""

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.commands import (
    Choose,
    Command,
    Fork,
    NextExample,
    NextPhase,
    Pause,
    Play,
    SetSpeed,
    Step,
    Want,
    WatchFor,
)
from perceptop.core.protocol.snapshot import Numbers
from perceptop.core.session.capture import Capture
from perceptop.core.training.trainer import Trainer

STAYING = Choose | SetSpeed | WatchFor | Want | Play | Pause | Step | Fork | NextExample | NextPhase
"""Commands that leave the run where it is, or let it go on from there."""


class SnapshotCache:
    """The moment that is shown, and its numbers for the chosen example."""

    def __init__(self) -> None:
        self._moment: Capture | None = None
        self._numbers: Numbers | None = None

    @property
    def outputs(self) -> Array | None:
        """The outputs of all examples then."""
        return self._moment.outputs if self._moment else None

    def take(self, trainer: Trainer, walked: int | None) -> None:
        """Show the present moment of a trainer, of whose batch so many examples have been walked through."""
        self._moment, self._numbers = Capture.of(trainer, walked), None

    def forget(self) -> None:
        """What was shown is not to be seen any more."""
        self._moment = self._numbers = None

    def heed(self, command: Command, known: bool, explaining: bool) -> None:
        """Forget what a command has made another. `known` is whether the present moment costs nothing to look at;
        what is being explained must be of the very weights that are shown.
        """
        walked = self._moment is not None and self._moment.walked is not None
        if explaining or not isinstance(command, STAYING) or (walked and known):
            self.forget()

    def is_of(self, position: tuple[int, int]) -> bool:
        """Whether what is shown is of that epoch and batch."""
        return self._moment is not None and self._moment.at == position

    def must_be_taken(self, position: tuple[int, int], walked: int | None, resting: bool) -> bool:
        """Whether there is nothing to be shown, or not what there is to see where a run rests."""
        if self._moment is None:
            return True
        return resting and (self._moment.at, self._moment.walked) != (position, walked)

    def numbers(self, chosen: int) -> Numbers:
        """The numbers around an example; the same ones as long as nothing is new."""
        assert self._moment is not None
        if self._numbers is None or self._numbers.chosen != chosen:
            self._numbers = self._moment.numbers(chosen)
        return self._numbers

    def place(self, position: tuple[int, int], batches: int) -> tuple[int, int]:
        """A trainer's epoch and batch as they are told: an epoch has not ended until its end has been looked at."""
        epoch, batch = position
        return position if batch or self.is_of(position) else (epoch - 1, batches)
