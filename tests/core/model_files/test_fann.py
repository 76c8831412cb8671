from pathlib import Path

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network

FANN = Path(__file__).parent / "fann"
TWINS = ("linear", "sigmoid", "sigmoid_stepwise", "tanh", "tanh_stepwise", "gaussian")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.net"


@pytest.fixture
def spoilt(path):
    """Load libfann's and.net with one piece of it replaced."""

    def load(old, new):
        text = (FANN / "and.net").read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return Network.load(path)

    return load


@pytest.mark.parametrize(
    ("name", "inputs", "outputs"),
    # What libfann 2.2 (double precision) computes from these files.
    [
        ("and.net", [[-1, -1], [-1, 1], [1, -1], [1, 1]], [[-1], [-1], [-1], [1]]),
        (
            "three-layers.net",
            [[0.3, -0.7, 0.2], [1, 0.5, -1]],
            [[0.085639239997, 0.534954301926], [0.098500007903, 0.547082532706]],
        ),
    ],
)
def test_a_network_of_libfann_computes_what_it_does_there(name, inputs, outputs):
    np.testing.assert_allclose(Network.load(FANN / name).predict(inputs), outputs, rtol=0, atol=1e-12)


def test_what_is_read_is_a_network_like_any_other():
    network = Network.load(FANN / "and.net")
    assert repr(network) == "Network(2-4-1, tanh, tanh_stepwise)"
    assert network.bias == (True, True)


def test_a_steepness_of_each_neuron_s_own_goes_into_its_weights(spoilt):
    network = spoilt("(3, 5, 5.00000000000000000000e-01)", "(3, 5, 2.50000000000000000000e-01)")
    before = Network.load(FANN / "and.net")
    ratio = network.weights[0] / before.weights[0]
    np.testing.assert_allclose(ratio, [[0.5, 1, 1, 1]] * 3)


