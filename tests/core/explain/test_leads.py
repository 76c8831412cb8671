"""Where an explanation leads, as options of the command line; and the words of a gradient check."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.explain.dispatch import explain
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.gradient_check import GradientCheck, GradientReport
from perceptop.core.explain.gradient_check_text import report_section
from perceptop.core.explain.text import to_text
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Explanation, Line, Link, Section, Span
from perceptop.core.training.trainer import Trainer

HERE = Link(NeuronAddress(2, 0), 1)
DATA = Dataset([[0.0], [0.25], [0.5], [1.0]], [[0.0], [0.5], [1.0], [0.25]])


def leads(*links, width=100):
    """The last lines of an explanation with these links."""
    line = Line(tuple(Span("·", link) for link in links))
    text = to_text(Explanation("y", HERE, (Section("a", (line,)),)), width)
    return [row.strip() for row in text.partition("leads to:\n")[2].splitlines()]


def test_another_example_is_named_and_counted_from_1():
    links = [Link(NeuronAddress(1, 0), 1), Link(NeuronAddress(1, 1), 4), Link(SynapseAddress(0, 1, 2)), HERE]
    assert leads(*links) == ["--neuron 1.0 · --example 5 --neuron 1.1 · --synapse 0.1-1.2"]


def test_after_eight_leads_the_others_are_counted():
    (row,) = leads(*(Link(NeuronAddress(1, index), 1) for index in range(10)), width=200)
    assert row.split(" · ") == [*(f"--neuron 1.{index}" for index in range(7)), "--neuron 1.7 and 2 more"]


@pytest.mark.parametrize(("width", "rows"), [(28, 2), (29, 1)])
def test_a_row_is_filled_to_its_width_and_no_further(width, rows):
    # Two leads of 14 and 12 characters with a space between, after an indent of 2.
    assert len(leads(Link(NeuronAddress(1, 0), 1), Link(NeuronAddress(1, 1), 1), width=width)) == rows


def test_the_neuron_after_the_last_is_refused():
    trainer = Trainer(Network([1, 3, 1]), DATA)
    with pytest.raises(BadInput, match=r"neuron: found 1\.3, expected one of 1-3-1"):
        explain(trainer, Link(NeuronAddress(1, 3), 0))
    assert explain(trainer, Link(NeuronAddress(1, 2), 3)).title == "h3 (1.2), row 4 of 4"


def cubed(outputs, targets):
    return float((np.abs(outputs - targets) ** 3).mean())


@pytest.mark.parametrize("loss", ["mse", "half_sse", cubed])
def test_delta_of_a_row_in_a_later_batch_is_that_of_the_batch(loss):
    network = Network([1, 2, 1], seed=3)
    trainer = Trainer(network, DATA, loss=loss, batch=2, shuffle=False, learning_rate=0.1)
    trainer.loop.advance_batches(1)
    batch = slice(2, 4)
    deltas = network.deltas(network.forward(DATA.inputs[batch]), DATA.targets[batch], loss)
    case = ExamplePass.of_trainer(trainer, 3)
    assert case.delta(2, 0) == pytest.approx(deltas[-1][1, 0], rel=1e-6)
    assert case.delta(1, 1) == pytest.approx(deltas[0][1, 1], rel=1e-6)


def failed(index):
    return GradientCheck(SynapseAddress(0, 0, index), 1.0, 2.0, 0.1, False)


def test_a_report_lists_eight_that_differ_and_counts_all():
    checks = tuple(failed(index) for index in range(10))
    texts = [line.text for line in report_section(GradientReport(20, 50, 1, checks, checks[0])).lines]
    assert texts[0] == "19 of 50 synapses: ✗ 10 differ"
    assert texts[1].startswith("1 sits on a kink")
    assert texts[2].startswith("30 were left out")
    assert sum(text.startswith("differs: ") for text in texts) == 8


def test_several_sit_on_a_kink():
    texts = [line.text for line in report_section(GradientReport(5, 5, 2, (), None)).lines]
    assert texts[0] == "3 of 5 synapses: ✓ agree"
    assert texts[1].startswith("2 sit on a kink")
