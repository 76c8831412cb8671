"""Negative examples in experiment files and data files: easy-neurons' rule, error 1 - |target - output|."""

import numpy as np
import pytest

from perceptop.core.data.classes import find_classes
from perceptop.core.data.readers.expected_lines import read_expected_lines
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.gradient_check import check_all
from perceptop.core.explain.loss import explain_loss
from perceptop.core.explain.neuron import explain_neuron
from perceptop.core.explain.text import to_text
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.session.session import Session
from perceptop.core.training.metrics import MetricSchedule

FILE = """
[data]
symbols = {{ w = 0.1, h = 0.2, e = 0.3 }}
inputs = ["w", "h", "w"]
targets = ["h", "e", "e"]
{negative}
[network]
layers = [1, 2, 1]
weights = {{ uniform = [-1, 1], seed = 1 }}
[training]
loss = "{loss}"
learning_rate = 0.1
batch = {batch}
epochs = 50
"""
X, Y = np.array([0.1, 0.2, 0.1]), np.array([0.2, 0.3, 0.3])


@pytest.fixture
def opened(tmp_path):
    def open_it(negative="negative = [3]", loss="sse", batch=1):
        file = tmp_path / "letters.toml"
        file.write_text(FILE.format(negative=negative, loss=loss, batch=batch))
        return load_experiment(file)

    return open_it


def errors_of(outputs):
    """As easy-neurons has them, signed so that the output is to go down where they are above 0."""
    errors = outputs - Y
    # 1 - |target - output|, and away from the target.
    errors[2] = -np.sign(errors[2]) * (1 - abs(errors[2]))
    return errors


def test_rows_count_from_one(opened):
    assert opened().dataset.negative.tolist() == [False, False, True]
    assert opened("negative = [1, 2]").dataset.negative.tolist() == [True, True, False]
    assert opened("").dataset.negative is None


@pytest.mark.parametrize("negative", ["negative = [4]", "negative = [0]", "negative = 3", "negative = [true]"])
def test_what_is_no_row_is_refused_with_the_key(opened, negative):
    with pytest.raises(BadInput, match=r"letters\.toml: data\.negative: found "):
        opened(negative)


def test_a_loss_that_is_not_squared_is_refused_with_the_key(opened):
    with pytest.raises(
        BadInput, match=r"letters\.toml: training\.loss: found binary_cross_entropy, expected a squared"
    ):
        opened(loss="cross_entropy")


@pytest.mark.parametrize("batch", [1, '"full"'])
def test_training_follows_the_rule_written_out(opened, batch):
    trainer = opened(batch=batch).trainer()
    first, second = (weights.copy() for weights in trainer.network.weights)
    trainer.run(epochs=50)

    def forward(x):
        hidden = 1 / (1 + np.exp(-(x[:, None] * first[0] + first[1])))
        return hidden, 1 / (1 + np.exp(-(hidden @ second[:2] + second[2])))[:, 0]

    for _ in range(50):
        for rows in [[0], [1], [2]] if batch == 1 else [[0, 1, 2]]:
            hidden, outputs = forward(X[rows])
            full = np.array(Y)
            full[rows] = outputs
            delta = (2 * errors_of(full)[rows] * outputs * (1 - outputs))[:, None]
            back = delta @ second[:2].T * hidden * (1 - hidden)
            second -= 0.1 * np.vstack([hidden.T @ delta, delta.sum(axis=0)])
            first -= 0.1 * np.vstack([X[rows] @ back, back.sum(axis=0)])
    np.testing.assert_allclose(trainer.outputs[:, 0], forward(X)[1], rtol=1e-11)


def test_mse_and_checkpoints_are_of_the_errors_by_the_rule(opened):
    trainer = opened().trainer()
    errors = errors_of(trainer.outputs[:, 0])
    assert trainer.mse == pytest.approx((errors**2).mean(), rel=1e-13)
    assert trainer.loss == pytest.approx((errors**2).sum(), rel=1e-13)
    assert MetricSchedule("mae", 1).of(trainer.present()) == [(0, pytest.approx(abs(errors).mean(), rel=1e-13))]


def test_the_gradient_check_agrees(opened):
    assert check_all(opened().trainer()).passed


def test_the_explanation_shows_the_row_and_what_it_is_drawn_to(opened):
    trainer = opened().trainer()
    output = float(trainer.outputs[2, 0])
    text = to_text(explain_loss(trainer))
    assert "the target of a negative row is 1 away from the one it names" in text
    neuron = to_text(explain_neuron(ExamplePass.of_trainer(trainer, 2), NeuronAddress(2, 0)))
    assert f"its target is {1.3 if output > 0.3 else -0.7:g}, 1 away from 0.3" in neuron


def test_a_snapshot_marks_the_row_and_aims_away_from_it(opened):
    numbers = Session(opened(), playing=False).snapshot().numbers
    assert [numbers.is_negative(place) for place in range(3)] == [False, False, True]
    np.testing.assert_allclose(numbers.outputs[:, 0] - numbers.aims[:, 0], errors_of(numbers.outputs[:, 0]))


def test_not_in_a_line_marks_it():
    rows = read_expected_lines("In; w; Expected; h\n# none\nIn; h; not; w\n", "a.txt", Symbols({"w": 0.1, "h": 0.2}))
    assert (rows.inputs.tolist(), rows.targets.tolist(), rows.negative) == ([[0.1], [0.2]], [[0.2], [0.1]], (1,))


@pytest.mark.parametrize("line", ["In; 1; Not", "In; Not; 1", "In; 1; Not; 0; Expected; 1", "1; Not; 0"])
def test_lines_of_another_form_are_refused(line):
    with pytest.raises(BadInput, match=r"a\.txt, line 1: found"):
        read_expected_lines(line, "a.txt")


def test_a_data_file_brings_its_marks(tmp_path):
    (tmp_path / "a.txt").write_text("In; 0; Expected; 1\nIn; 1; Not; 1\nIn; 1; Expected; 0\n")
    file = tmp_path / "a.toml"
    file.write_text("[data]\nfile = 'a.txt'\nnegative = [1]\n[network]\nlayers = [1, 1]\n[training]\nepochs = 1")
    data = load_experiment(file).dataset
    assert data.negative.tolist() == [True, True, False]
    assert find_classes(data) is not None
