"""Test rows are looked at in every epoch and never learned from."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer

RANDOM = np.random.default_rng(4)
X, Y = RANDOM.normal(size=(20, 3)), np.eye(3)[np.arange(20) % 3]
TEST = Dataset(RANDOM.normal(size=(7, 3)), np.eye(3)[np.arange(7) % 3])


def trainer(test=TEST, **options):
    network = Network([3, 5, 3], ["tanh", "softmax"], seed=3)
    return Trainer(network, Dataset(X, Y, test=test), loss="cross_entropy", learning_rate=0.5, **options)


@pytest.mark.parametrize("options", [{}, {"batch": 4}, {"batch": 4, "optimizer": "adam", "learning_rate": 0.01}])
def test_training_comes_to_the_same_bits_with_test_rows_and_without(options):
    options = {"learning_rate": 0.5} | options
    network, other = (Network([3, 5, 3], ["tanh", "softmax"], seed=3) for _ in range(2))
    for each, test in ((network, TEST), (other, None)):
        Trainer(each, Dataset(X, Y, test=test), loss="cross_entropy", **options).run(epochs=150)
    assert (network.theta == other.theta).all()


@pytest.mark.parametrize("batch", ["full", 4])
def test_each_epoch_of_a_block_has_the_test_loss_of_its_own_weights(batch):
    passed, alone = trainer(batch=batch), trainer(batch=batch)
    block = passed.loop.advance(12)
    assert block.test is not None
    for place in range(len(block)):
        outputs = alone.network.predict(TEST.inputs)
        expected = -np.log(outputs[TEST.targets == 1]).mean()
        assert block.test.losses[place] == pytest.approx(expected, rel=1e-12)
        assert alone.test_loss == pytest.approx(expected, rel=1e-12)
        alone.run(epochs=1)


def test_accuracies_are_shares_of_the_rows_whose_largest_output_is_their_class():
    run = trainer()
    run.run(epochs=30)
    for rows, share in ((Dataset(X, Y), run.accuracy), (TEST, run.test_accuracy)):
        right = run.network.predict(rows.inputs).argmax(axis=1) == rows.targets.argmax(axis=1)
        assert share == right.mean()
        assert 0 < share < 1


def test_weights_written_by_hand_are_tested_anew():
    run = trainer()
    before = run.test_loss
    run.set_weight(0, 0, 0, 5.0)
    assert run.test_loss != before


def test_without_test_rows_or_classes_there_is_nothing_to_tell():
    run = trainer(test=None)
    assert run.test_loss is None
    assert run.test_accuracy is None
    numbers = Dataset(X, X[:, :1], test=Dataset(X[:2], X[:2, :1]))
    run = Trainer(Network([3, 1], "linear"), numbers)
    assert run.accuracy is None
    assert run.test_accuracy is None
    assert run.test_loss == pytest.approx(((run.network.predict(X[:2]) - X[:2, :1]) ** 2).mean())


def test_test_rows_of_another_width_are_refused():
    with pytest.raises(BadInput, match="test: found 2 inputs and 3 targets, expected 3 and 3"):
        trainer(test=Dataset(X[:, :2], Y))
