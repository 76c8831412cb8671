"""Epochs that a run has passed through, and who may stop it at one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.calls import Array


@dataclass(frozen=True, eq=False)
class Stretch:
    """The state a run had after `first`, `first + 1`, … epochs.

    `losses` is `(epochs,)`, `outputs` `(epochs, outputs, examples)`, a view that the next stretch overwrites, and
    `targets` `(outputs, examples)`.
    """

    first: int
    losses: Array
    outputs: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.losses)

    @property
    def end(self) -> int:
        """The epoch that it leads to, which is not in it."""
        return self.first + len(self)

    @cached_property
    def mses(self) -> Array:
        """The mean squared error of each epoch over all outputs and examples, `(epochs,)`."""
        with np.errstate(all="ignore"):
            error = (self.outputs - self.targets).reshape(len(self), self.targets.size)
            return np.asarray((error * error).mean(axis=1))

    def until(self, count: int) -> "Stretch":
        """Its first `count` epochs."""
        return Stretch(self.first, self.losses[:count], self.outputs[:count], self.targets)

    def kept(self, examples: int | None = None) -> "Stretch":
        """A copy that the next stretch does not overwrite; the outputs of the first examples only, if so asked."""
        part = slice(examples)
        copy = Stretch(self.first, self.losses, self.outputs[:, :, part].copy(), self.targets[:, part])
        copy.__dict__["mses"] = self.mses
        return copy


Halt = Callable[[Stretch], int | None]
"""Looks at a stretch and says at which place of it to stop, if anywhere."""


def never(stretch: Stretch) -> None:
    """The halt of a run that goes on."""
