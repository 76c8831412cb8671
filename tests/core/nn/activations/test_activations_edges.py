"""Activations at their kinks, and softmax far out."""

import numpy as np
import pytest

from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.numpy_calls import run


@pytest.mark.parametrize(("name", "slope"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_at_the_kink_the_slope_is_that_on_its_left(name, slope):
    kind, z, written = ACTIVATIONS[name], np.zeros((1, 1)), np.ones((1, 1))
    assert kind.slope(z, z)[0, 0] == pytest.approx(slope)
    run(kind.slope_calls(z, z, z, written))
    assert written[0, 0] == pytest.approx(slope)
    assert kind.function(z)[0, 0] == 0


def test_softmax_as_calls_does_not_overflow_either():
    z, a = np.array([[800.0, -900.0], [799.0, -900.0]]), np.empty((2, 2))
    run(ACTIVATIONS["softmax"].forward_calls(z, a, np.empty((2, 2))))
    share = 1 / (1 + np.exp(-1.0))
    np.testing.assert_allclose(a, [[share, 0.5], [1 - share, 0.5]], rtol=1e-13)


def test_softmax_s_slope_is_how_an_output_answers_to_its_own_z():
    softmax, z, h = ACTIVATIONS["softmax"], np.array([[0.3, -1.0, 0.8]]), 1e-6
    rise = [
        (softmax.function(z + h * unit) - softmax.function(z - h * unit))[0, place] / (2 * h)
        for place, unit in enumerate(np.eye(3))
    ]
    np.testing.assert_allclose(softmax.slope(z, softmax.function(z))[0], rise, atol=1e-9)
