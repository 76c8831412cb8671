"""Metrics of a run at intervals of epochs, as in published tables of errors."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import Classes
from perceptop.core.errors.bad_input import refuse
from perceptop.core.training.epoch_block import EpochBlock

METRICS: dict[str, Callable[[Array], Array]] = {
    "mse": lambda error: (error * error).mean(axis=1),
    "rmse": lambda error: np.sqrt((error * error).mean(axis=1)),
    "mae": lambda error: np.abs(error).mean(axis=1),
    "sse": lambda error: (error * error).sum(axis=1),
    "largest_error": lambda error: np.abs(error).max(axis=1),
}
"""Each takes the errors (output - target) of many epochs, `(epochs, outputs · examples)`, to a value an epoch."""

METRIC_NAMES = ("loss", *METRICS)


@dataclass(frozen=True)
class MetricSchedule:
    """Record `metric` at epoch 0 and at every `every`-th after it, each before that epoch's update."""

    metric: str = "loss"
    every: int = 1000

    def __post_init__(self) -> None:
        if self.metric not in METRIC_NAMES:
            refuse("metric", self.metric, "one of " + ", ".join(METRIC_NAMES))
        if self.every < 1:
            refuse("every", self.every, "a number of epochs of 1 or more")

    def of(self, stretch: EpochBlock) -> list[tuple[int, float]]:
        """Epoch and value of every checkpoint within a block of epochs."""
        places = range(-stretch.first % self.every, len(stretch), self.every)
        values = metric_values(self.metric, stretch)
        return [(stretch.first + place, float(values[place])) for place in places]


def metric_values(metric: str, stretch: EpochBlock) -> Array:
    """The metric of each epoch of a block, `(epochs,)`."""
    if metric == "loss":
        return stretch.losses
    with np.errstate(all="ignore"):
        return METRICS[metric](stretch.errors)


def accuracy_by_epoch(classes: Classes, block: EpochBlock) -> Array:
    """The share of rows that each epoch of a block gets right, `(epochs,)`."""
    epochs, outputs, rows = block.outputs.shape
    found = classes.read(np.swapaxes(block.outputs, 1, 2).reshape(-1, outputs)).reshape(epochs, rows, -1)
    right = (found == classes.read(block.targets.T)).all(axis=2)
    if block.negative is not None:
        right = right != block.negative
    return np.asarray((right & np.isfinite(block.outputs).all(axis=1)).mean(axis=1))


def accuracies(classes: Classes | None, block: EpochBlock, place: int = 0) -> tuple[float | None, float | None]:
    """The shares of training and of test rows that the epoch at `place` of a block gets right, None without any."""
    if classes is None:
        return None, None
    training = classes.accuracy(block.outputs[place].T, block.targets.T, block.negative)
    test = block.test
    return training, None if test is None else classes.accuracy(test.outputs[place].T, test.targets.T)
