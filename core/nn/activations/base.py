"""What an activation function is: its value, its slope, and both as calls over fixed buffers.

`function` and `slope` are what a learner reads, on arrays of examples as rows. `forward_calls` and `slope_calls`
are the same arithmetic for `plan`, where examples are columns; tests hold the two together.
"""

from typing import ClassVar

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.numpy_calls import Call


class Activation:
    """A function applied to each pre-activation z of a layer by itself.

    Buffers handed to the calls are C-contiguous, `(neurons, examples)` or flat, and of one shape; what the
    forward calls leave in `spare` is still there for the slope calls.
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    slope_formula: ClassVar[str]
    elementwise: ClassVar[bool] = True
    trainable: ClassVar[bool] = True
    surrogate: ClassVar[bool] = False
    """Whether `slope` is not the derivative of `function` but that of a curve near it, which learning goes by."""

    kinks: ClassVar[tuple[float, ...]] = ()
    """The z at which the slope jumps."""

    lowest: ClassVar[float] = -np.inf
    highest: ClassVar[float] = np.inf

    def function(self, z: Array) -> Array:
        """The activation a = f(z), elementwise: any shape in, the same shape out."""
        raise NotImplementedError

    def slope(self, z: Array, a: Array) -> Array:
        """da/dz where the function took z to a, or what stands for it in learning. At a kink: the slope on its left."""
        raise NotImplementedError

    def pull_back(self, upstream: Array, z: Array, a: Array) -> Array:
        """dLoss/dz from dLoss/da (`upstream`), both `(examples, neurons)`."""
        return upstream * self.slope(z, a)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        """a = f(z)."""
        raise NotImplementedError

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        """slope = da/dz; none if it is 1 everywhere, which is what the buffer holds at first."""
        raise NotImplementedError

    def pull_back_calls(self, upstream: Array, a: Array, delta: Array) -> list[Call]:
        """delta = dLoss/dz, where it is not simply upstream · slope."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.name
