"""The losses, each with its formula and its derivative, and their registry by name."""

from collections.abc import Callable

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.target_checks import require_probabilities, require_shares
from perceptop.core.nn.numpy_calls import Call, constant


class SquaredError(Loss):
    """Sum of squared errors; the other squared losses differ from it in scale only."""

    name = "sse"
    formula = "Σ (output - target)²"

    def term(self, z: Array, a: Array, y: Array) -> Array:
        error = a - y
        return error * error

    def term_slope(self, a: Array, y: Array) -> Array:
        return 2 * (a - y)

    def gradient(self, outputs: Array, targets: Array) -> Array:
        return (outputs - targets) * (2 * self.scale(*targets.shape[:2]))

    def gradient_calls(self, a: Array, y: Array, gradient: Array) -> list[Call]:
        factor = 2 * self.scale(y.shape[1], y.shape[0])
        error: Call = (np.subtract, a, y, gradient)
        return [error] if factor == 1 else [error, (np.multiply, gradient, constant(factor, gradient), gradient)]


class HalfSquaredError(SquaredError):
    """Half the sum of squared errors: its gradient is just (output - target)."""

    name = "half_sse"
    formula = "½ Σ (output - target)²"

    def scale(self, examples: int, outputs: int) -> float:
        return 0.5


class MeanSquaredError(SquaredError):
    """The mean over all outputs of all examples."""

    name = "mse"
    formula = "mean of (output - target)²"

    def scale(self, examples: int, outputs: int) -> float:
        return 1 / (examples * outputs)


class HalfMeanSquaredError(SquaredError):
    """Half the squared errors of an example, and the mean of that over examples."""

    name = "half_mse"
    formula = "mean over examples of ½ Σ (output - target)²"

    def scale(self, examples: int, outputs: int) -> float:
        return 0.5 / examples


class BinaryCrossEntropy(Loss):
    """For outputs that are each a probability of their own. The mean over all outputs of all examples.

    Outputs are clipped to 10^-15 from 0 and 1, so that the logarithm stays finite; beyond that its slope is 0, that of
    the clipped function.
    """

    name = "binary_cross_entropy"
    formula = "mean of -(target · ln output + (1 - target) · ln(1 - output))"
    probabilities = True
    margin = 1e-15

    def require_targets(self, targets: Array) -> None:
        """Raise `BadInput` unless each target is a probability."""
        require_probabilities(self.name, targets, "give each class an output of its own, or take the loss mse")

    def scale(self, examples: int, outputs: int) -> float:
        return 1 / (examples * outputs)

    def term(self, z: Array, a: Array, y: Array) -> Array:
        p = np.clip(a, self.margin, 1 - self.margin)
        return -(y * np.log(p) + (1 - y) * np.log1p(-p))

    def term_slope(self, a: Array, y: Array) -> Array:
        p = np.clip(a, self.margin, 1 - self.margin)
        return np.where(p == a, (p - y) / (p * (1 - p)), 0)


class SigmoidCrossEntropy(BinaryCrossEntropy):
    """Binary cross-entropy on sigmoid outputs, from z: exact for outputs near 0 and 1; delta is (output - target)."""

    def term(self, z: Array, a: Array, y: Array) -> Array:
        # ln(1 + e^z) - y z, in two parts that do not cancel: a loss that is nearly 0 keeps its digits.
        return np.asarray(np.log1p(np.exp(-np.abs(z))) + (np.maximum(z, 0) - y * z))

    def delta(self, z: Array, outputs: Array, targets: Array, activation: Activation) -> Array:
        return (outputs - targets) * self.scale(*targets.shape)

    def delta_calls(self, a: Array, y: Array, delta: Array) -> list[Call]:
        scale = constant(self.scale(y.shape[1], y.shape[0]), delta)
        return [(np.subtract, a, y, delta), (np.multiply, delta, scale, delta)]


class CrossEntropy(Loss):
    """For classes, one output each, that share a probability of 1. The mean over examples."""

    name = "cross_entropy"
    formula = "mean over examples of -Σ target · ln output"
    probabilities = True
    smallest = 1e-300

    def require_targets(self, targets: Array) -> None:
        """Raise `BadInput` unless the targets of a row are probabilities of classes, with sum 1."""
        require_probabilities(self.name, targets, "1 for the class of a row, 0 for all others")
        require_shares(self.name, targets)

    def scale(self, examples: int, outputs: int) -> float:
        return 1 / examples

    def term(self, z: Array, a: Array, y: Array) -> Array:
        return -y * np.log(np.maximum(a, self.smallest))

    def term_slope(self, a: Array, y: Array) -> Array:
        return np.where(a >= self.smallest, -y / np.maximum(a, self.smallest), 0)


