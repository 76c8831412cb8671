"""Losses: values against sums written out, and what they are at the edges."""

import math

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import find_loss
from perceptop.core.nn.networks.network import Network

OUTPUTS = np.array([[0.2, 0.9], [0.7, 0.4], [0.55, 0.05]])
TARGETS = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
PAIRS = list(zip(OUTPUTS.ravel(), TARGETS.ravel(), strict=True))
SQUARES = sum((a - y) ** 2 for a, y in PAIRS)
BINARY = -sum(y * math.log(a) + (1 - y) * math.log(1 - a) for a, y in PAIRS) / 6
CLASSES = -sum(y * math.log(a) for a, y in PAIRS) / 3


@pytest.mark.parametrize(
    ("name", "output", "expected"),
    [
        ("mse", "linear", SQUARES / 6),
        ("sse", "linear", SQUARES),
        ("half_sse", "linear", SQUARES / 2),
        ("binary_cross_entropy", "gaussian", BINARY),
        ("cross_entropy", "gaussian", BINARY),
        ("cross-entropy", "gaussian", BINARY),
    ],
)
def test_value_is_the_sum_written_out(name, output, expected):
    loss = find_loss(name, ACTIVATIONS[output])
    assert loss.value(OUTPUTS, OUTPUTS, TARGETS) == pytest.approx(expected, rel=1e-12)


def test_cross_entropy_on_sigmoid_is_taken_from_z():
    z = np.log(OUTPUTS / (1 - OUTPUTS))
    loss = find_loss("cross_entropy", ACTIVATIONS["sigmoid"])
    assert loss.value(z, OUTPUTS, TARGETS) == pytest.approx(BINARY, rel=1e-12)


def test_cross_entropy_on_softmax_is_over_classes():
    loss = find_loss("cross_entropy", ACTIVATIONS["softmax"])
    assert loss.value(OUTPUTS, OUTPUTS, TARGETS) == pytest.approx(CLASSES, rel=1e-12)


def test_a_sure_and_wrong_sigmoid_costs_its_z():
    network = Network([1, 1], "sigmoid", weights=[[[800.0], [0.0]]])
    loss, gradients = network.gradients([[1.0]], [[0.0]], "cross_entropy")
    assert loss == 800.0
    assert gradients[0].ravel().tolist() == [1.0, 1.0]


def test_a_sure_and_wrong_softmax_stays_finite():
    network = Network([1, 2], "softmax", weights=[[[3000.0, -3000.0], [0.0, 0.0]]])
    loss, gradients = network.gradients([[1.0]], [[0.0, 1.0]], "cross_entropy")
    assert math.isfinite(loss)
    assert gradients[0][0].tolist() == [1.0, -1.0]


def test_stacked_epochs_have_the_losses_of_each():
    loss = find_loss("mse", ACTIVATIONS["linear"])
    stack = np.stack([OUTPUTS.T, OUTPUTS.T * 2, OUTPUTS.T - 1])
    expected = [np.mean((epoch - TARGETS.T) ** 2) for epoch in stack]
    np.testing.assert_allclose(loss.values(stack, stack, TARGETS.T), expected, rtol=1e-14)


def test_a_loss_of_ones_own_learns_by_differences_or_by_its_gradient():
    def cubed(outputs, targets):
        return float((np.abs(outputs - targets) ** 3).sum())

    network = Network([2, 3, 2], "tanh", seed=4)
    inputs = [[0.1, -0.4], [0.9, 0.3], [-0.5, 0.8]]
    value, gradients = network.gradients(inputs, TARGETS, cubed)
    outputs = network.predict(inputs)
    assert value == pytest.approx(cubed(outputs, TARGETS))
    slope = 3 * (outputs - TARGETS) * np.abs(outputs - TARGETS) * (1 - outputs**2)
    hidden = np.hstack([network.forward(inputs).activations[1], np.ones((3, 1))])
    np.testing.assert_allclose(gradients[1], hidden.T @ slope, atol=1e-8)


def test_an_unknown_loss_is_refused_with_the_known_ones():
    with pytest.raises(BadInput, match=r"loss: found mze, expected one of mse, .*sse"):
        find_loss("mze", ACTIVATIONS["sigmoid"])
