"""Which row, how many more, which batch, whose activation: what an explanation says in words beside its equations."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.explain.dispatch import explain
from perceptop.core.explain.equations.arithmetic import Difference, Number
from perceptop.core.explain.equations.digits import rounded
from perceptop.core.explain.equations.equation import equation
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.neuron import explain_forward, explain_neuron
from perceptop.core.explain.synapse import explain_synapse
from perceptop.core.explain.text import to_text
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.training.trainer import Trainer

XOR = Dataset([[1, 1], [1, 0], [0, 1], [0, 0]], [[0], [1], [1], [0]])
TWELVE = Dataset(np.arange(12.0)[:, None] / 12, np.arange(12.0)[:, None] / 24)


def trainer_of(data=XOR, hidden=2, activation="sigmoid", **settings):
    layers = [data.inputs.shape[1], hidden, data.targets.shape[1]]
    return Trainer(Network(layers, activation, seed=4), data, **({"learning_rate": 0.5} | settings))


def loss_of(trainer):
    return explain(trainer, Link(LossAddress()))


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567.0, "1234567"), (12345678.0, "1.235e7"), (0.00012345, "0.0001234"), (0.000012345, "1.234e-5")],
)
def test_from_ten_millions_and_below_a_ten_thousandth_there_is_an_exponent(value, text):
    assert rounded(value, 4) == text


def test_where_all_digits_do_not_suffice_the_result_has_less():
    made = equation("r", 1.1102230246251565e-15, Difference(Number(1.000000000000001), Number(1.0)))
    assert made.text == "r = 1.0000000000000011 - 1 = 1.1e-15"


def test_a_title_says_the_row_as_it_is_counted_from_1():
    case = ExamplePass.of_trainer(trainer_of(), 2)
    assert explain_neuron(case, NeuronAddress(1, 1)).title == "h2 (1.1), row 3 of 4"
    assert explain_forward(case).title == "row 3 of 4, forward through the network"


@pytest.mark.parametrize(("hidden", "last", "more"), [(32, "h32", ""), (40, "h32", " and 8 more")])
def test_of_a_wide_layer_32_activations_are_shown_in_a_line(hidden, last, more):
    line = explain_forward(ExamplePass.of_trainer(trainer_of(hidden=hidden), 0)).sections[1].lines[-1]
    assert line.text.count(" = ") == 32
    assert line.text.split(", ")[-1].startswith(f"{last} = ")
    assert line.text.endswith(more)


def test_the_ninth_row_and_those_after_it_are_counted():
    trainer = trainer_of(TWELVE)
    gradient = explain_synapse(trainer, SynapseAddress(0, 0, 1)).sections[0]
    for section in (gradient, loss_of(trainer).sections[0]):
        texts = [line.text for line in section.lines]
        assert sum(text.startswith("row ") for text in texts) == 8
        assert "… and 4 rows more" in texts


def test_rows_of_a_later_batch_have_their_numbers_in_the_data():
    trainer = trainer_of(TWELVE, batch=4, shuffle=False)
    trainer.loop.advance_batches(2)
    section = explain_synapse(trainer, SynapseAddress(0, 0, 1)).sections[0]
    assert section.heading.endswith("batch 3 of 3")
    rows = [line.text.split(" = ")[0] for line in section.lines]
    assert rows == ["row 9", "row 10", "row 11", "row 12", "gradient"]


@pytest.mark.parametrize(
    ("batch", "said"), [("full", None), (4, "a batch of 4 rows"), (3, "a batch of 3 rows"), (1, "one row")]
)
def test_a_loss_of_less_than_all_rows_is_told(batch, said):
    trainer = trainer_of(TWELVE, batch=batch)
    delta = to_text(explain(trainer, Link(NeuronAddress(1, 0), 5)))
    assert ("this is the loss of" in delta) == (said is not None)
    assert (f"this is the loss of {said}, which one update uses, not of all 12" in delta) == (said is not None)
    assert (f"the loss of {said} out of all these" in to_text(loss_of(trainer))) == (said is not None)


def test_only_of_a_negative_row_it_is_said_what_should_not_come_out():
    data = Dataset([[0.5], [0.2]], [[0.3], [0.9]], negative=[True, False])
    trainer = Trainer(Network([1, 1], seed=1), data, loss="half_sse")
    said = ["negative row" in to_text(explain(trainer, Link(NeuronAddress(1, 0), row))) for row in (0, 1)]
    assert said == [True, False]


def test_the_matched_activation_is_that_of_the_outputs():
    trainer = trainer_of(activation=["tanh", "sigmoid"], loss="cross_entropy")
    text = to_text(explain(trainer, Link(NeuronAddress(2, 0), 1)))
    assert "and sigmoid are matched: the slope of sigmoid cancels out" in text


def test_a_bias_has_no_part_in_the_l2_penalty():
    trainer = trainer_of(l2=0.5, loss="half_sse")
    trainer.set_weight(0, 2, 1, 3.0)
    trainer.set_weight(0, 0, 1, 2.0)
    bias, weight = (explain_synapse(trainer, SynapseAddress(0, source, 1)) for source in (None, 0))
    assert "the L2 penalty does not count biases" in to_text(bias)
    (penalty,) = [line.value for line in weight.equations if line.name == "of the L2 penalty"]
    assert penalty == 1.0
    steps = [next(line.value for line in made.equations if line.name == "batch Δw") for made in (bias, weight)]
    _, gradients = trainer.network.gradients(XOR.inputs, XOR.targets, "half_sse")
    assert steps == pytest.approx([-0.5 * gradients[0][2, 1], -0.5 * (gradients[0][0, 1] + 1.0)])


def test_the_penalty_stands_between_the_loss_and_the_mse():
    headings = [section.heading for section in loss_of(trainer_of(l2=0.5)).sections]
    assert headings[0].startswith("mse = ")
    assert "penalty" in headings[1]
    assert headings[2].startswith("MSE")


def test_two_digits_of_a_small_step_show_in_the_weight_after_it():
    # loss = w² / 2 at w = 1, so the gradient is 1.
    network = Network([1, 1], "linear", bias=False, weights=[[[1.0]]])
    trainer = Trainer(network, Dataset([[1.0]], [[0.0]]), loss="half_sse", learning_rate=1.26e-6)
    *_, line = explain_synapse(trainer, SynapseAddress(0, 0, 0)).equations
    assert (line.name, line.result) == ("w after", "0.9999987")
