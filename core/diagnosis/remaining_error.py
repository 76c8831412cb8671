"""How far outputs still are from their targets, on the scale of the targets themselves."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Snapshot

SOLVED = 0.05
"""Root mean squared error, as a part of the spread of targets, below which nothing is called a problem."""


def spread(targets: Array) -> float:
    """The distance from the smallest to the largest target; 1 if all are the same."""
    return float(np.ptp(targets)) or 1.0


def unsolved(snapshot: Snapshot) -> bool:
    """√MSE > 0.05 · spread of targets: whether there is anything left to learn."""
    numbers = snapshot.numbers
    return not numbers.mse <= (SOLVED * spread(numbers.targets)) ** 2


def learning(snapshot: Snapshot) -> bool:
    """Return whether the run trains at all: activations with slopes, and epochs to run."""
    return snapshot.about.trainable and snapshot.progress.epochs != 0
