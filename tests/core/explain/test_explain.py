"""Explanations: the numbers are the engine's, what is foretold comes true, and every link leads somewhere."""

import pickle

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.explain.dispatch import explain
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.neuron import explain_forward, explain_neuron
from perceptop.core.explain.synapse import explain_synapse
from perceptop.core.explain.text import to_text
from perceptop.core.files.value_kinds import NumberKind
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import Optimizer
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.session.capture import Capture
from perceptop.core.training.trainer import Trainer

XOR = Dataset([[1, 1], [1, 0], [0, 1], [0, 0]], [[0], [1], [1], [0]])
ARITHMETIC = [row for row in SETTINGS.values() if row.belongs != "stopping" and isinstance(row.kind, NumberKind)]
WAYS = {
    "full batch": {},
    "momentum": {"momentum": 0.8},
    "adam": {"optimizer": "adam", "learning_rate": 0.05},
    "irprop-": {"optimizer": "irprop-", "learning_rate": None},
    "each example": {"batch": 1, "momentum": 0.3},
    **{row.name: {row.name: 0.2} for row in ARITHMETIC},
    "batches": {"batch": 3, "optimizer": "adam", "learning_rate": 0.05},
}


def trainer_of(**settings):
    return Trainer(Network([2, 3, 1], seed=4), XOR, **({"learning_rate": 0.7, "loss": "half_sse"} | settings))


def named(explanation, name):
    return next(equation for equation in explanation.equations if equation.name == name)


def test_an_input_is_said_with_six_digits_and_where_it_comes_from_and_leads_to():
    text = to_text(explain_neuron(ExamplePass.of_inputs(Network([2, 9, 1], seed=1), [1 / 3, 2]), NeuronAddress(0, 0)))
    assert "a = 0.333333, given by hand: it comes from the data, not from arithmetic" in text
    assert "h8 (1.7) and 1 more" in " ".join(text.split())


def test_the_weighted_sum_is_written_with_every_term():
    network = Network([2, 1], "linear", weights=[[[0.83], [-1.2], [0.11]]])
    z = named(explain_neuron(ExamplePass.of_inputs(network, [1, 0]), NeuronAddress(1, 0)), "z")
    assert z.text == "z = Σ input · weight + 1 · bias = 1 × 0.83 + 0 × -1.2 + 1 × 0.11 = 0.94"


def test_the_terms_of_a_sum_lead_to_their_neuron_and_their_synapse():
    case = ExamplePass.of_trainer(trainer_of(), 2)
    spans = named(explain_neuron(case, NeuronAddress(1, 1)), "z").expression
    assert [span.link for span in spans if span.link] == [
        Link(NeuronAddress(0, 0), 2),
        Link(SynapseAddress(0, 0, 1), 2),
        Link(NeuronAddress(0, 1), 2),
        Link(SynapseAddress(0, 1, 1), 2),
        Link(SynapseAddress(0, None, 1), 2),
    ]


