"""Vanishing gradients: δ shrinks from layer to layer until almost none of it reaches the first ones."""

import numpy as np

from perceptop.core.diagnosis.remaining_error import learning, unsolved
from perceptop.core.diagnosis.rule import Rule, listed, several
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

NAME = "vanishing gradient"
RATIO = 1e-3
LEAST_LAYERS = 4
"""Fewest layers after the inputs: with one hidden layer δ passes one set of weights only."""
NOTHING = 1e-12
"""A mean |δ| of the outputs below which there is nothing to pass back."""


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding for all the layers."""
    if not (learning(snapshot) and unsolved(snapshot)) or not OPTIMIZERS[snapshot.about.optimizer].follows_size:
        return ()
    if len(snapshot.about.layers) < LEAST_LAYERS:
        return ()
    sizes = [float(np.abs(deltas).mean()) for deltas in snapshot.numbers.deltas]
    if not np.isfinite(sizes).all() or sizes[-1] < NOTHING:
        return ()
    layers = [layer for layer, size in enumerate(sizes[:-1], 1) if 0 < size < RATIO * sizes[-1]]
    if not layers:
        return ()
    least = min(sizes[layer - 1] for layer in layers) / sizes[-1]
    words = several(len(layers), "Layer", "Layers") + " " + listed([str(layer) for layer in layers])
    sentence = (
        f"{words} {several(len(layers), 'gets', 'get')} as little as {least:.1g} of the error (δ) of the outputs: "
        "the gradient vanishes on its way back."
    )
    advice = "Use fewer layers, tanh or relu in place of sigmoid, Glorot or He weights, or irprop- or adam."
    neurons = tuple(NeuronAddress(layer, index) for layer in layers for index in range(snapshot.about.layers[layer]))
    return (Finding(NAME, sentence, advice, neurons),)


RULE = Rule(
    NAME,
    "with two hidden layers or more and sgd, 0 < mean |δ| of a layer < 1/1000 · mean |δ| of the outputs, over the "
    "examples shown, while √MSE > 0.05 · spread of targets",
    find,
)