@pytest.mark.parametrize("activation", TWINS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_weights_come_back_to_the_last_bit(path, activation, dtype):
    network = Network([3, 5, 2], activation, weights=Uniform(-2, 2), biases=Uniform(-2, 2), seed=3, dtype=dtype)
    network.save(path)
    loaded = Network.load(path)
    assert [a.name for a in loaded.activations] == [activation] * 2
    np.testing.assert_array_equal(loaded.theta, network.theta)


def test_a_network_without_biases_gets_biases_of_0(path):
    network = Network([2, 2, 1], "tanh", bias=False, seed=5)
    network.save(path)
    loaded = Network.load(path)
    assert loaded.bias == (True, True)
    assert not loaded.weights[0][-1].any()
    np.testing.assert_array_equal(loaded.predict([[0.3, -1]]), network.predict([[0.3, -1]]))


def test_the_file_has_libfann_s_lines_in_libfann_s_order(path):
    Network.load(FANN / "and.net").save(path)

    def keys(text):
        return [line.partition("=")[0] for line in text.splitlines()]

    assert keys(path.read_text()) == keys((FANN / "and.net").read_text())


def test_neurons_and_connections_are_written_as_libfann_lists_them(path):
    Network([2, 1], "sigmoid", weights=[[[1.0], [-2.0], [0.5]]]).save(path)
    assert path.read_text().splitlines()[-5:] == [
        "cascade_activation_steepnesses=2.50000000000000000000e-01 5.00000000000000000000e-01 "
        "7.50000000000000000000e-01 1.00000000000000000000e+00 ",
        "layer_sizes=3 2 ",
        "scale_included=0",
        "neurons (num_inputs, activation_function, activation_steepness)="
        + "(0, 0, 0.00000000000000000000e+00) " * 3
        + "(3, 3, 5.00000000000000000000e-01) (0, 3, 0.00000000000000000000e+00) ",
        "connections (connected_to_neuron, weight)=(0, 1.00000000000000000000e+00) "
        "(1, -2.00000000000000000000e+00) (2, 5.00000000000000000000e-01) ",
    ]


@pytest.mark.parametrize(
    ("weights", "steepness"),
    # libfann cuts z at 150 / steepness; inputs may be as large as 100.
    [
        ([[2.0], [3.0]], 0.5),
        ([[2.9], [10.0]], 0.5),
        ([[2.9], [10.1]], 0.25),
        ([[-2.0], [-200.0]], 0.25),
        ([[60.0], [0.0]], 2**-6),
        ([[1e6], [0.0]], 2**-10),
    ],
)
def test_a_linear_neuron_has_fann_s_steepness_or_what_it_needs_not_to_be_cut(path, weights, steepness):
    Network([1, 1], "linear", weights=[weights]).save(path)
    assert steepness_of(path, 2) == steepness
    assert Network.load(path).weights[0].tolist() == weights


@pytest.mark.parametrize(
    ("first", "weight", "bias", "steepness"),
    # A neuron before it gives no more than 1, or as much as its own sum can be.
    [
        ("tanh", 200.0, 100.0, 0.5),
        ("tanh", 200.0, 101.0, 0.25),
        ("sigmoid", 299.0, 0.0, 0.5),
        ("linear", 3.1, 0.0, 0.25),
    ],
)
def test_the_room_follows_from_what_the_layer_before_can_give(path, first, weight, bias, steepness):
    Network([1, 1, 1], [first, "linear"], weights=[[[1.0], [0.0]], [[weight], [bias]]]).save(path)
    assert steepness_of(path, 4) == steepness


def steepness_of(path, neuron):
    return float(path.read_text().partition("activation_steepness)=")[2].split(") ")[neuron].split(", ")[2])


@pytest.mark.parametrize("activation", ["relu", "step", "softmax", "softplus", "leaky_relu"])
def test_an_activation_that_fann_does_not_have_is_refused(path, activation):
    with pytest.raises(BadInput, match=f"activation of layer 2: found {activation}, expected one that FANN has"):
        Network([1, 2, 2], ["tanh", activation]).save(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("FANN_FLO_2.1", "FANN_FLO_2.0", "line 1: found FANN_FLO_2.0, expected FANN_FLO_2.1"),
        ("FANN_FLO_2.1", "FANN_FIX_2.1", r"line 1: found FANN_FIX_2.1 \(fixed point\), expected FANN_FLO_2.1"),
        ("network_type=0", "network_type=1", "network_type: found 1, expected 0, a layered network without shortcuts"),
        (
            "connection_rate=1.0",
            "connection_rate=0.5",
            "connection_rate: found 0.500000, expected 1, a network with all",
        ),
        ("scale_included=0", "scale_included=1", "scale_included: found 1, expected 0"),
        ("num_layers=3", "num_layers=4", "layer_sizes: found 3 layers, expected 4, as num_layers says"),
        ("num_layers=3", "num_layers=three", "num_layers: found three, expected a whole number"),
        ("layer_sizes=3 5 2", "layer_sizes=3 5 1", "layer_sizes: found 3 5 1, expected two or more sizes of 2 or more"),
        ("layer_sizes=3 5 2", "layer_sizes=3 5 3", "neurons: found 10 neurons, expected 11, as layer_sizes says"),
        ("quickprop_mu", "quickprop_nu", "line 12: found quickprop_nu=1.75.*, expected a key of FANN's"),
        ("quickprop_mu", "network_type", "line 12: found network_type again, expected a key of FANN's"),
        ("num_layers=3\n", "", "num_layers: found nothing, expected a value"),
        ("(3, 5, 5.0", "(3, 4, 5.0", "neurons of layer 1: found the functions 4, 5, expected the same one"),
        ("(5, 6, 5.0", "(5, 1, 5.0", r"neurons of layer 2: found 1 \(THRESHOLD\), expected one of 0 \(LINEAR\)"),
        ("(5, 6, 5.0", "(5, 8, 5.0", r"neurons of layer 2: found 8 \(GAUSSIAN_SYMMETRIC\), expected one of"),
        ("(5, 6, 5.0", "(5, 99, 5.0", "neurons of layer 2: found 99, expected one of"),
        (
            "(5, 6, 5.0",
            "(5, 6, 500.0",
            "neurons of layer 2: found a steepness of 50, expected more than 0 and, for tanh_stepwise, at most 10",
        ),
        ("(5, 6, 5.0", "(5, 6, -5.0", "neurons of layer 2: found a steepness of -0.5, expected more than 0"),
        ("(5, 6, 5.0", "(4, 6, 5.0", "neurons, number 9: found 4 inputs, expected 5: all of the layer before"),
        ("(5, 6, 5.0", "(5, 6; 5.0", r"neurons, number 9: found \(5, 6; 5.0.*, expected 3 numbers in brackets"),
        ("weight)=(0, 7.0", "weight)=(1, 7.0", "connections, number 1: found neuron 1, expected 0: all in order"),
        ("weight)=(0, 7.0", "weight)=(0, nan) (0, 7.0", r"connections, number 1: found \(0, nan\)"),
        ("weight)=(0, 7.0", "weight)=(0, 7.0) (0, 7.0", "connections: found 18 connections, expected 17"),
        ("7.09213187331752092923e-01", "7e999", r"weights\[0\]\[0\]\[0\]: found inf, expected a finite number"),
    ],
)
def test_what_core_has_no_twin_of_is_refused_by_its_key(spoilt, path, old, new, message):
    with pytest.raises(BadInput, match=message) as problem:
        spoilt(old, new)
    assert str(problem.value).startswith(str(path))


def test_a_file_of_another_system_may_end_its_lines_otherwise(path):
    path.write_bytes((FANN / "and.net").read_bytes().replace(b"\n", b"\r\n"))
    np.testing.assert_array_equal(Network.load(path).theta, Network.load(FANN / "and.net").theta)
