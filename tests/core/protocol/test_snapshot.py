"""What a snapshot says of itself: whether it rests, has ended, runs in full batches, and where its rows are."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress, parse_neuron, parse_synapse
from perceptop.core.protocol.changes import Edit
from perceptop.core.protocol.explanation import Explanation, Line, Link, Section, Span
from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.protocol.picture import Confusion
from perceptop.core.session.session import Session


@pytest.fixture(scope="module")
def xor():
    return Session(load_experiment("xor"), None, playing=False).snapshot()


@pytest.mark.parametrize(
    ("state", "busy", "unseen", "resting", "ended"),
    [
        ("paused", False, False, True, False),
        ("running", True, False, False, False),
        ("paused", False, True, False, False),
        ("finished", False, False, True, True),
        ("diverged", False, False, True, True),
        ("finished", False, True, False, False),
        ("diverged", True, False, False, False),
    ],
)
def test_a_run_rests_if_nothing_is_under_way_or_to_follow(xor, state, busy, unseen, resting, ended):
    progress = dataclasses.replace(xor.progress, state=state, busy=busy, unseen=unseen)
    assert (progress.resting, progress.ended) == (resting, ended)


@pytest.mark.parametrize(("batch", "full"), [(1, False), (3, False), (4, True)])
def test_a_full_batch_has_all_examples(xor, batch, full):
    assert dataclasses.replace(xor.about, batch=batch).full_batch is full


def test_the_row_of_the_chosen_example_is_counted_from_the_first_one_shown(xor):
    assert dataclasses.replace(xor.numbers, first=56, chosen=58).row == 2


def test_a_negative_example_is_drawn_aside_in_all_its_outputs(xor):
    targets, outputs = np.array([[0.2, 0.8], [0.5, 0.5]]), np.array([[0.3, 0.1], [0.6, 0.4]])
    numbers = dataclasses.replace(xor.numbers, targets=targets, outputs=outputs, negative=np.array([False, True]))
    assert numbers.aims.tolist() == [[0.2, 0.8], [1.5, -0.5]]
    assert [numbers.is_negative(place) for place in (0, 1)] == [False, True]


def test_neurons_beyond_the_tenth_have_an_address():
    assert parse_neuron("1.12", (2, 13, 1)) == NeuronAddress(1, 12)
    assert parse_synapse("10.12-11.345", (1,) * 10 + (13, 346), (True,) * 11) == SynapseAddress(10, 12, 345)


def test_a_bias_is_looked_for_in_its_own_layer():
    assert parse_synapse("0.b-1.0", (1, 1, 1), (True, False)) == SynapseAddress(0, None, 0)
    with pytest.raises(BadInput, match="layer 1 has no bias"):
        parse_synapse("0.b-1.0", (1, 1, 1), (False, True))


@pytest.mark.parametrize(("layers", "name"), [((2, 3, 1), "h2"), ((2, 3, 3, 1), "h1.2"), ((2, 3, 3, 3, 1), "h1.2")])
def test_hidden_neurons_have_the_number_of_their_layer_if_there_are_several(layers, name):
    assert NeuronNames(layers).neuron(1, 1) == name


def test_an_edit_is_written_from_one_layer_to_the_next():
    assert str(Edit(1, 2, 0, 0.5)) == "weight 1.2-2.0 = 0.5"


@pytest.mark.parametrize(("layers", "name"), [((1, 3, 1), "x"), ((2, 3, 1), "x1")])
def test_a_single_input_has_no_number(layers, name):
    assert NeuronNames(layers).neuron(0, 0) == name


def test_names_that_are_told_come_before_those_of_the_network():
    network = Network([1, 1], labels=Labels(inputs=("own",), outputs=("end",)))
    assert NeuronNames.of(network, ["told"]) == NeuronNames((1, 1), ("told",), ("end",))


def test_no_examples_have_an_accuracy_of_0():
    assert Confusion(("a", "b"), np.zeros((2, 2), int), False).accuracy == 0


def test_an_explanation_does_not_lead_to_itself():
    here, there = Link(NeuronAddress(1, 0), 0), Link(NeuronAddress(1, 0), 1)
    line = Line((Span("a", here), Span("b", there), Span("c", there)))
    assert Explanation("h1", here, (Section("z", (line,)),)).links == (there,)
