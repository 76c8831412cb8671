import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES, find_loss
from perceptop.core.nn.losses.negative_examples import NegativeExampleError, with_negative
from perceptop.core.nn.networks.network import Network

OUTPUTS = np.array([[0.9, 0.2], [0.3, 0.6], [0.55, 0.1]])
TARGETS = np.array([[0.5, 0.5], [0.5, 0.5], [0.5, 0.9]])
MARKS = np.array([True, False, True])
SQUARED = ("mse", "half_mse", "sse", "half_sse")


def by_hand(name):
    """The loss from the errors as easy-neurons defines them, 1 - |target - output| where a row is negative."""
    error = np.where(MARKS[:, None], 1 - abs(TARGETS - OUTPUTS), TARGETS - OUTPUTS)
    scale = {"mse": 1 / 6, "half_mse": 1 / 6, "sse": 1, "half_sse": 0.5}[name]
    return scale * (error**2).sum()


@pytest.mark.parametrize("name", SQUARED)
def test_the_error_of_a_negative_example_is_one_minus_its_distance(name):
    loss = NegativeExampleError(LOSSES[name], MARKS)
    assert loss.value(OUTPUTS, OUTPUTS, TARGETS) == pytest.approx(by_hand(name), rel=1e-14)


@pytest.mark.parametrize("name", SQUARED)
def test_the_losses_of_many_epochs_are_those_of_each(name):
    loss = NegativeExampleError(LOSSES[name], MARKS)
    epochs = np.stack([OUTPUTS.T, OUTPUTS.T**2])
    expected = [loss.value(epoch.T, epoch.T, TARGETS) for epoch in epochs]
    np.testing.assert_allclose(loss.values(epochs, epochs, TARGETS.T), expected, rtol=1e-14)


@pytest.mark.parametrize("name", SQUARED)
def test_the_gradient_is_the_slope_of_the_loss(name):
    loss, h = NegativeExampleError(LOSSES[name], MARKS), 1e-6
    for place in np.ndindex(*OUTPUTS.shape):
        step = np.zeros_like(OUTPUTS)
        step[place] = h
        above, below = (loss.value(a, a, TARGETS) for a in (OUTPUTS + step, OUTPUTS - step))
        assert loss.gradient(OUTPUTS, TARGETS)[place] == pytest.approx((above - below) / (2 * h), abs=1e-8)


def test_the_calls_write_the_gradient():
    loss, gradient = NegativeExampleError(LOSSES["sse"], MARKS), np.zeros((2, 3))
    for function, *operands in loss.gradient_calls(OUTPUTS.T, TARGETS.T, gradient):
        function(*operands)
    np.testing.assert_array_equal(gradient.T, loss.gradient(OUTPUTS, TARGETS))


def test_an_output_right_on_what_it_must_not_be_is_driven_off():
    loss = NegativeExampleError(LOSSES["sse"], np.array([True]))
    assert loss.gradient(np.array([[0.5]]), np.array([[0.5]])) == pytest.approx(2.0)


def test_a_network_leaves_what_it_must_not_give():
    network = Network([1, 3, 1], seed=1)
    loss = NegativeExampleError(LOSSES["sse"], np.array([False, True]))
    inputs, targets = np.array([[0.0], [1.0]]), np.array([[0.2], [0.2]])
    for _ in range(3000):
        _, gradients = network.gradients(inputs, targets, loss)
        network.set_weights([w - 0.5 * g for w, g in zip(network.weights, gradients, strict=True)])
    outputs = network.predict(inputs).ravel()
    assert outputs[0] == pytest.approx(0.2, abs=0.05)
    assert outputs[1] > 0.8


def test_some_examples_keep_their_marks():
    part = NegativeExampleError(LOSSES["sse"], MARKS).for_examples(np.array([2, 1]))
    assert part.value(OUTPUTS[[2, 1]], OUTPUTS[[2, 1]], TARGETS[[2, 1]]) == pytest.approx(
        (1 - 0.05) ** 2 + (1 - 0.8) ** 2 + 0.2**2 + 0.1**2
    )


def test_a_part_can_follow_to_other_examples():
    loss = NegativeExampleError(LOSSES["sse"], MARKS)
    part = loss.for_examples(np.array([0, 1]))
    part.follow(np.array([1, 2]))
    assert part.marks.tolist() == [False, True]
    assert loss.marks.tolist() == MARKS.tolist()


def test_it_is_found_as_the_loss_that_it_is():
    loss = NegativeExampleError(LOSSES["sse"], MARKS)
    assert find_loss(loss, ACTIVATIONS["sigmoid"]) is loss


def test_without_marks_a_loss_is_left_as_it_is():
    assert with_negative("mse", ACTIVATIONS["sigmoid"], None) == "mse"


def test_only_squared_losses_know_negative_examples():
    with pytest.raises(BadInput, match="loss: found binary_cross_entropy, expected a squared one"):
        with_negative("cross_entropy", ACTIVATIONS["sigmoid"], MARKS)