@pytest.mark.by_default(4)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_foretold_comes_true_with_the_next_update(way):
    trainer = trainer_of(**WAYS[way])
    trainer.run(epochs=5)
    for _ in range(3):
        network = trainer.network
        places = [
            SynapseAddress.at(network.layers, layer, row, column)
            for layer, (rows, columns) in enumerate(network.shapes)
            for row in range(rows)
            for column in range(columns)
        ]
        foretold = [named(explain_synapse(trainer, place), "w after").value for place in places]
        steps = [
            [line for line in explain_synapse(trainer, place).equations if line.name == "Δw"][-1].value
            for place in places
        ]
        trainer.loop.advance_batches(1)
        np.testing.assert_allclose(foretold, network.theta, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(steps, np.concatenate([step.ravel() for step in trainer.last_step]), rtol=1e-9)


@pytest.mark.parametrize("row", ARITHMETIC, ids=str)
def test_an_update_goes_by_the_slope_of_the_loss_with_every_setting(row):
    trainer, losses = trainer_of(**{row.name: 0.2}), []
    weight = float(trainer.network.weights[0][0, 1])
    for moved in (1e-5, -1e-5, 0.0):
        trainer.set_weight(0, 0, 1, weight + moved)
        losses.append(trainer.loss)
    trainer.loop.advance_batches(1)
    assert trainer.last_gradient[0][0, 1] == pytest.approx((losses[0] - losses[1]) / 2e-5, abs=1e-8)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_explained_is_what_the_panes_show(way):
    trainer = trainer_of(**WAYS[way])
    trainer.run(epochs=3)
    numbers = Capture.of(trainer).numbers(chosen=2)
    for layer in (1, 2):
        for index in range(trainer.network.layers[layer]):
            neuron = explain_neuron(ExamplePass.of_trainer(trainer, 2), NeuronAddress(layer, index))
            assert named(neuron, "z").value == pytest.approx(numbers.z[layer - 1][2, index])
            assert named(neuron, "a").value == neuron.point.a
            assert neuron.point.a == pytest.approx(numbers.activations[layer][2, index])
            assert named(neuron, "δ").value == pytest.approx(numbers.deltas[layer - 1][2, index])
    synapse = explain_synapse(trainer, SynapseAddress(1, 1, 0), example=2)
    if "learning_rate" in trainer.optimizer.settings:
        assert named(synapse, "Δw of row 3").value == pytest.approx(numbers.example_delta[1][1, 0])
        assert named(synapse, "batch Δw").value == pytest.approx(numbers.batch_delta[1][1, 0])
    loss = explain(trainer, Link(LossAddress()))
    assert named(loss, "loss").value == numbers.loss
    assert named(loss, "MSE").value == numbers.mse


def test_a_mini_batch_is_told_by_its_rows():
    trainer = trainer_of(batch=3)
    trainer.run(epochs=1)
    explanation = explain_synapse(trainer, SynapseAddress(0, 0, 0))
    rows = [equation.name for equation in explanation.equations if equation.name.startswith("row")]
    assert rows == [f"row {row + 1}" for row in trainer.present_batch()]
    assert explanation.sections[0].heading.endswith("batch 1 of 2")


@pytest.mark.by_default(4)
@pytest.mark.parametrize("name", ["xor", "letters", "letters-v1", "and-perceptron", "pixels", "fann-and"])
def test_every_link_leads_to_an_explanation_that_can_be_sent(name):
    trainer = load_experiment(name).trainer()
    todo, seen = [Link(LossAddress()), Link(NeuronAddress(1, 0), 1)], set()
    while todo and len(seen) < 150:
        link = todo.pop()
        if link in seen:
            continue
        seen.add(link)
        explanation = explain(trainer, link)
        assert explanation.link.address == link.address
        assert explanation.title
        assert to_text(explanation)
        sent = pickle.dumps(explanation)
        assert len(sent) < 30_000
        assert pickle.loads(sent) == explanation
        todo += explanation.links


def test_a_negative_example_is_drawn_to_the_point_beside_its_target():
    data = Dataset([[0.5], [0.2]], [[0.3], [0.9]], negative=[True, False])
    trainer = Trainer(Network([1, 1], seed=1), data, loss="half_sse")
    explanation = explain_neuron(ExamplePass.of_trainer(trainer, 0), NeuronAddress(1, 0))
    out = trainer.outputs[0, 0]
    assert named(explanation, "error").value == pytest.approx(out - 1.3)
    assert "its target is 1.3, 1 away from 0.3" in to_text(explanation)
    assert named(explain(trainer, Link(LossAddress())), "loss").relation == "="


def test_a_loss_of_ones_own_is_taken_at_its_word():
    def cubed(outputs, targets):
        return float((np.abs(outputs - targets) ** 3).mean())

    trainer = trainer_of(loss=cubed)
    explanation = explain_neuron(ExamplePass.of_trainer(trainer, 1), NeuronAddress(2, 0))
    whole = trainer.network.deltas(trainer.network.forward(XOR.inputs), XOR.targets, cubed)
    assert named(explanation, "δ").value == pytest.approx(whole[-1][1, 0])
    assert named(explanation, "δ").relation == "="
    assert "as the loss gives it" in to_text(explanation)
    assert "only it knows how rows combine" in to_text(explain(trainer, Link(LossAddress())))


def test_given_weights_have_no_delta_and_say_so():
    trainer = load_experiment("letters-v1").trainer()
    text = to_text(explain(trainer, Link(NeuronAddress(1, 0), 0)))
    assert "none: nothing is trained here" in text
    assert "nothing is trained here" in to_text(explain(trainer, Link(SynapseAddress(0, 0, 1))))
    perceptron = load_experiment("and-perceptron").trainer()
    assert "none: step has no slope to learn by" in to_text(explain(perceptron, Link(NeuronAddress(1, 0), 0)))


def test_matched_pairs_say_that_the_slope_cancels_out():
    trainer = trainer_of(loss="cross_entropy")
    explanation = explain_neuron(ExamplePass.of_trainer(trainer, 1), NeuronAddress(2, 0))
    assert [line.name for line in explanation.equations] == ["z", "a", "error", "δ"]
    assert "cancels out" in to_text(explanation)


def test_an_input_comes_from_the_data_and_leads_to_the_first_layer():
    explanation = explain(trainer_of(), Link(NeuronAddress(0, 1), 2))
    assert "a = 1, input 2 of row 3" in to_text(explanation)
    assert explanation.links == tuple(Link(NeuronAddress(1, index), 2) for index in range(3))


def test_the_forward_pass_names_every_neuron():
    names = [line.name for line in explain_forward(ExamplePass.of_trainer(trainer_of(), 0)).equations]
    assert names == [f"{what} of {name}" for name in ("h1", "h2", "h3", "y") for what in ("z", "a")]


def test_an_optimizer_of_ones_own_shows_its_formula_and_its_result():
    class SignDescent(Optimizer):
        name = "signs"
        formula = "Δw = -0.1 · sign(gradient)"

        def calls(self, theta, gradient, step):
            self.state["step"] = step
            tenth = np.array(-0.1)
            return [(np.sign, gradient, step), (np.multiply, step, tenth, step), (np.add, theta, step, theta)]

    trainer = trainer_of(optimizer=SignDescent(), learning_rate=None)
    assert named(explain_synapse(trainer, SynapseAddress(0, 0, 0)), "Δw").text in (
        "Δw = -0.1 · sign(gradient) = 0.1",
        "Δw = -0.1 · sign(gradient) = -0.1",
    )


def test_irprop_that_turns_rests_once():
    trainer = trainer_of(optimizer="irprop-", learning_rate=None)
    rested = 0
    for _ in range(12):
        for layer, row in ((0, 0), (1, 1)):
            explanation = explain_synapse(trainer, SynapseAddress(layer, row, 0))
            if "the weight rests once" in to_text(explanation):
                assert named(explanation, "Δw").value == 0
                rested += 1
        trainer.run(epochs=1)
    assert rested


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (Link(NeuronAddress(1, 7), 0), r"neuron: found 1\.7, expected one of 2-3-1"),
        (Link(NeuronAddress(1, 0), 4), "example: found 5, expected a row from 1 to 4"),
        (Link(SynapseAddress(1, 0, 3), 0), r"synapse: found 1\.0-2\.3, expected an index from 0 to 0 in layer 2"),
    ],
)
def test_what_is_not_there_is_refused(link, message):
    with pytest.raises(BadInput, match=message):
        explain(trainer_of(), link)
