"""Base class of activation functions: value, slope, and both as calls over fixed buffers.

`function` and `slope` are the formulas, on arrays with examples as rows. `forward_calls` and `slope_calls` are the same
arithmetic for `plan`, where examples are columns; tests compare the two.
"""

from typing import ClassVar

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.numpy_calls import Call


class Activation:
    """A function applied to each pre-activation z of a layer.

    Buffers handed to the calls are C-contiguous, `(neurons, examples)` or flat, and of one shape; the slope calls may
    read what the forward calls wrote to `spare`.
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    slope_formula: ClassVar[str]
    elementwise: ClassVar[bool] = True
    trainable: ClassVar[bool] = True
    surrogate: ClassVar[bool] = False
    """Whether learning uses the derivative of a curve near `function` as `slope`, not its own."""

    kinks: ClassVar[tuple[float, ...]] = ()
    """The z at which the slope jumps."""

    lowest: ClassVar[float] = -np.inf
    highest: ClassVar[float] = np.inf

    def function(self, z: Array) -> Array:
        """Return the activation a = f(z), elementwise, in the shape of z."""
        raise NotImplementedError

    def slope(self, z: Array, a: Array) -> Array:
        """Return da/dz at z with a = f(z), or its surrogate in learning; at a kink the slope on its left."""
        raise NotImplementedError

    def pull_back(self, upstream: Array, z: Array, a: Array) -> Array:
        """Return dLoss/dz from dLoss/da (`upstream`), both `(examples, neurons)`."""
        return upstream * self.slope(z, a)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        """Return the calls of a = f(z)."""
        raise NotImplementedError

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        """Return the calls of slope = da/dz; none if it is 1 everywhere, the initial value of the buffer."""
        raise NotImplementedError

    def pull_back_calls(self, upstream: Array, a: Array, delta: Array) -> list[Call]:
        """Return the calls of delta = dLoss/dz, if it is not upstream · slope."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.name
