"""Epochs that a run has passed through, and who may stop it at one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.losses.negative_examples import effective_targets


@dataclass(frozen=True, eq=False)
class EpochBlock:
    """The state a run had after `first`, `first + 1`, … epochs.

    `losses` is `(epochs,)`, `outputs` `(epochs, outputs, examples)`, a view that the next block overwrites, and
    `targets` `(outputs, examples)`. `negative` `(examples,)` marks targets that an output must not have. `test` are the
    same epochs on the rows that are held out.
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
        """The epoch that it leads to, which is not in it."""
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
        """Its first `count` epochs."""
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
"""Looks at a block and says at which place of it to stop, if anywhere."""


def never(stretch: EpochBlock) -> None:
    """The halt of a run that goes on."""
