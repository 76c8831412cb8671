"""The textbook network: shapes, the forward pass by hand, gradients against independent arithmetic."""

import math

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.networks.network import Network

TRAINABLE = [name for name, activation in ACTIVATIONS.items() if activation.trainable]
INPUTS = np.array([[0.3, -0.8, 0.5], [1.1, 0.4, -0.2], [-0.6, 0.9, 0.7], [0.2, 0.1, -1.3]])
TARGETS = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.35, 0.65]])


def differences(network, loss, step=1e-6):
    """The gradient by central differences, flat like theta."""
    slopes = np.empty_like(network.theta)
    for place, middle in enumerate(network.theta.copy()):
        values = []
        for moved in (middle + step, middle - step):
            network.theta[place] = moved
            values.append(network.gradients(INPUTS, TARGETS, loss)[0])
        network.theta[place] = middle
        slopes[place] = (values[0] - values[1]) / (2 * step)
    return slopes


def true(registry):
    """Those that learn by their own slopes: a surrogate rightly differs from the differences."""
    return [name for name, each in registry.items() if not each.surrogate]


@pytest.mark.parametrize("loss", true(LOSSES))
@pytest.mark.parametrize("activation", [name for name in true(ACTIVATIONS) if name in TRAINABLE])
def test_gradients_agree_with_central_differences(activation, loss):
    network = Network([3, 4, 2], activation, seed=5)
    _, gradients = network.gradients(INPUTS, TARGETS, loss)
    flat = np.concatenate([gradient.ravel() for gradient in gradients])
    np.testing.assert_allclose(flat, differences(network, loss), atol=1e-7, rtol=1e-7)


@pytest.mark.parametrize("activation", TRAINABLE)
def test_gradients_agree_with_the_chain_rule_written_example_by_example(activation):
    network = Network([3, 4, 2], [activation, "sigmoid"], seed=5)
    _, gradients = network.gradients(INPUTS, TARGETS, "half_sse")
    expected = [np.zeros((4, 4)), np.zeros((5, 2))]
    chosen = ACTIVATIONS[activation]
    for x, y in zip(INPUTS, TARGETS, strict=True):
        z1 = [
            math.fsum([*(x[i] * network.weights[0][i][j] for i in range(3)), network.weights[0][3][j]])
            for j in range(4)
        ]
        a1 = chosen.function(np.array([z1]))[0]
        z2 = [
            math.fsum([*(a1[j] * network.weights[1][j][k] for j in range(4)), network.weights[1][4][k]])
            for k in range(2)
        ]
        a2 = [1 / (1 + math.exp(-z)) for z in z2]
        delta2 = [(a2[k] - y[k]) * a2[k] * (1 - a2[k]) for k in range(2)]
        up = [math.fsum(network.weights[1][j][k] * delta2[k] for k in range(2)) for j in range(4)]
        delta1 = chosen.pull_back(np.array([up]), np.array([z1]), a1[None, :])[0]
        for j, a in enumerate([*a1, 1.0]):
            expected[1][j] += [a * delta2[k] for k in range(2)]
        for i, value in enumerate([*x, 1.0]):
            expected[0][i] += [value * delta1[j] for j in range(4)]
    for gradient, wanted in zip(gradients, expected, strict=True):
        np.testing.assert_allclose(gradient, wanted, atol=1e-10)


def test_input_gradients_agree_with_differences():
    network, step = Network([3, 4, 2], "tanh", seed=2), 1e-6
    slopes = network.input_gradients(INPUTS, TARGETS, "sse")
    for place in np.ndindex(*INPUTS.shape):
        moved = [INPUTS.copy(), INPUTS.copy()]
        moved[0][place] += step
        moved[1][place] -= step
        above, below = (network.gradients(inputs, TARGETS, "sse")[0] for inputs in moved)
        assert slopes[place] == pytest.approx((above - below) / (2 * step), abs=1e-7)


def test_forward_pass_by_hand():
    network = Network([2, 2, 1], ["relu", "linear"], weights=[[[1, -1], [2, 0.5], [0.5, 0]], [[3], [4], [-1]]])
    forward = network.forward([[1.0, 2.0]])
    assert forward.z[0].tolist() == [[5.5, 0.0]]
    assert forward.outputs.tolist() == [[15.5]]
    assert network.predict([1.0, 2.0]).tolist() == [15.5]


def test_forward_without_activation_passes_z_on():
    network = Network([2, 1], "sigmoid", weights=[[[2], [3], [1]]])
    assert network.forward([[1, 1]], activate=False).outputs.tolist() == [[6.0]]


def test_weights_without_bias_have_no_bias_row():
    network = Network([3, 4, 1], bias=[False, True], seed=1)
    assert [weights.shape for weights in network.weights] == [(3, 4), (5, 1)]


def test_weights_are_views_of_theta():
    network = Network([2, 4, 1], seed=1)
    network.theta[0] = 42.0
    assert network.weights[0][0, 0] == 42.0
    assert sum(weights.size for weights in network.weights) == network.theta.size == 17


def test_the_same_seed_draws_the_same_weights():
    first, again, other = (Network([2, 4, 1], seed=seed).theta for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_the_shape_follows_from_given_weights():
    network = Network.from_weights([[[1, 2, 3]], [[1], [2], [3]]], biases=[[0, 0, 0], [9]])
    assert network.layers == (1, 3, 1)
    assert network.weights[1].ravel().tolist() == [1, 2, 3, 9]


def test_a_copy_has_weights_of_its_own():
    network = Network([2, 2, 1], "tanh", seed=1)
    other = network.copy()
    other.theta[:] = 0
    assert network.theta.any()
    assert other.activations == network.activations


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"layers": [2]}, r"layers: found \[2\], expected two or more sizes"),
        ({"layers": [2, 0, 1]}, "two or more sizes of 1 or more"),
        ({"layers": [2, 2.5, 1]}, "two or more sizes"),
        ({"layers": [2, 1], "activation": "sine"}, "activation: found sine, expected one of"),
        ({"layers": [2, 1], "activation": ["tanh", "tanh"]}, "activation: found 2 names, expected 1 or 1"),
        ({"layers": [2, 1], "bias": [True, False]}, "bias: found 2 values"),
        ({"layers": [100_000, 100_000]}, "layers: found 10,000,100,000 weights, expected at most"),
        ({"layers": [2, 1], "weights": [[[1], [2]]]}, r"weights\[0\]: found shape \(2, 1\), expected \(3, 1\)"),
        ({"layers": [2, 1], "weights": [[["a"], [2], [3]]]}, r"weights\[0\]: .*expected numbers"),
        ({"layers": [2, 1], "seed": -1}, "seed: found -1, expected a whole number"),
        ({"layers": [2, 1], "dtype": "int8"}, "dtype: found int8, expected float64 or float32"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(arguments, message):
    with pytest.raises(BadInput, match=message) as refusal:
        Network(**arguments)
    assert "\n" not in str(refusal.value)


def test_inputs_of_another_width_are_refused():
    with pytest.raises(BadInput, match=r"inputs: found shape \(1, 3\), expected \(examples, 2\)"):
        Network([2, 1]).predict([[1, 2, 3]])


def test_a_step_network_infers_but_has_no_gradients():
    network = Network([2, 1], "step", weights=[[[1], [1], [-1.5]]])
    assert network.predict([[0, 1], [1, 1]]).ravel().tolist() == [0.0, 1.0]
    with pytest.raises(BadInput, match="activation of layer 1: found step, expected one with a slope"):
        network.gradients([[0, 1]], [[0]])
