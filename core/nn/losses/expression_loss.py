"""A loss written out in an experiment file: the term of one output and its slope, as expressions."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.expression import Expression
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.losses.base import Loss

NAMES = ("a", "y")
"""The output and its target."""

STEP = 1e-5
TOLERANCE = 1e-5
"""Part of the slope by which it may differ from central differences."""
OUTPUTS = np.array([-1.93, -1.17, -0.83, -0.37, -0.11, 0.07, 0.19, 0.31, 0.43, 0.57, 0.69, 0.81, 0.94, 1.37, 2.21])
TARGETS = np.array([-1.0, 0.0, 0.26, 1.0])


class ExpressionLoss(Loss):
    """The mean of `value_of` over all outputs of all examples; both expressions are over output a and target y."""

    name = "own"
    stands_for_itself = True

    def __init__(self, value: str, slope: str, where: str = "loss") -> None:
        """Raise `BadInput` if one is no expression over a and y, or if `slope` is not d `value` / da.

        They are compared by central differences at outputs from -2 to 2 and targets from -1 to 1.
        """
        self.value_of, self.slope_of = Expression(value, f"{where}.value"), Expression(slope, f"{where}.slope")
        self.formula = f"mean of {value}"
        for key, expression in (("value", self.value_of), ("slope", self.slope_of)):
            for name in expression.names:
                if name not in NAMES:
                    refuse(f"{where}.{key}", name, "a for the output, y for its target, numbers and functions")
        self._compare(where)

    def scale(self, examples: int, outputs: int) -> float:
        return 1 / (examples * outputs)

    def term(self, z: Array, a: Array, y: Array) -> Array:
        return _evaluated(self.value_of, a, y)

    def term_slope(self, a: Array, y: Array) -> Array:
        return _evaluated(self.slope_of, a, y)

    def side(self, a: Array, y: Array) -> Array:
        """Return the side of its target that each output is on, if the slope jumps at the target; else all the same."""
        below, above = (self.term_slope(TARGETS + step, TARGETS) for step in (-1e-9, 1e-9))
        jumps = bool((np.abs(above - below) > 1e-6 * (1 + np.abs(above) + np.abs(below))).any())
        return np.asarray(a > y, float) if jumps else np.zeros(1)

    def _compare(self, where: str) -> None:
        a, y = (grid.ravel() for grid in np.meshgrid(OUTPUTS, TARGETS))
        above, below = self.term(a, a + STEP, y), self.term(a, a - STEP, y)
        with np.errstate(all="ignore"):
            differences = (above - below) / (2 * STEP)
            slopes = self.term_slope(a, y)
            rounding = 1e-13 * np.maximum(np.abs(above), np.abs(below)) / STEP
            allowed = TOLERANCE * np.maximum(np.abs(slopes), np.abs(differences)) + rounding + 1e-8
            known = np.isfinite(differences)
            apart = known & ~(np.abs(slopes - differences) <= allowed)
        if not known.any():
            refuse(f"{where}.value", self.value_of.text, "one that has finite values for outputs from -2 to 2")
        if apart.any():
            place = int(apart.argmax())
            refuse(
                f"{where}.slope",
                f"{slopes[place]:.6g} at a = {a[place]:g}, y = {y[place]:g}",
                f"the slope of {where.rpartition('.')[2]}.value there, {differences[place]:.6g}",
            )


def _evaluated(expression: Expression, a: Array, y: Array) -> Array:
    """Evaluate elementwise, in the broadcast shape of both."""
    outputs, targets = np.broadcast_arrays(a, y)
    columns = {"a": outputs.ravel(), "y": targets.ravel()}
    return expression(columns).reshape(outputs.shape)
