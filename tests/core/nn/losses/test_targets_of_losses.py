"""Targets that a loss cannot mean are refused with the remedy, and no others are."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer

INPUTS = [[0.0], [1.0], [2.0]]


def trainer(activation, loss, targets):
    targets = np.asarray(targets, float)
    return Trainer(Network([1, targets.shape[1]], activation), Dataset(INPUTS, targets), loss=loss)


@pytest.mark.parametrize(
    ("activation", "loss", "targets", "message"),
    [
        (
            "sigmoid",
            "cross_entropy",
            [[0], [1], [2]],
            "binary_cross_entropy with a target of 2 in row 3, expected targets",
        ),
        (
            "sigmoid",
            "binary_cross_entropy",
            [[1], [-1], [1]],
            "a target of -1 in row 2, expected targets from 0 to 1: give",
        ),
        ("gaussian", "cross_entropy", [[0], [1], [1.5]], "a target of 1.5 in row 3"),
        ("softmax", "cross_entropy", [[1, 0], [2, -1], [0, 1]], "cross_entropy with a target of 2 in row 2"),
        (
            "softmax",
            "cross_entropy",
            [[1, 0], [0, 0], [0, 1]],
            "targets that sum to 0 in row 2, expected targets of softmax",
        ),
        ("softmax", "cross_entropy", [[1, 0], [0, 1], [1, 1]], "targets that sum to 2 in row 3"),
        ("softmax", "mse", [[1], [0], [1]], "activation: found softmax in a layer of one neuron, which always gives 1"),
    ],
)
def test_what_a_loss_cannot_mean_is_refused(activation, loss, targets, message):
    with pytest.raises(BadInput) as refusal:
        trainer(activation, loss, targets)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("activation", "loss", "targets"),
    [
        ("sigmoid", "cross_entropy", [[0], [0.5], [1]]),
        ("softmax", "cross_entropy", [[1, 0], [0.333333, 0.666667], [0.1, 0.9]]),
        ("softmax", "binary_cross_entropy", [[1, 0], [0, 0], [1, 1]]),
        ("softmax", "mse", [[1, 0], [0, 0], [3, 1]]),
        ("sigmoid", "mse", [[0], [1], [2]]),
        ("tanh", "half_sse", [[-1], [1], [1]]),
        ("linear", "mse", [[-48], [0], [48]]),
        ("sigmoid", lambda outputs, targets: float(((outputs - targets) ** 2).sum()), [[0], [1], [2]]),
    ],
)
def test_what_it_can_mean_trains(activation, loss, targets):
    trainer(activation, loss, targets).run(epochs=2)


def test_a_file_is_told_where_its_loss_was_given(tmp_path):
    path = tmp_path / "classes.toml"
    text = "[data]\ninputs = [[0], [1], [2]]\ntargets = [[0], [1], [2]]\n[network]\nlayers = [1, 1]\n"
    path.write_text(text + 'activation = "sigmoid"\n[training]\nloss = "cross_entropy"\n')
    with pytest.raises(BadInput, match=r"classes.toml: training.loss: found binary_cross_entropy with a target of 2"):
        load_experiment(path)
    path.write_text(text + 'activation = "sigmoid"\n[training]\n')
    with pytest.raises(BadInput, match="--loss: found binary_cross_entropy with a target of 2"):
        load_experiment(path).override(Overrides(loss="cross_entropy"))


def test_an_override_of_the_activation_is_named():
    with pytest.raises(BadInput, match="--activation: found softmax in a layer of one neuron"):
        load_experiment("xor").override(Overrides(activation=("tanh", "softmax")))
    with pytest.raises(BadInput, match="targets that sum to 0"):
        load_experiment("pixels").override(Overrides(activation=("softmax",), loss="cross_entropy"))
