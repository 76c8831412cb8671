"""A block of epochs of a run, and the functions that may stop the run at one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.losses.negative_targets import effective_targets


@dataclass(frozen=True, eq=False)
class EpochBlock:
    """The state a run had after `first`, `first + 1`, … epochs.

    `losses` is `(epochs,)`, `outputs` `(epochs, outputs, examples)`, a view that the next block overwrites, and
    `targets` `(outputs, examples)`. `negative` `(examples,)` marks targets that must not come out. `test` are the same
    epochs on the rows that are held out.
    """

    first: int
    losses: Array
    outputs: Array
    targets: Array
    negative: Array | None = None
    test: "EpochBlock | None" = None

    def __len__(self) -> int:
        return len(self.losses)

    @property
    def end(self) -> int:
        """Return the epoch after the block."""
        return self.first + len(self)

    @cached_property
    def mses(self) -> Array:
        """The mean squared error of each epoch over all outputs and examples, `(epochs,)`."""
        with np.errstate(all="ignore"):
            errors = self.errors
            return np.asarray((errors * errors).mean(axis=1))

    @property
    def errors(self) -> Array:
        """Output - target, `(epochs, outputs · examples)`; of a negative example 1 - |target - output| in size."""
        targets = self.targets
        if self.negative is not None:
            targets = effective_targets(self.outputs, targets, self.negative)
        return (self.outputs - targets).reshape(len(self), self.targets.size)

    def until(self, count: int) -> "EpochBlock":
        """Return its first `count` epochs."""
        test = None if self.test is None else self.test.until(count)
        return EpochBlock(self.first, self.losses[:count], self.outputs[:count], self.targets, self.negative, test)

    def kept(self, examples: int | None = None) -> "EpochBlock":
        """A copy that the next block does not overwrite; the outputs of the first examples only, if so asked."""
        part = slice(examples)
        negative = None if self.negative is None else self.negative[part]
        test = None if self.test is None else self.test.kept(examples)
        outputs = self.outputs[:, :, part].copy()
        copy = EpochBlock(self.first, self.losses, outputs, self.targets[:, part], negative, test)
        copy.__dict__["mses"] = self.mses
        return copy


Halt = Callable[[EpochBlock], int | None]
"""A function from a block to the place at which to stop, or None."""


def never(stretch: EpochBlock) -> None:
    """Return None: the run goes on."""
