"""Negative examples: rows that say what an output must not be.

Strangemother/easy-neurons gives such a row the error 1 - |target - output|: none if the output is as far as 1 from the
target, and the largest where it hits it. That is the distance to the point that lies 1 away from the target, on the
output's own side of it; so a squared loss learns from a negative example as from an ordinary one whose target is that
point.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.functions import AnyLoss, SquaredError, find_loss
from perceptop.core.nn.losses.negative_targets import effective_targets


class NegativeExampleError(SquaredError):
    """A squared loss for batches in which some rows are negative.

    `marks` `(examples,)` says which.
    """

    stands_for_itself = True

    def __init__(self, loss: SquaredError, marks: ArrayLike) -> None:
        """Take the scale of `loss`."""
        self.loss = loss
        self.marks = self._all = np.asarray(marks, bool)
        self.name = loss.name  # type: ignore[misc]
        self.formula = loss.formula + "; of a negative example (1 - |target - output|)²"

    def scale(self, examples: int, outputs: int) -> float:
        """Return the scale of the loss."""
        return self.loss.scale(examples, outputs)

    def value(self, z: Array, outputs: Array, targets: Array) -> float:
        """Return the loss of all examples."""
        return super().value(z, outputs, self.effective_targets(outputs, targets))

    def values(self, z: Array, outputs: Array, targets: Array) -> Array:
        """Return the losses of many epochs: outputs `(epochs, outputs, examples)`, targets without epochs."""
        wanted = effective_targets(outputs, targets, self.marks)
        error = (outputs - wanted).reshape(len(outputs), targets.size)
        return np.asarray((error * error).sum(axis=1) * self.scale(targets.shape[1], targets.shape[0]))

    def gradient(self, outputs: Array, targets: Array) -> Array:
        """Return dLoss/da, `(examples, outputs)`. An output equal to the target is moved down."""
        return super().gradient(outputs, self.effective_targets(outputs, targets))

    def effective_targets(self, outputs: Array, targets: Array) -> Array:
        """Return the targets that learning uses, `(examples, outputs)`."""
        return effective_targets(outputs, targets, self.marks.reshape(-1, *[1] * (outputs.ndim - 1)))

    def for_examples(self, examples: slice | NDArray[np.int64]) -> "NegativeExampleError":
        """Return the loss of those rows, with an array of marks of its own."""
        part = NegativeExampleError(self.loss, self.marks[examples].copy())
        part._all = self.marks
        return part

    def follow(self, examples: NDArray[np.int64]) -> None:
        """Replace the marks by those of these rows."""
        self.marks[:] = self._all[examples]

    gradient_calls = Loss.gradient_calls


def with_negative(loss: AnyLoss, output: Activation, marks: ArrayLike | None) -> AnyLoss:
    """Return the loss for these marks, itself if none is set. `BadInput` for a loss that is not a squared one."""
    if marks is None:
        return loss
    found = find_loss(loss, output)
    if not isinstance(found, SquaredError):
        refuse("loss", found.name, "a squared one: there are negative examples")
    return NegativeExampleError(found, marks)
