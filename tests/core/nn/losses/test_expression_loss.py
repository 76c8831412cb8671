"""A loss written in an experiment file: checked against itself when it is read, then trained, explained, repeated."""

import re

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.gradient_check import check_all
from perceptop.core.explain.loss import explain_loss
from perceptop.core.explain.neuron import explain_neuron
from perceptop.core.explain.text import to_text
from perceptop.core.nn.losses.expression_loss import ExpressionLoss
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.training.trainer import Trainer

FILE = """
[data]
truth_table = "a ^ b"
[network]
layers = [2, 3, 1]
weights = {{ uniform = [-1, 1], seed = 3 }}
[training]
loss = {loss}
learning_rate = 0.5
epochs = 20
"""
PAIRS = [
    ("(a - y)**2", "2 * (a - y)"),
    ("abs(a - y)", "sign(a - y)"),
    ("-y * log(a) - (1 - y) * log(1 - a)", "(a - y) / (a * (1 - a))"),
    ("(a - y)**4 / 4", "(a - y)**3"),
    ("sqrt(1 + (a - y)**2) - 1", "(a - y) / sqrt(1 + (a - y)**2)"),
    ("(a-y)**2/2 if abs(a-y) < 0.5 else 0.5*abs(a-y) - 0.125", "max(-0.5, min(0.5, a - y))"),
    ("1 - cos(a - y)", "sin(a - y)"),
    ("exp(a - y) - a", "exp(a - y) - 1"),
]
A = np.array([[0.2, 0.7], [0.9, 0.4], [0.5, 0.1]])
Y = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])


def written(value, slope):
    return f'{{ value = "{value}", slope = "{slope}" }}'


@pytest.fixture
def opened(tmp_path):
    def open_it(loss):
        file = tmp_path / "own.toml"
        file.write_text(FILE.format(loss=loss))
        return load_experiment(file)

    return open_it


def test_the_loss_is_the_mean_over_all_outputs_of_all_examples():
    loss = ExpressionLoss("abs(a - y)", "sign(a - y)")
    assert loss.value(A, A, Y) == pytest.approx(np.abs(A - Y).mean(), rel=1e-14)
    np.testing.assert_allclose(loss.gradient(A, Y), np.sign(A - Y) / 6, rtol=1e-14)
    epochs = np.stack([A.T, A.T**2])
    expected = [np.abs(A - Y).mean(), np.abs(A**2 - Y).mean()]
    np.testing.assert_allclose(loss.values(epochs, epochs, Y.T), expected, rtol=1e-14)


def test_a_number_for_all_outputs_is_one_for_each():
    np.testing.assert_array_equal(ExpressionLoss("a", "1").gradient(A, Y), np.full((3, 2), 1 / 6))


@pytest.mark.parametrize("batch", ["full", 1, 3])
def test_mse_written_out_trains_as_mse_does(batch):
    data = Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
    networks = [Network([2, 3, 1], seed=3) for _ in range(2)]
    for network, loss in zip(networks, ("mse", ExpressionLoss("(a - y)**2", "2*(a - y)")), strict=True):
        trainer = Trainer(network, data, loss=loss, learning_rate=0.5, batch=batch)
        trainer.run(50)
    np.testing.assert_allclose(networks[1].theta, networks[0].theta, rtol=1e-12)


@pytest.mark.parametrize(("value", "slope"), PAIRS)
def test_slopes_that_agree_are_taken_and_pass_the_gradient_check(opened, value, slope):
    trainer = opened(written(value, slope)).trainer()
    trainer.run()
    report = check_all(trainer)
    assert report.passed
    assert report.kinks == 0


