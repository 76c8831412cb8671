"""Activations: their formulas against independent ones, their slopes against differences, their calls against both."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.activations.functions import ACTIVATIONS, find_activation
from perceptop.core.nn.numpy_calls import run

FORMULAS = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z)),
    "relu": lambda z: z if z > 0 else 0.0,
    "leaky_relu": lambda z: z if z > 0 else z / 100,
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "gaussian": lambda z: math.exp(-(z**2)),
    "linear": lambda z: z,
    "step": lambda z: 1.0 if z > 0 else 0.0,
}
ELEMENTWISE = [name for name, activation in ACTIVATIONS.items() if activation.elementwise and activation.trainable]
Z = np.array([[-3.1, -0.7, -0.02, 0.4], [0.03, 0.9, 2.2, 5.0]])


@pytest.mark.parametrize("name", FORMULAS)
def test_function_is_the_formula(name):
    expected = np.vectorize(FORMULAS[name])(Z)
    np.testing.assert_allclose(ACTIVATIONS[name].function(Z), expected, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("name", [name for name in ELEMENTWISE if not ACTIVATIONS[name].surrogate])
def test_slope_is_that_of_the_function(name):
    activation, step = ACTIVATIONS[name], 1e-6
    rise = (activation.function(Z + step) - activation.function(Z - step)) / (2 * step)
    np.testing.assert_allclose(activation.slope(Z, activation.function(Z)), rise, atol=1e-9)


@pytest.mark.parametrize("name", [name for name, activation in ACTIVATIONS.items() if activation.elementwise])
def test_calls_give_the_bits_of_the_function(name):
    activation = ACTIVATIONS[name]
    a, spare, slope = np.empty_like(Z), np.empty_like(Z), np.ones_like(Z)
    run(activation.forward_calls(Z, a, spare))
    np.testing.assert_array_equal(a, activation.function(Z))
    if activation.trainable:
        run(activation.slope_calls(Z, a, spare, slope))
        np.testing.assert_array_equal(slope, activation.slope(Z, a))


def test_softmax_shares_one_among_the_neurons():
    a = ACTIVATIONS["softmax"].function(Z)
    expected = [[math.exp(z) / sum(map(math.exp, row)) for z in row] for row in Z]
    np.testing.assert_allclose(a, expected, rtol=1e-13)


def test_softmax_calls_agree_with_its_function():
    softmax = ACTIVATIONS["softmax"]
    columns, a, delta = np.ascontiguousarray(Z.T), np.empty(Z.T.shape), np.empty(Z.T.shape)
    upstream = np.linspace(-1, 1, Z.size).reshape(Z.T.shape)
    run(softmax.forward_calls(columns, a, np.empty_like(a)))
    run(softmax.pull_back_calls(upstream, a, delta))
    np.testing.assert_allclose(a.T, softmax.function(Z), rtol=1e-14)
    np.testing.assert_allclose(delta.T, softmax.pull_back(upstream.T, Z, a.T), atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_extreme_z_stays_finite_and_silent(name):
    activation = ACTIVATIONS[name]
    z = np.array([[-1e300, -800.0, -40.0, 40.0, 800.0]])
    with np.errstate(all="raise", over="ignore", under="ignore"):
        a = activation.function(z)
    assert np.isfinite(a).all()
    assert a.min() >= activation.lowest
    assert a.max() <= activation.highest


@pytest.mark.parametrize("z", [-700.0, -300.0, -37.5, -30.0, -1.0, 0.0, 1.0, 20.0, 30.0, 37.5, 300.0, 700.0])
def test_sigmoid_and_its_slope_are_right_to_the_last_digits_on_both_sides(z):
    """Beside 60 digits of the decimal module: a saturated neuron has a slope to come back by."""
    sigmoid, array = ACTIVATIONS["sigmoid"], np.array([z])
    with localcontext(prec=60, Emin=-9999, Emax=9999):
        power = Decimal(z).exp()
        a, slope = power / (1 + power), power / (1 + power) ** 2
        got, got_slope = sigmoid.function(array), sigmoid.slope(array, sigmoid.function(array))
        assert abs(Decimal(float(got[0])) / a - 1) < Decimal("1e-15")
        assert abs(Decimal(float(got_slope[0])) / slope - 1) < Decimal("1e-15")


def test_a_sigmoid_of_no_number_is_none_and_of_infinity_its_limit():
    sigmoid, z = ACTIVATIONS["sigmoid"], np.array([np.nan, -np.inf, np.inf, -1e4, 1e4])
    a = sigmoid.function(z)
    np.testing.assert_array_equal(a, [np.nan, 0, 1, 0, 1])
    np.testing.assert_array_equal(sigmoid.slope(z, a), [np.nan, 0, 0, 0, 0])


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(BadInput, match="found sigmoit, expected one of sigmoid, tanh"):
        find_activation("sigmoit")
