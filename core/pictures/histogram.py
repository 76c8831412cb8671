"""How weights and gradients are spread, layer by layer: what is left to look at if there are too many for a list."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.pictures.sampling import greatest, round_above
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Histogram, Histograms

BINS = 25
"""Odd, so that one bin lies around 0."""
MOST_WORK = 5_000_000
"""Multiplications that a gradient may cost."""


def histograms(scene: Scene, subject: str = "") -> Histograms:
    """The weights and their gradients in bins."""
    trainer = scene.trainer
    network, data, batch = trainer.network, trainer.dataset, trainer.present_batch()
    rows = batch[: max(1, MOST_WORK // max(1, network.theta.size))]
    gradients: list[Array] = []
    if trainer.trainable:
        loss = trainer.loss_function.for_examples(rows)
        _, gradients = network.gradients(data.inputs[rows], data.targets[rows], loss, trainer.l2)
    return Histograms(
        weights=tuple(map(histogram, network.weights)),
        gradients=tuple(map(histogram, gradients)),
        examples=len(rows),
        batch=len(batch),
    )


def histogram(values: Array) -> Histogram:
    """The counts of an array's numbers, in bins that change seldom while the numbers do."""
    flat = values.ravel()
    finite = flat[np.isfinite(flat)]
    largest = round_above(greatest(finite))
    counts, _ = np.histogram(finite, BINS, (-largest, largest))
    return Histogram(counts, largest, len(flat) - len(finite))
