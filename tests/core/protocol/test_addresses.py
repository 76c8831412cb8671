"""Addresses of neurons and synapses as they are written on the command line."""

import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress, parse_neuron, parse_synapse

LAYERS, BIAS = (2, 4, 1), (True, False)


def test_a_neuron_is_layer_and_index():
    assert parse_neuron("1.3", LAYERS) == NeuronAddress(1, 3)
    assert str(NeuronAddress(1, 3)) == "1.3"


def test_a_synapse_is_two_neurons_or_a_bias_and_a_neuron():
    assert parse_synapse("0.1-1.2", LAYERS, BIAS) == SynapseAddress(0, 1, 2)
    assert parse_synapse("0.b-1.2", LAYERS, BIAS) == SynapseAddress(0, None, 2)
    assert str(SynapseAddress(0, None, 2)) == "0.b-1.2"
    assert str(SynapseAddress(0, 1, 2)) == "0.1-1.2"


def test_the_bias_has_the_last_row():
    assert SynapseAddress(0, None, 2).row(LAYERS) == 2
    assert SynapseAddress.at(LAYERS, 0, 2, 1) == SynapseAddress(0, None, 1)
    assert SynapseAddress.at(LAYERS, 1, 2, 0) == SynapseAddress(1, 2, 0)


@pytest.mark.parametrize(
    "text", ["", "1", "1.", ".1", "1.x", "-1.0", "1.0.0", "1,0", "٣.0", "1.99999999999999", "1e1.0"]
)
def test_what_is_no_neuron_is_refused(text):
    with pytest.raises(BadInput, match=r"--neuron: found .*, expected layer\.index, layer 0 being the inputs: 1\.0"):
        parse_neuron(text, LAYERS)


@pytest.mark.parametrize("text", ["", "0.1", "0.1-", "0.1-1", "b-1.2", "0.b-1.b", "0.1-1.2-2.0", "0.1--1.2"])
def test_what_is_no_synapse_is_refused(text):
    with pytest.raises(BadInput, match=r"--synapse: found .*, expected layer\.index-layer\.index, b for the bias"):
        parse_synapse(text, LAYERS, BIAS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1-2.0", r"a synapse to the next layer: 0\.1-1\.0"),
        ("2.0-1.0", r"a synapse to the next layer: 2\.0-3\.0"),
        ("1.b-2.0", "a synapse from a neuron: layer 2 has no bias"),
        ("0.2-1.0", "an index from 0 to 1 in layer 0"),
        ("0.1-1.4", "an index from 0 to 3 in layer 1"),
        ("5.1-6.4", r"a layer from 0 \(inputs\) to 2 \(outputs\)"),
    ],
)
def test_a_synapse_that_is_not_there_is_refused(text, expected):
    with pytest.raises(BadInput, match=expected):
        parse_synapse(text, LAYERS, BIAS)
