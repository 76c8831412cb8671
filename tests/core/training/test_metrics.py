import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.metrics import METRIC_NAMES, MetricSchedule
from perceptop.core.training.trainer import Trainer

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
TARGETS = np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.25]])

BY_HAND = {
    "loss": lambda error: (error**2).sum(),
    "sse": lambda error: (error**2).sum(),
    "mse": lambda error: (error**2).sum() / 6,
    "rmse": lambda error: ((error**2).sum() / 6) ** 0.5,
    "mae": lambda error: abs(error).sum() / 6,
    "largest_error": lambda error: max(abs(error.ravel())),
}


def new_trainer():
    return Trainer(Network([2, 3, 2], seed=4), Dataset(INPUTS, TARGETS), loss="sse", learning_rate=0.5)


@pytest.mark.parametrize("metric", METRIC_NAMES)
def test_a_metric_is_that_of_its_epoch_before_the_update(metric):
    watched, stepped = new_trainer(), new_trainer()
    checkpoints, found = MetricSchedule(metric, 7), []
    while watched.epoch < 100:
        found += checkpoints.of(watched.loop.advance(100 - watched.epoch))
    expected = []
    for epoch in range(0, 100, 7):
        stepped.run(epoch - stepped.epoch)
        expected.append((epoch, BY_HAND[metric](stepped.outputs - TARGETS)))
    assert [epoch for epoch, _ in found] == [epoch for epoch, _ in expected]
    np.testing.assert_allclose([value for _, value in found], [value for _, value in expected], rtol=1e-12)


def test_a_stretch_of_no_epochs_has_no_checkpoints():
    assert MetricSchedule("mae", 1).of(new_trainer().loop.advance(5).until(0)) == []


@pytest.mark.parametrize(("metric", "every"), [("mean", 5), ("mae", 0)])
def test_an_unknown_metric_and_an_interval_of_nothing_are_refused(metric, every):
    with pytest.raises(BadInput):
        MetricSchedule(metric, every)
