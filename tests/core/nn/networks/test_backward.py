"""From dLoss/d output to dLoss/d input: against finite differences, one network in two halves, and the notebook."""

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.networks.online_learner import OnlineLearner

X = np.array([[0.3, -0.7], [1.2, 0.4], [-0.5, 0.9]])
UPSTREAM = np.array([[0.5, -1.0], [2.0, 0.3], [-0.2, 0.7]])
ACTIVATIONS = ("tanh", "sigmoid", "softmax", "gaussian", "linear")


def stand_in(network, x):
    """A loss whose gradient at the outputs is UPSTREAM, whatever they are."""
    return float((network.predict(x) * UPSTREAM).sum())


def slope(loss, numbers, place, h=1e-6):
    kept = numbers[place]
    numbers[place] = kept + h
    above = loss()
    numbers[place] = kept - h
    below = loss()
    numbers[place] = kept
    return (above - below) / (2 * h)


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_both_gradients_are_slopes(output):
    network, x = Network([2, 3, 2], ["tanh", output], seed=4), X.copy()
    weights, inputs = network.backward(network.forward(x), UPSTREAM)
    flat = np.concatenate([gradient.ravel() for gradient in weights])
    for place in range(len(flat)):
        assert flat[place] == pytest.approx(slope(lambda: stand_in(network, x), network.theta, place), abs=1e-8)
    for place in np.ndindex(*x.shape):
        assert inputs[place] == pytest.approx(slope(lambda: stand_in(network, x), x, place), abs=1e-8)


def test_the_call_updates_by_the_gradient_and_returns_that_of_the_weights_before():
    network = Network([2, 3, 2], seed=4)
    before = network.theta.copy()
    weights, inputs = network.backward(network.forward(X), UPSTREAM)
    returned = OnlineLearner(network, learning_rate=0.25).backward(X, UPSTREAM)
    np.testing.assert_array_equal(returned, inputs)
    expected = before - 0.25 * np.concatenate([gradient.ravel() for gradient in weights])
    np.testing.assert_allclose(network.theta, expected, rtol=1e-14)


def test_two_halves_learn_as_the_whole_does():
    targets = np.array([[0.2], [0.9], [0.4]])
    whole = Network([2, 4, 1], seed=3)
    halves = [Network([2, 4], weights=[whole.weights[0]]), Network([4, 1], weights=[whole.weights[1]])]
    learner = OnlineLearner(whole, learning_rate=0.5)
    first, second = (OnlineLearner(half, learning_rate=0.5) for half in halves)
    for _ in range(20):
        learner.learn(X, targets)
        hidden = halves[0].predict(X)
        first.backward(X, second.backward(hidden, halves[1].predict(hidden) - targets))
    np.testing.assert_allclose(np.concatenate([half.theta for half in halves]), whole.theta, rtol=1e-12)


def test_the_neuron_of_the_notebook():
    """Written out as it stands there: 5 inputs, target 5/31, gradient 2 (output - target), learning rate 0.1."""
    rng = np.random.default_rng(5)
    weights, bias = rng.uniform(-1, 1, 5), rng.uniform(-1, 1)
    neuron = Network.from_weights([np.append(weights, bias)[:, None]])
    learner, x = OnlineLearner(neuron, learning_rate=0.1), np.array([0.0, 0, 1, 0, 1])
    for _ in range(200):
        y = 1 / (1 + np.exp(-(weights @ x + bias)))
        delta = 2 * (y - 5 / 31) * y * (1 - y)
        gradient, weights, bias = delta * weights, weights - 0.1 * delta * x, bias - 0.1 * delta
        returned = learner.backward(x, 2 * (neuron.predict(x) - 5 / 31))
        np.testing.assert_allclose(returned, gradient, rtol=1e-10)
    np.testing.assert_allclose(neuron.theta, np.append(weights, bias), rtol=1e-10)


@pytest.mark.parametrize(
    ("inputs", "gradient", "message"),
    [
        (X, UPSTREAM[:2], "gradient: found 2 rows, expected 3"),
        (X, UPSTREAM[:, :1], "gradient: found shape"),
        (X[:, :1], UPSTREAM, "inputs: found shape"),
        (X, UPSTREAM * np.nan, "gradient: found numbers that are not finite"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(inputs, gradient, message):
    network = Network([2, 3, 2], seed=4)
    before = network.theta.copy()
    with pytest.raises(BadInput, match=message):
        OnlineLearner(network).backward(inputs, gradient)
    np.testing.assert_array_equal(network.theta, before)


def test_a_step_has_no_gradient():
    network = Network([2, 2], "step")
    with pytest.raises(BadInput, match="found step"):
        network.backward(network.forward(X), UPSTREAM)
