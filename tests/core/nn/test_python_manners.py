"""Networks and trainers in the hands of somebody who writes Python: copies, pickles, assignments, what they print."""

import copy
import pickle

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer

DATA = Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])


def trainer(**settings):
    return Trainer(Network([2, 3, 1], seed=5), DATA, **({"learning_rate": 1.0} | settings))


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda made: pickle.loads(pickle.dumps(made))])
@pytest.mark.parametrize("settings", [{"momentum": 0.5}, {"optimizer": "adam", "learning_rate": 0.1, "batch": 2}])
def test_a_copied_trainer_goes_on_to_the_same_bits_and_leaves_the_first_alone(copied, settings):
    first = trainer(**settings, seed=3)
    first.run(epochs=7)
    weights = first.network.theta.copy()
    second = copied(first)
    second.run(epochs=5)
    np.testing.assert_array_equal(first.network.theta, weights)
    first.run(epochs=5)
    assert second.epoch == 12
    np.testing.assert_array_equal(second.network.theta, first.network.theta)
    second.restart()
    np.testing.assert_array_equal(second.network.theta, Network([2, 3, 1], seed=5).theta)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda made: pickle.loads(pickle.dumps(made))])
def test_a_copied_network_learns_by_itself(copied):
    network = Network([2, 3, 1], seed=5)
    before = network.theta.copy()
    other = copied(network)
    Trainer(other, DATA, learning_rate=1.0).run(epochs=3)
    expected = trainer()
    expected.run(epochs=3)
    np.testing.assert_array_equal(other.weights[0], expected.network.weights[0])
    np.testing.assert_array_equal(network.theta, before)


def test_a_layer_of_weights_can_be_assigned_and_is_learned_from():
    made = trainer()
    made.network.weights[0] = np.full((3, 3), 0.25)
    assert made.network.theta[:9].tolist() == [0.25] * 9
    made.network.weights = [np.zeros((3, 3)), np.ones((4, 1))]
    assert made.network.theta.tolist() == [0.0] * 9 + [1.0] * 4
    with pytest.raises(BadInput, match=r"weights\[1\]: found shape \(3, 1\), expected \(4, 1\)"):
        made.network.weights[1] = np.ones((3, 1))
    assert made.network.theta.tolist() == [0.0] * 9 + [1.0] * 4


def test_weights_written_by_hand_are_in_loss_and_outputs_at_once():
    made = trainer()
    assert made.loss != pytest.approx(0.25, abs=1e-4)
    made.network.weights[1][:] = 0
    assert made.outputs.tolist() == [[0.5]] * 4
    assert made.loss == made.mse == 0.25


def test_settings_can_be_assigned_on_the_way():
    made, other = trainer(learning_rate=0.1), trainer(learning_rate=2.0, momentum=0.5)
    made.learning_rate, made.momentum = 2.0, 0.5
    made.run(epochs=3)
    other.run(epochs=3)
    np.testing.assert_array_equal(made.network.theta, other.network.theta)
    made.batch_size = 2
    assert (made.batch_size, made.batches_per_epoch, made.shuffle) == (2, 2, True)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("learning_rate", 0, "learning rate: found 0, expected a number above 0"),
        ("learning_rate", -1.0, "learning rate: found -1.0, expected a number above 0"),
        ("learning_rate", float("nan"), "learning rate: found nan, expected a number above 0"),
        ("momentum", 1.0, "momentum: found 1.0, expected a number from 0 to below 1"),
        ("momentum", -0.1, "momentum: found -0.1, expected a number from 0 to below 1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_when_made_and_when_assigned(name, value, message):
    with pytest.raises(BadInput, match=message):
        trainer(**{name: value})
    made = trainer()
    with pytest.raises(BadInput, match=message):
        setattr(made, name, value)
    assert (made.learning_rate, made.momentum) == (1.0, 0.0)


def test_a_setting_that_the_optimizer_does_not_have_is_refused():
    made = trainer(optimizer="irprop-", learning_rate=None)
    with pytest.raises(BadInput, match=r"found 0\.5, expected none: irprop- has no learning rate"):
        made.learning_rate = 0.5


def test_what_they_print_says_what_they_are():
    made = trainer(momentum=0.9, seed=3)
    made.run(epochs=1200)
    assert repr(made.network) == "Network(2-3-1, sigmoid, sigmoid)"
    assert repr(made) == (
        "Trainer(2-3-1, 4 examples, mse, sgd(learning_rate=1, momentum=0.9), full batch, seed 3, epoch 1,200)"
    )
    assert "batches of 2, seed 0, epoch 0" in repr(trainer(batch=2))
    assert repr(DATA) == "Dataset(4 examples, inputs x1, x2, targets y)"
