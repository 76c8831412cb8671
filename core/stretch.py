"""Epochs that a run has passed through, and who may stop it at one of them."""

from collections.abc import Callable
from dataclasses import dataclass

from core.calls import Array


@dataclass(frozen=True, eq=False)
class Stretch:
    """The state a run had after `first`, `first + 1`, … epochs.

    `losses` and `mses` are `(epochs,)`, `outputs` `(epochs, outputs, examples)`: a view that the next stretch
    overwrites.
    """

    first: int
    losses: Array
    mses: Array
    outputs: Array

    def __len__(self) -> int:
        return len(self.losses)

    @property
    def end(self) -> int:
        """The epoch that it leads to, which is not in it."""
        return self.first + len(self)

    def until(self, count: int) -> "Stretch":
        """Its first `count` epochs."""
        return Stretch(self.first, self.losses[:count], self.mses[:count], self.outputs[:count])


Halt = Callable[[Stretch], int | None]
"""Looks at a stretch and says at which place of it to stop, if anywhere."""


def never(stretch: Stretch) -> None:
    """The halt of a run that goes on."""
