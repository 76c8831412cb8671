"""What an explanation says of itself: digits carried on, kinks, batches, methods without a rate, divergence."""

import re
import warnings

import pytest

from perceptop.app.cli.explain import ExplainedRun, ExplainOptions, answer
from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.explain.dispatch import explain, explain_row
from perceptop.core.explain.gradient_check import check_all
from perceptop.core.explain.gradient_check_text import report_section
from perceptop.core.explain.text import to_text
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Equation, Link
from perceptop.core.training.trainer import Trainer
from tests.grid import grid


def trainer_of(name="xor", epochs=0, **overrides):
    trainer = load_experiment(name).override(Overrides(**overrides)).trainer()
    trainer.run(epochs=epochs)
    return trainer


def pages(trainer, example=1):
    """Every page of the trainer, as groups that are read together."""
    network = trainer.network
    for layer, size in enumerate(network.layers[1:], 1):
        for index in range(size):
            yield [explain(trainer, Link(NeuronAddress(layer, index), example))]
    for layer, (rows, columns) in enumerate(network.shapes):
        for row in range(rows):
            for column in range(columns):
                yield [explain(trainer, Link(SynapseAddress.at(network.layers, layer, row, column), example))]
    yield [explain(trainer, Link(LossAddress()))]
    yield explain_row(trainer, example)


def digits_of(text):
    return len(text.partition("e")[0].replace(".", "").lstrip("0"))


def used_otherwise(equations):
    """Numbers that stand in an expression with a digit more than where they were printed as a result before."""
    printed = {}
    for line in equations:
        expression = "".join(span.text for span in line.expression)
        for text in re.findall(r"(?<![\w.^])\d[0-9.]*(?:e-?\d+)?", expression):
            for value, result in printed.items():
                digits = digits_of(text)
                if digits > digits_of(result) and float(f"{abs(value):.{digits - 1}e}") == float(text):
                    yield line.text, result
        # Where terms cancel, what is left has no more digits that the engine and the printed sum agree on.
        if abs(line.value) > 1e-7:
            printed[line.value] = line.result.lstrip("-")


@pytest.mark.parametrize(
    ("activation", "layers"),
    grid(["sigmoid", "tanh", "softplus", "gaussian", "tanh_stepwise"], [(2, 4, 1), (2, 3, 3, 1)]),
)
def test_a_number_is_used_as_it_is_printed(activation, layers):
    for seed in range(3):
        trainer = trainer_of(epochs=40, activation=(activation,), layers=layers, seed=seed)
        for read_together in pages(trainer):
            lines = [line for page in read_together for line in page.equations]
            assert [*used_otherwise(lines)] == []
            assert all(type(line) is Equation for line in lines)


def test_a_kink_is_not_counted_among_those_that_agree():
    network = Network([1, 1, 1], ["relu", "linear"], weights=[[[1.0], [0.0]], [[1.0], [0.0]]])
    trainer = Trainer(network, Dataset([[0.0], [1.0]], [[3.0], [0.0]]), loss="half_sse")
    lines = [line.text for line in report_section(check_all(trainer)).lines]
    assert lines[0] == "3 of 4 synapses: ✓ agree"
    assert lines[1].startswith("1 sits on a kink")


def test_a_method_without_a_learning_rate_is_told_without_one():
    for optimizer in ("irprop-", "sgd"):
        trainer = trainer_of(epochs=3, optimizer=optimizer)
        text = to_text(explain(trainer, Link(SynapseAddress(0, 0, 1), 0)))
        assert ("-learning rate ·" in text) == (optimizer == "sgd")
        assert ("irprop- has no learning rate" in text) == (optimizer == "irprop-")


@pytest.mark.parametrize("address", [NeuronAddress(1, 0), NeuronAddress(2, 0)])
def test_delta_says_of_how_many_rows_its_loss_is(address):
    def text(**overrides):
        return " ".join(to_text(explain(trainer_of(**overrides), Link(address, 0))).split())

    assert "the loss of a batch of 3 rows, which one update uses, not of all 4" in text(batch=3)
    assert "the loss of one row, which one update uses" in text(batch=1)
    assert "one update uses" not in text()


def test_the_loss_says_that_an_update_uses_a_part_of_it():
    def text(**overrides):
        return to_text(explain(trainer_of(**overrides), Link(LossAddress())))

    assert "the loss of a batch of 2 rows out of all these" in text(batch=2)
    assert "the loss that an update uses" not in text()


@pytest.mark.parametrize(
    "question",
    [
        ExplainOptions(1, (), "", ""),
        ExplainOptions(2, (), "neuron", "1.0"),
        ExplainOptions(2, (), "synapse", "0.0-1.0"),
        ExplainOptions(1, (), "check", ""),
    ],
)
@pytest.mark.parametrize("loss", ["half_mse", "mse"])
def test_a_run_that_has_diverged_says_so_and_warns_nobody(question, loss):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = answer(ExplainedRun("linear", None, 500, {"learning_rate": 10.0, "loss": loss}), question)
    assert re.search(r"after [0-9]+ epochs from seed 1, where it diverged", said[0])
