"""The remaining error: how far outputs are from their targets, relative to the range of targets."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Snapshot

SOLVED = 0.05
"""Root mean squared error, as a part of the spread of targets, below which there is no finding."""


def spread(targets: Array) -> float:
    """Return the distance from the smallest to the largest target; 1 if all are the same."""
    return float(np.ptp(targets)) or 1.0


def unsolved(snapshot: Snapshot) -> bool:
    """Return whether anything is left to learn: √MSE > 0.05 · spread of targets."""
    numbers = snapshot.numbers
    return not numbers.mse <= (SOLVED * spread(numbers.targets)) ** 2


def learning(snapshot: Snapshot) -> bool:
    """Return whether the run trains at all: activations with slopes, and epochs to run."""
    return snapshot.about.trainable and snapshot.progress.epochs != 0
