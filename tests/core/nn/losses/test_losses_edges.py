"""Losses where they are held, at targets that are no probabilities, and in all their forms."""

import math

import numpy as np
import pytest

from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import OwnLoss, find_loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import run

GAUSSIAN, SOFTMAX, TANH = (ACTIVATIONS[name] for name in ("gaussian", "softmax", "tanh"))
CLASSES = find_loss("cross_entropy", SOFTMAX)


@pytest.mark.parametrize(
    ("name", "expected"),
    # (0.5² + 1² + 0.25² + 0²) over two examples of two outputs.
    [
        ("mse", 1.3125 / 4),
        ("half_mse", 1.3125 / 4),
        ("sse", 1.3125),
        ("half_sse", 1.3125 / 2),
        ("fann_mse", 1.3125 / 16),
    ],
)
def test_squared_losses_of_two_examples_by_hand(name, expected):
    loss, a, y = find_loss(name, TANH), np.array([[0.5, 1.0], [0.25, 0.0]]), np.zeros((2, 2))
    assert loss.value(a, a, y) == expected


@pytest.mark.parametrize(("name", "factor"), [("half_mse", 1 / 3), ("mse", 2 / 6), ("half_sse", 1), ("sse", 2)])
def test_several_epochs_of_three_examples_with_two_outputs_are_scaled_alike(name, factor):
    loss, random = find_loss(name, TANH), np.random.default_rng(2)
    stack, targets = random.normal(size=(4, 2, 3)), random.normal(size=(2, 3))
    each = [loss.value(epoch.T, epoch.T, targets.T) for epoch in stack]
    np.testing.assert_allclose(loss.values(stack, stack, targets), each, rtol=1e-14)
    np.testing.assert_allclose(loss.gradient(stack[0].T, targets.T), factor * (stack[0] - targets).T, rtol=1e-14)


def test_scales_of_losses_that_tell_examples_from_outputs():
    a, y = np.full((1, 2, 3), 0.5), np.ones((2, 3))
    assert CLASSES.values(np.log(a), a, y)[0] == pytest.approx(6 * math.log(2) / 3)


@pytest.mark.parametrize(
    ("output", "target", "value", "slope"),
    [
        (0.0, 1.0, -math.log(1e-15), 0.0),
        (1.0, 0.0, -math.log(1e-15), 0.0),
        (1e-15, 1.0, -math.log(1e-15), -1e15),
        (2e-15, 1.0, -math.log(2e-15), -5e14),
        (9e-16, 1.0, -math.log(1e-15), 0.0),
        (1e-13, 1.0, -math.log(1e-13), -1e13),
    ],
)
def test_binary_cross_entropy_is_held_one_part_in_10_to_the_15_off_its_limits(output, target, value, slope):
    loss, a, y = find_loss("binary_cross_entropy", GAUSSIAN), np.array([[output]]), np.array([[target]])
    # 1 - 1e-15 has no more than two digits left of what it is off by.
    assert loss.value(a, a, y) == pytest.approx(value, rel=0.005)
    assert loss.gradient(a, y)[0, 0] == pytest.approx(slope, rel=1e-9)


@pytest.mark.parametrize(
    ("output", "value", "slope"),
    [
        (0.0, 300 * math.log(10), 0.0),
        (1e-301, 300 * math.log(10), 0.0),
        (1e-300, 300 * math.log(10), -1e300),
        (1e-250, 250 * math.log(10), -1e250),
        (0.25, math.log(4), -4.0),
    ],
)
def test_cross_entropy_is_held_off_0_by_10_to_the_minus_300(output, value, slope):
    a, y = np.array([[output]]), np.array([[1.0]])
    assert CLASSES.value(a, a, y) == pytest.approx(value, rel=1e-12)
    assert CLASSES.gradient(a, y)[0, 0] == pytest.approx(slope, rel=1e-12)


def test_targets_that_share_less_than_1_pull_by_as_much_less():
    z = np.array([[0.3, -0.2], [1.0, 0.5]])
    a, y = SOFTMAX.function(z), np.array([[0.25, 0.25], [1.0, 0.5]])
    # The chain through the whole Jacobian, output by output.
    upstream = -y / a / 2
    jacobians = [np.diag(row) - np.outer(row, row) for row in a]
    expected = np.array([jacobian @ row for jacobian, row in zip(jacobians, upstream, strict=True)])
    np.testing.assert_allclose(CLASSES.delta(z, a, y, SOFTMAX), expected, atol=1e-15)
    written = np.empty((2, 2))
    run(CLASSES.delta_calls(np.ascontiguousarray(a.T), np.ascontiguousarray(y.T), written))
    np.testing.assert_allclose(written.T, expected, atol=1e-15)


def test_binary_cross_entropy_stays_binary_on_softmax_and_sigmoid():
    assert [find_loss("binary_cross_entropy", ACTIVATIONS[name]).name for name in ("softmax", "sigmoid")] == [
        "binary_cross_entropy"
    ] * 2
    assert [find_loss("cross_entropy", ACTIVATIONS[name]).name for name in ("softmax", "sigmoid", "gaussian")] == [
        "cross_entropy",
        "binary_cross_entropy",
        "binary_cross_entropy",
    ]
    kinds = [type(find_loss("binary_cross_entropy", ACTIVATIONS[name])).__name__ for name in ("sigmoid", "softmax")]
    assert kinds == ["SigmoidCrossEntropy", "BinaryCrossEntropy"]


def test_differences_of_a_loss_of_ones_own_are_taken_around_each_output_by_itself():
    loss = OwnLoss(lambda outputs, targets: float(np.prod(outputs) + outputs[0, 0] ** 3))
    outputs = np.array([[2.0, 3.0], [0.5, 4.0]])
    expected = np.prod(outputs) / outputs
    expected[0, 0] += 3 * 2.0**2
    np.testing.assert_allclose(loss.gradient(outputs, outputs), expected, rtol=1e-8)
    assert outputs.tolist() == [[2.0, 3.0], [0.5, 4.0]]


def test_a_saturated_gaussian_output_is_told_nothing():
    network = Network([1, 1], "gaussian", weights=[[[0.0], [10.0]]])
    loss, gradients = network.gradients([[1.0]], [[1.0]], "binary_cross_entropy")
    assert loss == pytest.approx(15 * math.log(10), rel=1e-9)
    assert gradients[0].ravel().tolist() == [0.0, 0.0]
