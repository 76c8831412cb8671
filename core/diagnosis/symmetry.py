"""Symmetric weights: neurons of a layer with the same weights in and out get the same gradient, and stay the same."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.diagnosis.remaining_error import learning
from perceptop.core.diagnosis.rule import Rule, named
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

NAME = "symmetric weights"
SAME = 1e-6


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding for each group of such neurons."""
    if not learning(snapshot):
        return ()
    weights, layers = snapshot.numbers.weights, snapshot.about.layers
    found = []
    for layer in range(1, len(layers) - 1):
        for group in _groups(np.vstack([weights[layer - 1], weights[layer][: layers[layer]].T])):
            neurons = tuple(NeuronAddress(layer, index) for index in group)
            names = named(snapshot, neurons)
            sentence = f"{names} have the same weights: they learn the same and act as one neuron."
            found.append(Finding(NAME, sentence, "Begin with random weights, each neuron with its own.", neurons))
    return tuple(found)


def _groups(columns: Array) -> list[list[int]]:
    """Return groups of two or more columns that are equal up to rounding."""
    largest = np.abs(columns).max()
    if not np.isfinite(largest):
        return []
    together: dict[bytes, list[int]] = {}
    # Adding 0 turns -0 into 0, which has other bytes.
    for index, column in enumerate((np.round(columns / (SAME * (largest or 1.0))) + 0.0).T):
        together.setdefault(column.tobytes(), []).append(index)
    return [group for group in together.values() if len(group) > 1]


RULE = Rule(
    NAME,
    "all weights into and out of two hidden neurons of a layer differ by less than 10⁻⁶ of the layer's largest weight",
    find,
)
