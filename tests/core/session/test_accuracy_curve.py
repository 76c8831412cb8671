"""The accuracy of every epoch, on training rows and on test rows, is kept beside the loss, and goes back."""

import numpy as np
import pytest

from perceptop.core.data.classes import find_classes
from perceptop.core.protocol.commands import Back, Fork, Step
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.metrics import accuracies, accuracy_by_epoch
from tests.core.sessions import do, session


@pytest.fixture
def iris():
    return session("iris")


def test_each_epoch_has_its_accuracies(iris):
    found = []
    for _ in range(6):
        snapshot = do(iris, Step(1))
        found.append((snapshot.numbers.accuracy, snapshot.numbers.test_accuracy))
    for curve, place in ((snapshot.curve, 0), (snapshot.test_curve, 1)):
        assert curve.accuracy.lows[1:].tolist() == pytest.approx([each[place] for each in found])
        assert curve.accuracy.last == (6, pytest.approx(found[-1][place]))


def test_a_fork_has_them_up_to_its_epoch(iris):
    snapshot = do(iris, Step(9), Back(4), Fork())
    assert snapshot.curve.accuracy.epochs.tolist() == [0, 1, 2, 3, 4, 5]
    assert snapshot.test_curve.accuracy.epochs.tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", ["xor", "sine"])
def test_without_test_rows_or_classes_there_is_none(name):
    assert do(session(name), Step(2)).curve.accuracy is None


@pytest.mark.parametrize("name", ["iris", "moons", "letters", "pixels", "fann-and"])
def test_a_whole_block_at_once_is_epoch_by_epoch(name):
    data = session(name).trainer.dataset
    classes, negative = find_classes(data), data.negative
    noise = np.random.default_rng(0).normal(scale=0.7, size=(9, len(data), data.targets.shape[1]))
    outputs = np.swapaxes(data.targets + noise, 1, 2)
    outputs[3, :, 0] = np.nan
    block = EpochBlock(0, np.zeros(9), outputs, data.targets.T, negative)
    at_once = accuracy_by_epoch(classes, block)
    assert at_once.tolist() == [accuracies(classes, block, place)[0] for place in range(9)]
    assert len(set(at_once.tolist())) > 1
