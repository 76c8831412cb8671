"""What a loss is: its value, its gradient at the outputs, and both as calls over fixed buffers.

All but the user's own are a sum of one term per output and example, times a scale:
loss = scale · Σ term(output, target).
"""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.numpy_calls import Call


class Loss:
    """A loss over all outputs of all examples. Arrays are `(examples, outputs)` unless a docstring says otherwise.

    What is elementwise takes `(examples, outputs, networks)` too, with targets `(examples, outputs, 1)`.
    """

    name: ClassVar[str] = ""
    formula: str = ""
    probabilities: ClassVar[bool] = False
    """Whether the outputs must lie between 0 and 1 for the loss to mean anything."""

    surrogate: ClassVar[bool] = False
    """Whether `gradient` is not the derivative of the value but what learning goes by in its place."""

    stands_for_itself: ClassVar[bool] = False
    """Whether it is taken as it is, and not as the loss of its name in the form that suits the outputs."""

    def require_targets(self, targets: Array) -> None:
        """`BadInput` if a target is nothing that the loss can mean."""

    def scale(self, examples: int, outputs: int) -> float:
        """What the sum of terms is multiplied with."""
        return 1.0

    def term(self, z: Array, a: Array, y: Array) -> Array:
        """What one output adds to the sum, elementwise, for output a = f(z) and target y."""
        raise NotImplementedError

    def term_slope(self, a: Array, y: Array) -> Array:
        """The slope of the term, d term / da, elementwise."""
        raise NotImplementedError

    def value(self, z: Array, outputs: Array, targets: Array) -> float:
        """The loss of all examples together."""
        return float(self.scale(*targets.shape) * self.term(z, outputs, targets).sum())

    def gradient(self, outputs: Array, targets: Array) -> Array:
        """dLoss/da for every output, `(examples, outputs)`."""
        return self.term_slope(outputs, targets) * self.scale(*targets.shape[:2])

    def delta(self, z: Array, outputs: Array, targets: Array, activation: Activation) -> Array:
        """dLoss/dz for every output neuron, `(examples, outputs)`: where back-propagation begins."""
        return activation.pull_back(self.gradient(outputs, targets), z, outputs)

    def values(self, z: Array, outputs: Array, targets: Array) -> Array:
        """The losses of many epochs at once: z and outputs `(epochs, outputs, examples)`, targets without epochs."""
        terms = self.term(z, outputs, targets).reshape(len(outputs), targets.size)
        return np.asarray(terms.sum(axis=1) * self.scale(targets.shape[1], targets.shape[0]))

    def for_examples(self, examples: slice | NDArray[np.int64]) -> "Loss":
        """The loss of some examples of the data set, by their row numbers, for one that tells examples apart."""
        return self

    def follow(self, examples: NDArray[np.int64]) -> None:
        """What `for_examples` gave is now about these examples instead, as many as before."""

    def gradient_calls(self, a: Array, y: Array, gradient: Array) -> list[Call]:
        """Write dLoss/da to `gradient`, buffers `(outputs, examples)` or `(outputs, examples, networks)`."""
        return [(self._write_gradient, a, y, gradient)]

    def _write_gradient(self, a: Array, y: Array, gradient: Array) -> None:
        gradient[:] = self.gradient(a.swapaxes(0, 1), y.swapaxes(0, 1)).swapaxes(0, 1)

    def delta_calls(self, a: Array, y: Array, delta: Array) -> list[Call]:
        """Write dLoss/dz to `delta` in one go, for a loss that is matched to its activation; none for all others."""
        return []

    def __repr__(self) -> str:
        return self.name
