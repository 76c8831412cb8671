"""FANN's stepwise activations: sigmoid and tanh drawn with straight lines between six points.

Learning uses the slope of the smooth curve at the same a, with a kept off its limits (fann_train.c), so that a neuron
learns beyond the outer points too.

Points and values are those that libfann 2.2 computes with, digit for digit (fann_activation.h): some are rounded to
single precision there, and the sigmoid's are not quite symmetric. Beyond the outer points the value jumps by a
hundredth of its range to the limit.
"""

from typing import ClassVar

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.numpy_calls import Call, constant, larger, smaller


class Stepwise(Activation):
    """Straight lines between `points` (z) and `values` (a), and `lowest` or `highest` beyond them.

    A point belongs to the line on its right. `held` are the least and the largest a that the slope is taken at.
    """

    points: ClassVar[Array]
    values: ClassVar[Array]
    held: ClassVar[tuple[float, float]]
    surrogate = True

    def __init__(self) -> None:
        rise = np.diff(self.values) / np.diff(self.points)
        self._slopes = np.array([0, *rise, 0])
        self._origins = np.array([0, *self.points[:-1], 0])
        self._levels = np.array([self.lowest, *self.values[:-1], self.highest])

    def function(self, z: Array) -> Array:
        line = self.points.searchsorted(z, "right")
        # The outer lines are level; clipped to their ends, an infinite z does not become 0 · ∞, and nan stays nan.
        held = np.clip(z, self.points[0], self.points[-1])
        a = (held - self._origins[line]) * self._slopes[line] + self._levels[line]
        return np.asarray(a, z.dtype)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(self._write_function, z, a)]

    def _hold(self, a: Array, slope: Array) -> list[Call]:
        least, most = (constant(limit, a) for limit in self.held)
        return [larger(a, least, slope), smaller(slope, most, slope)]

    def _write_function(self, z: Array, a: Array) -> None:
        a[...] = self.function(z)


class SigmoidStepwise(Stepwise):
    """FANN_SIGMOID_STEPWISE at steepness 1/2, where FANN's sigmoid is 1 / (1 + e^-z): FANN's points, twice as wide."""

    name = "sigmoid_stepwise"
    formula = "1 / (1 + e^-z) by straight lines"
    slope_formula = "a · (1 - a), a held within 0.01 and 0.99"
    lowest, highest = 0.0, 1.0
    held = float(np.float32(0.01)), float(np.float32(0.99))
    points = 2 * np.array(
        [
            -2.64665246009826660156,
            -1.47221946716308593750,
            -0.549306154251098632812,
            0.549306154251098632812,
            1.47221934795379638672,
            2.64665293693542480469,
        ]
    )
    values = np.array(
        [
            0.00499999988824129104614,
            0.0500000007450580596924,
            0.25,
            0.75,
            0.949999988079071044922,
            0.995000004768371582031,
        ]
    )

    def slope(self, z: Array, a: Array) -> Array:
        near = np.clip(a, *self.held)
        return np.asarray(near * (1 - near), a.dtype)

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [*self._hold(a, slope), (np.subtract, constant(1, a), slope, spare), (np.multiply, slope, spare, slope)]


class TanhStepwise(Stepwise):
    """FANN_SIGMOID_SYMMETRIC_STEPWISE at steepness 1."""

    name = "tanh_stepwise"
    formula = "tanh z by straight lines"
    slope_formula = "1 - a², a held within -0.98 and 0.98"
    lowest, highest = -1.0, 1.0
    held = -float(np.float32(0.98)), float(np.float32(0.98))
    points = np.array(
        [
            -2.64665293693542480469,
            -1.47221934795379638672,
            -0.549306154251098632812,
            0.549306154251098632812,
            1.47221934795379638672,
            2.64665293693542480469,
        ]
    )
    values = np.array(
        [
            -0.990000009536743164062,
            -0.899999976158142089844,
            -0.5,
            0.5,
            0.899999976158142089844,
            0.990000009536743164062,
        ]
    )

    def slope(self, z: Array, a: Array) -> Array:
        near = np.clip(a, *self.held)
        return np.asarray(1 - near * near, a.dtype)

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [
            *self._hold(a, slope),
            (np.multiply, slope, slope, slope),
            (np.subtract, constant(1, a), slope, slope),
        ]
