"""Formulas of the activation functions and their slopes, with numbers put in."""

from collections.abc import Callable
from dataclasses import dataclass

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
from perceptop.core.nn.activations.fann_stepwise import SigmoidStepwise, Stepwise, TanhStepwise
from perceptop.core.protocol.explanation import Link

ONE, TWO = Number(1.0), Number(2.0)
SIGMOID_STEPWISE, TANH_STEPWISE = SigmoidStepwise(), TanhStepwise()


@dataclass(frozen=True)
class ActivationFormula:
    """The terms between a formula and its result; none if the formula without numbers is enough.

    `value` takes z of a layer, `(neurons,)`, the index of a neuron and links to all; `slope` takes z and a of a neuron.
    """

    value: Callable[[Array, int, list[Link]], list[Term]]
    slope: Callable[[Number, Number], list[Term]]


def function_steps(activation: Activation, z: Array, index: int, links: list[Link]) -> list[Term]:
    """Return the terms from z of a layer, `(neurons,)`, to the activation of one neuron; none if the formula is enough.

    `links` lead to the neurons of the layer.
    """
    formula = ACTIVATION_FORMULAS.get(activation.name)
    return formula.value(z, index, links) if formula else []


def slope_steps(activation: Activation, z: float, a: float) -> list[Term]:
    """Return the terms from z and a of a neuron to its slope; none if the slope is constant. Not for softmax."""
    formula = ACTIVATION_FORMULAS.get(activation.name)
    return formula.slope(Number(z), Number(a)) if formula else []


def _elementwise(
    value: Callable[[Number], list[Term]], slope: Callable[[Number, Number], list[Term]]
) -> ActivationFormula:
    return ActivationFormula(lambda z, index, links: value(Number(float(z[index]))), slope)


def _nothing(*numbers: Number) -> list[Term]:
    return []


def _sigmoid_slope(z: Number, a: Number) -> list[Term]:
    # The first form loses its digits if a is close to 1; the second keeps them.
    return [Product((a, Difference(ONE, a))), Quotient(a, Sum((ONE, PowerOfE(z))))]


def _tanh_slope(z: Number, a: Number) -> list[Term]:
    # As for the sigmoid.
    return [Difference(ONE, Square(a)), Quotient(Number(4.0), Square(Sum((PowerOfE(z), PowerOfE(Minus(z))))))]


def _sigmoid_stepwise_slope(z: Number, a: Number) -> list[Term]:
    near = _held(SIGMOID_STEPWISE, a)
    return [Product((near, Difference(ONE, near)))]


def _held(activation: Stepwise, out: Number) -> Term:
    """Return the a at which a stepwise activation takes its slope."""
    least, most = activation.held
    if float(out.value) < least:
        return larger_of(Number(least), out)
    return smaller_of(Number(most), out) if float(out.value) > most else out


def _share(z: Array, index: int, links: list[Link]) -> list[Term]:
    """Return the share with the largest z subtracted, as it is computed: no e^z overflows."""
    largest = Number(float(z.max()))

    def power(place: int) -> Term:
        return PowerOfE(Difference(Number(float(z[place]), links[place]), largest))

    return [Quotient(power(index), bounded_sum(np.exp(z - z.max()), power))]


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


ACTIVATION_FORMULAS: dict[str, ActivationFormula] = {
    "sigmoid": _elementwise(lambda z: [Quotient(ONE, Sum((ONE, PowerOfE(Minus(z)))))], _sigmoid_slope),
    "tanh": _elementwise(lambda z: [tanh(z)], _tanh_slope),
    "sigmoid_stepwise": _elementwise(lambda z: [_on_a_line(SIGMOID_STEPWISE, z)], _sigmoid_stepwise_slope),
    "tanh_stepwise": _elementwise(
        lambda z: [_on_a_line(TANH_STEPWISE, z)], lambda z, a: [Difference(ONE, Square(_held(TANH_STEPWISE, a)))]
    ),
    "relu": _elementwise(lambda z: [larger_of(Number(0.0), z)], _nothing),
    "leaky_relu": _elementwise(lambda z: [] if z.value > 0 else [Product((Number(0.01), z))], _nothing),
    "softplus": _elementwise(
        lambda z: [ln(Sum((ONE, PowerOfE(z))))], lambda z, a: [Quotient(ONE, Sum((ONE, PowerOfE(Minus(z)))))]
    ),
    "gaussian": _elementwise(lambda z: [PowerOfE(Minus(Square(z)))], lambda z, a: [Product((Minus(TWO), z, a))]),
    "linear": _elementwise(_nothing, _nothing),
    "softmax": ActivationFormula(_share, _nothing),
    "step": _elementwise(_nothing, _nothing),
}
"""The worked arithmetic of each activation, by its name."""
