"""The activation functions and their slopes with numbers put in, as their formulas have them."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import (
    Difference,
    Minus,
    Number,
    PowerOfE,
    Product,
    Quotient,
    Square,
    Sum,
    Term,
    larger_of,
    ln,
    smaller_of,
    tanh,
)
from perceptop.core.explain.equations.sums import bounded_sum
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.activations.fann_stepwise import Stepwise
from perceptop.core.protocol.explanation import Link

ONE, TWO = Number(1.0), Number(2.0)


def function_steps(activation: Activation, z: Array, index: int, links: list[Link]) -> list[Term]:
    """What takes the z of a layer, `(neurons,)`, to the activation of one of its neurons; none where nothing is to add.

    `links` lead to the neurons of the layer.
    """
    own = Number(float(z[index]))
    match activation.name:
        case "sigmoid":
            return [Quotient(ONE, Sum((ONE, PowerOfE(Minus(own)))))]
        case "tanh":
            return [tanh(own)]
        case "relu":
            return [larger_of(Number(0.0), own)]
        case "leaky_relu" if not own.value > 0:
            return [Product((Number(0.01), own))]
        case "softplus":
            return [ln(Sum((ONE, PowerOfE(own))))]
        case "gaussian":
            return [PowerOfE(Minus(Square(own)))]
        case "softmax":
            return [_share(z, index, links)]
    return [_on_a_line(activation, own)] if isinstance(activation, Stepwise) else []


def slope_steps(activation: Activation, z: float, a: float) -> list[Term]:
    """What takes z and a of a neuron to the slope there; none where it is a constant. Not for softmax."""
    own, out = Number(z), Number(a)
    match activation.name:
        case "sigmoid":
            # Where a is so near to 1 that 1 - a has lost its digits, the second form still tells.
            return [Product((out, Difference(ONE, out))), Quotient(out, Sum((ONE, PowerOfE(own))))]
        case "tanh":
            return [Difference(ONE, Square(out))]
        case "softplus":
            return [Quotient(ONE, Sum((ONE, PowerOfE(Minus(own)))))]
        case "gaussian":
            return [Product((Minus(TWO), own, out))]
        case "sigmoid_stepwise":
            near = _held(activation, out)
            return [Product((near, Difference(ONE, near)))]
        case "tanh_stepwise":
            return [Difference(ONE, Square(_held(activation, out)))]
    return []


def _held(activation: Activation, out: Number) -> Term:
    """The a that a stepwise activation takes its slope at."""
    assert isinstance(activation, Stepwise)
    least, most = activation.held
    if float(out.value) < least:
        return larger_of(Number(least), out)
    return smaller_of(Number(most), out) if float(out.value) > most else out


def _share(z: Array, index: int, links: list[Link]) -> Term:
    """By what is above the largest z, as it is computed: the same shares, and no e^z overflows."""
    largest = Number(float(z.max()))

    def power(place: int) -> Term:
        return PowerOfE(Difference(Number(float(z[place]), links[place]), largest))

    return Quotient(power(index), bounded_sum(np.exp(z - z.max()), power))


def _on_a_line(activation: Stepwise, z: Number) -> Term:
    line = int(activation.points.searchsorted(float(z.value), "right")) % len(activation.points)
    if not line:
        return Number(activation.lowest if z.value < activation.points[0] else activation.highest)
    start, level = Number(float(activation.points[line - 1])), Number(float(activation.values[line - 1]))
    return Sum((level, Product((Difference(z, start), _rise(activation, line)))))


def _rise(activation: Stepwise, line: int) -> Term:
    points, values = activation.points, activation.values
    return Quotient(
        Difference(Number(float(values[line])), Number(float(values[line - 1]))),
        Difference(Number(float(points[line])), Number(float(points[line - 1]))),
    )