@pytest.mark.parametrize(
    ("value", "slope"),
    [
        ("(a - y)**2", "(a - y)"),
        ("(a - y)**2", "2 * (y - a)"),
        ("(a - y)**2", "2.0001 * (a - y)"),
        ("abs(a - y)", "1"),
        ("log(a)", "1 / a + 1"),
        ("(a - y)**2", "log(-1 - a * a)"),
    ],
)
def test_slopes_that_do_not_agree_are_refused_with_place_and_both_numbers(opened, value, slope):
    with pytest.raises(
        BadInput, match=r"own\.toml: training\.loss\.slope: found \S+ at a = \S+, y = \S+, expected the"
    ):
        opened(written(value, slope))


def test_the_message_has_the_slope_that_value_has():
    with pytest.raises(BadInput, match=r"found 2 at a = -1\.93, y = -1, expected the slope of loss\.value there, -1$"):
        ExpressionLoss("-a", "2")


@pytest.mark.parametrize(
    ("loss", "message"),
    [
        (written("(a - t)**2", "2*(a - t)"), r"training\.loss\.value: found t, expected a for the output"),
        (written("(a - y)**2", "2*(b - y)"), r"training\.loss\.slope: found b, expected a for the output"),
        (written("a +", "1"), r"training\.loss\.value: found a \+, expected an expression"),
        (written("__import__('os')", "1"), r"training\.loss\.value: found __import__"),
        (written("log(-1 - a * a)", "1"), r"training\.loss\.value: .* expected one that has finite values"),
        ('{ value = "a" }', r"training\.loss\.slope: found nothing, expected a text"),
        ('{ value = "a", slope = "1", scale = 2 }', r"training\.loss\.scale: found an unknown key"),
        ("3", r"training\.loss: found 3, expected a text"),
    ],
)
def test_what_is_no_loss_is_refused_with_its_key(opened, loss, message):
    with pytest.raises(BadInput, match=r"own\.toml: " + message):
        opened(loss)


def test_a_kink_is_a_place_where_an_output_crosses_its_target():
    sharp, smooth = ExpressionLoss(*PAIRS[1]), ExpressionLoss(*PAIRS[0])
    assert sharp.side(A, Y).tolist() == (A > Y).tolist()
    assert smooth.side(A, Y).tolist() == [0]
    assert ExpressionLoss("20 * exp(a - y)", "20 * exp(a - y)").side(A, Y).tolist() == [0]


@pytest.mark.parametrize(("value", "slope"), [pair for pair in PAIRS if "if" not in pair[0] and "cos" not in pair[0]])
def test_the_explanation_puts_numbers_in(opened, value, slope):
    trainer = opened(written(value, slope)).trainer()
    text = to_text(explain_loss(trainer))
    assert f"row 1 = {value} = " in " ".join(text.split())
    assert "only it knows" not in text
    neuron = to_text(explain_neuron(ExamplePass.of_trainer(trainer, 0), NeuronAddress(2, 0)))
    assert f"({slope}) / (examples · outputs)" in neuron


def test_a_power_is_written_as_one(opened):
    text = to_text(explain_loss(opened(written("abs(a - y)**3", "3 * abs(a - y) * (a - y)")).trainer()))
    row = next(line for line in text.splitlines() if line.strip().startswith("row 1"))
    assert re.fullmatch(r"  row 1 = abs\(a - y\)\*\*3 = abs\([\d.]+ - 0\)\^3 = [\d.]+", row)


def test_what_cannot_be_written_out_is_given_as_its_number(opened):
    trainer = opened(written("1 - cos(a - y)", "sin(a - y)")).trainer()
    assert "only it knows" in to_text(explain_loss(trainer))
    assert "as the loss gives it" in to_text(explain_neuron(ExamplePass.of_trainer(trainer, 0), NeuronAddress(2, 0)))


def test_another_loss_may_stand_in_for_it(opened):
    own = opened(written("abs(a - y)", "sign(a - y)"))
    assert own.override(Overrides(loss="mse")).trainer().loss_function.name == "mse"
    assert own.override(Overrides(seed=4)).trainer().loss_function.name == "own"