class SoftmaxCrossEntropy(CrossEntropy):
    """Cross-entropy on softmax outputs: delta is (output · Σ target - target), and Σ target is 1 for a class."""

    def delta(self, z: Array, outputs: Array, targets: Array, activation: Activation) -> Array:
        return (outputs * targets.sum(axis=1, keepdims=True) - targets) * self.scale(*targets.shape)

    def delta_calls(self, a: Array, y: Array, delta: Array) -> list[Call]:
        scale = constant(self.scale(y.shape[1], y.shape[0]), delta)
        total = np.empty((1, *y.shape[1:]), delta.dtype)
        return [
            (np.add.reduce, y, 0, None, total, True),
            (np.multiply, a, total, delta),
            (np.subtract, delta, y, delta),
            (np.multiply, delta, scale, delta),
        ]


class FannError(Loss):
    """The error that libfann reports, and the gradient of its tanh error function (FANN_ERRORFUNC_TANH).

    The error of an output is halved for activations from -1 to 1. The gradient has ln((1 + error) / (1 - error)) in
    place of 2 · error, so that large errors count for more, and ±17 from ±0.9999999 on (fann_train.c).
    """

    name = "fann_mse"
    formula = "mean of (target - output)², or of ((target - output) / 2)² for outputs from -1 to 1"
    surrogate = True
    most, beyond = 0.9999999, 17.0

    def __init__(self, output: Activation | None = None) -> None:
        self.part = 0.5 if output is not None and output.lowest == -1 else 1.0

    def scale(self, examples: int, outputs: int) -> float:
        return 1 / (examples * outputs)

    def term(self, z: Array, a: Array, y: Array) -> Array:
        error = (y - a) * self.part
        return error * error

    def gradient(self, outputs: Array, targets: Array) -> Array:
        """Return the gradient of FANN's batch training: the mean over examples alone."""
        error = (targets - outputs) * self.part
        inside = np.abs(error) <= self.most
        held = np.where(inside, error, 0)
        return np.where(inside, np.log((1 + held) / (1 - held)), np.sign(error) * self.beyond) * (-1 / len(targets))


class OwnLoss(Loss):
    """A loss of the user's own: `function(outputs, targets) -> float` and its `gradient(outputs, targets)`.

    Without a gradient, central differences over the outputs stand in for it: exact enough to learn by
    (about 1e-9), and as slow as two calls of the function per output and example.
    """

    name = "own"
    stands_for_itself = True
    step = 1e-6

    def __init__(
        self, function: Callable[[Array, Array], float], gradient: Callable[[Array, Array], Array] | None = None
    ) -> None:
        self.function = function
        self.own_gradient = gradient
        self.formula = str(getattr(function, "__name__", self.name))

    def value(self, z: Array, outputs: Array, targets: Array) -> float:
        return float(self.function(outputs, targets))

    def values(self, z: Array, outputs: Array, targets: Array) -> Array:
        return np.array([self.function(epoch.T, targets.T) for epoch in outputs], float)

    def gradient(self, outputs: Array, targets: Array) -> Array:
        if outputs.ndim > 2:
            # The function takes the outputs of one network only.
            each = [self.gradient(outputs[..., place], targets[..., 0]) for place in range(outputs.shape[2])]
            return np.stack(each, axis=2)
        if self.own_gradient is not None:
            return np.asarray(self.own_gradient(outputs, targets))
        slopes = np.empty(outputs.shape)
        moved = np.array(outputs, float)
        for place in np.ndindex(*outputs.shape):
            middle = moved[place]
            moved[place] = middle + self.step
            above = self.function(moved, targets)
            moved[place] = middle - self.step
            slopes[place] = (above - self.function(moved, targets)) / (2 * self.step)
            moved[place] = middle
        return slopes


LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        MeanSquaredError(),
        HalfMeanSquaredError(),
        SquaredError(),
        HalfSquaredError(),
        BinaryCrossEntropy(),
        CrossEntropy(),
        FannError(),
    )
}

AnyLoss = str | Loss | Callable[[Array, Array], float]
"""A name, a loss, or a plain function `(outputs, targets) -> float`."""


def find_loss(loss: AnyLoss, output: Activation, where: str = "loss") -> Loss:
    """Return the loss of that name in the form that suits the output layer's activation.

    `cross_entropy` on anything but softmax is the binary one; on sigmoid and softmax the matched forms, which are exact
    at any z, replace the general ones. `BadInput` lists the names if there is none.
    """
    if not isinstance(loss, str | Loss):
        return OwnLoss(loss)
    if isinstance(loss, Loss) and loss.stands_for_itself:
        return loss
    name = loss.name if isinstance(loss, Loss) else loss.lower().replace("-", "_")
    if name not in LOSSES:
        refuse(where, name, "one of " + ", ".join(LOSSES))
    if name == FannError.name:
        return FannError(output)
    if name == "cross_entropy":
        return SoftmaxCrossEntropy() if output.name == "softmax" else _binary(output)
    return _binary(output) if name == "binary_cross_entropy" else LOSSES[name]


def _binary(output: Activation) -> Loss:
    return SigmoidCrossEntropy() if output.name == "sigmoid" else BinaryCrossEntropy()
