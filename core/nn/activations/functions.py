"""The activation functions, each with its formula, and their registry by name."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.activations.fann_stepwise import SigmoidStepwise, TanhStepwise
from perceptop.core.nn.numpy_calls import Call, constant, larger


class Sigmoid(Activation):
    """As 1 / (1 + 1 / e^z), with the slope a / (1 + e^z): both right to the last digits on either side.

    1 - 1 / (1 + e^z), or a slope a · (1 - a), would lose all digits on one side, and a saturated neuron could not
    come back. Where e^z is too large or too small for a number, a is 1 or 0, as it should be.
    """

    name = "sigmoid"
    formula = "1 / (1 + e^-z)"
    slope_formula = "a · (1 - a)"
    lowest, highest = 0.0, 1.0

    def function(self, z: Array) -> Array:
        with np.errstate(over="ignore", divide="ignore"):
            return np.reciprocal(np.reciprocal(np.exp(z)) + 1)

    def slope(self, z: Array, a: Array) -> Array:
        with np.errstate(over="ignore"):
            return a / (np.exp(z) + 1)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [
            (np.exp, z, spare),
            (np.reciprocal, spare, a),
            (np.add, a, constant(1, z), a),
            (np.reciprocal, a, a),
        ]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [(np.add, spare, constant(1, z), slope), (np.divide, a, slope, slope)]


class Tanh(Activation):
    """With the slope 1 / cosh² z, which equals 1 - a² and keeps its digits if a is close to 1 or -1.

    1 - a² is 4 % off at |z| = 18 and 0 from |z| = 20, and a saturated neuron could not come back.
    """

    name = "tanh"
    formula = "tanh z"
    slope_formula = "1 - a²"
    lowest, highest = -1.0, 1.0

    def function(self, z: Array) -> Array:
        return np.tanh(z)

    def slope(self, z: Array, a: Array) -> Array:
        with np.errstate(over="ignore"):
            share = np.reciprocal(np.cosh(z))
        return np.asarray(share * share)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(np.tanh, z, a)]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [(np.cosh, z, slope), (np.reciprocal, slope, slope), (np.multiply, slope, slope, slope)]


class Relu(Activation):
    name = "relu"
    formula = "max(0, z)"
    slope_formula = "1 if z > 0, else 0"
    kinks = (0.0,)
    lowest = 0.0

    def function(self, z: Array) -> Array:
        return np.maximum(z, 0)

    def slope(self, z: Array, a: Array) -> Array:
        return (z > 0).astype(z.dtype)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [larger(z, constant(0, z), a)]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [(np.greater, z, constant(0, z), slope)]


class LeakyRelu(Activation):
    """A relu that leaks 1 % of a negative z, so that no neuron is ever dead."""

    name = "leaky_relu"
    formula = "z if z > 0, else 0.01 z"
    slope_formula = "1 if z > 0, else 0.01"
    kinks = (0.0,)

    def function(self, z: Array) -> Array:
        return np.maximum(z, z * constant(0.01, z))

    def slope(self, z: Array, a: Array) -> Array:
        return (z > 0) * constant(0.99, z) + constant(0.01, z)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(np.multiply, z, constant(0.01, z), a), larger(z, a, a)]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [
            (np.greater, z, constant(0, z), slope),
            (np.multiply, slope, constant(0.99, z), slope),
            (np.add, slope, constant(0.01, z), slope),
        ]


class Softplus(Activation):
    """log(1 + e^z), by `logaddexp` so that a large z does not overflow. Its slope is the sigmoid of z."""

    name = "softplus"
    formula = "ln(1 + e^z)"
    slope_formula = "1 / (1 + e^-z)"
    lowest = 0.0

    def function(self, z: Array) -> Array:
        return np.logaddexp(z, constant(0, z))

    def slope(self, z: Array, a: Array) -> Array:
        with np.errstate(over="ignore"):
            return np.reciprocal(np.exp(-z) + 1)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(np.logaddexp, z, constant(0, z), a)]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [
            (np.negative, z, slope),
            (np.exp, slope, slope),
            (np.add, slope, constant(1, z), slope),
            (np.reciprocal, slope, slope),
        ]


class Gaussian(Activation):
    name = "gaussian"
    formula = "e^(-z²)"
    slope_formula = "-2 z a"
    lowest, highest = 0.0, 1.0

    def function(self, z: Array) -> Array:
        return np.exp(-(z * z))

    def slope(self, z: Array, a: Array) -> Array:
        return z * a * constant(-2, z)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(np.multiply, z, z, a), (np.negative, a, a), (np.exp, a, a)]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return [(np.multiply, z, a, slope), (np.multiply, slope, constant(-2, z), slope)]


class Linear(Activation):
    name = "linear"
    formula = "z"
    slope_formula = "1"

    def function(self, z: Array) -> Array:
        return z.copy()

    def slope(self, z: Array, a: Array) -> Array:
        return np.ones_like(z)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(np.positive, z, a)]

    def slope_calls(self, z: Array, a: Array, spare: Array, slope: Array) -> list[Call]:
        return []


class Threshold(Activation):
    """The perceptron's threshold. It has no slope to learn by: for inference only."""

    name = "step"
    formula = "1 if z > 0, else 0"
    slope_formula = "none"
    trainable = False
    lowest, highest = 0.0, 1.0

    def function(self, z: Array) -> Array:
        return (z > 0).astype(z.dtype)

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        return [(np.greater, z, constant(0, z), a)]


