"""Histograms of weights and gradients, layer by layer: for networks with too many weights for a list."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.pictures.sampling import greatest, round_above
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Histogram, Histograms

BINS = 25
"""Count of bins; odd, so that one bin lies around 0."""
MOST_WORK = 5_000_000
"""Most multiplications of a gradient."""


def histograms(scene: Scene, subject: str = "") -> Histograms:
    """Return the weights and their gradients in bins."""
    trainer = scene.trainer
    network, batch = trainer.network, trainer.present_batch()
    rows = batch[: max(1, MOST_WORK // max(1, network.theta.size))]
    gradients = trainer.gradients(rows) if trainer.trainable else []
    return Histograms(
        weights=tuple(map(histogram, network.weights)),
        gradients=tuple(map(histogram, gradients)),
        examples=len(rows),
        batch=len(batch),
    )


def histogram(values: Array) -> Histogram:
    """Count an array's numbers in bins whose limits change seldom while the numbers do."""
    flat = values.ravel()
    finite = flat[np.isfinite(flat)]
    largest = round_above(greatest(finite))
    counts, _ = np.histogram(finite, BINS, (-largest, largest))
    return Histogram(counts, largest, len(flat) - len(finite))
