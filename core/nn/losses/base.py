"""Base class of losses: value, gradient at the outputs, and both as calls over fixed buffers.

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

    Elementwise methods take `(examples, outputs, networks)` too, with targets `(examples, outputs, 1)`.
    """

    name: ClassVar[str] = ""
    formula: str = ""
    probabilities: ClassVar[bool] = False
    """Whether the outputs must lie between 0 and 1 for the loss to mean anything."""

    surrogate: ClassVar[bool] = False
    """Whether learning uses another `gradient` than the derivative of the value."""

    stands_for_itself: ClassVar[bool] = False
    """Whether it is used as it is, not replaced by the form of its name that suits the outputs."""

    def require_targets(self, targets: Array) -> None:
        """Raise `BadInput` if the loss is not defined for a target."""

    def scale(self, examples: int, outputs: int) -> float:
        """Return the factor of the sum of terms."""
        return 1.0

    def term(self, z: Array, a: Array, y: Array) -> Array:
        """Return the term of each output, elementwise, for output a = f(z) and target y."""
        raise NotImplementedError

    def term_slope(self, a: Array, y: Array) -> Array:
        """Return d term / da, elementwise."""
        raise NotImplementedError

    def value(self, z: Array, outputs: Array, targets: Array) -> float:
        """Return the loss of all examples."""
        return float(self.scale(*targets.shape) * self.term(z, outputs, targets).sum())

    def gradient(self, outputs: Array, targets: Array) -> Array:
        """Return dLoss/da for every output, `(examples, outputs)`."""
        return self.term_slope(outputs, targets) * self.scale(*targets.shape[:2])

    def delta(self, z: Array, outputs: Array, targets: Array, activation: Activation) -> Array:
        """Return dLoss/dz for every output neuron, `(examples, outputs)`: the start of back-propagation."""
        return activation.pull_back(self.gradient(outputs, targets), z, outputs)

    def values(self, z: Array, outputs: Array, targets: Array) -> Array:
        """Return the losses of epochs: z and outputs `(epochs, outputs, examples)`, targets of one."""
        terms = self.term(z, outputs, targets).reshape(len(outputs), targets.size)
        return np.asarray(terms.sum(axis=1) * self.scale(targets.shape[1], targets.shape[0]))

    def for_examples(self, examples: slice | NDArray[np.int64]) -> "Loss":
        """Return the loss of some rows of the data set, for a loss that depends on the row."""
        return self

    def follow(self, examples: NDArray[np.int64]) -> None:
        """Replace the rows of a loss that `for_examples` returned by as many others."""

    def gradient_calls(self, a: Array, y: Array, gradient: Array) -> list[Call]:
        """Return the calls that write dLoss/da to `gradient`: `(outputs, examples)`, or with networks last."""
        return [(self._write_gradient, a, y, gradient)]

    def _write_gradient(self, a: Array, y: Array, gradient: Array) -> None:
        gradient[:] = self.gradient(a.swapaxes(0, 1), y.swapaxes(0, 1)).swapaxes(0, 1)

    def delta_calls(self, a: Array, y: Array, delta: Array) -> list[Call]:
        """Return the calls that write dLoss/dz to `delta` for a loss matched to its activation; none for others."""
        return []

    def __repr__(self) -> str:
        return self.name