class Softmax(Activation):
    """Shares of 1 among the neurons of a layer. The largest z is subtracted first, so that e^z cannot overflow.

    Each output depends on every z of its layer, so there is no slope per neuron: `pull_back` holds the product
    with the whole Jacobian, a · (upstream - Σ upstream · a).
    """

    name = "softmax"
    formula = "e^z / Σ e^z"
    slope_formula = "a_i · ([i = j] - a_j)"
    elementwise = False
    lowest, highest = 0.0, 1.0

    def function(self, z: Array) -> Array:
        powers = np.exp(z - z.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)

    def slope(self, z: Array, a: Array) -> Array:
        """Return the diagonal of the Jacobian only: the derivative of each output by its own z."""
        return a * (1 - a)

    def pull_back(self, upstream: Array, z: Array, a: Array) -> Array:
        return a * (upstream - (upstream * a).sum(axis=-1, keepdims=True))

    def forward_calls(self, z: Array, a: Array, spare: Array) -> list[Call]:
        one_row = np.empty((1, *z.shape[1:]), z.dtype)
        return [
            (np.maximum.reduce, z, 0, None, one_row, True),
            (np.subtract, z, one_row, a),
            (np.exp, a, a),
            (np.add.reduce, a, 0, None, one_row, True),
            (np.divide, a, one_row, a),
        ]

    def pull_back_calls(self, upstream: Array, a: Array, delta: Array) -> list[Call]:
        one_row = np.empty((1, *a.shape[1:]), a.dtype)
        return [
            (np.multiply, upstream, a, delta),
            (np.add.reduce, delta, 0, None, one_row, True),
            (np.subtract, upstream, one_row, delta),
            (np.multiply, delta, a, delta),
        ]


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Sigmoid(),
        Tanh(),
        SigmoidStepwise(),
        TanhStepwise(),
        Relu(),
        LeakyRelu(),
        Softplus(),
        Gaussian(),
        Linear(),
        Softmax(),
        Threshold(),
    )
}


def find_activation(name: str, where: str = "activation") -> Activation:
    """Return the activation of that name, in any case; `BadInput` lists the names if there is none."""
    if name.lower() not in ACTIVATIONS:
        refuse(where, name, "one of " + ", ".join(ACTIVATIONS))
    return ACTIVATIONS[name.lower()]
