"""Hidden space: the training examples in the plane of two hidden neurons, at the start of the run and now."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.pictures.class_marks import marks_of
from perceptop.core.pictures.sampling import spread, widened
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.addresses import NeuronAddress, parse_neuron
from perceptop.core.protocol.picture import HiddenSpace, Range, Unavailable

if TYPE_CHECKING:
    from perceptop.core.nn.activations.base import Activation
    from perceptop.core.nn.networks.network import Network

MOST_POINTS = 256


def hidden_space(scene: Scene, subject: str = "") -> HiddenSpace | Unavailable:
    """Return the plane of two neurons such as `1.0,1.1`; by default of those with the largest outgoing weights."""
    network, data = scene.trainer.network, scene.trainer.dataset
    if not any(size > 1 for size in network.layers[1:-1]):
        return Unavailable("Hidden space needs a hidden layer with two neurons.")
    first, second = _pair(network, subject)
    rows = spread(len(data), MOST_POINTS)
    inputs = data.inputs[rows]
    columns = [first.index, second.index]
    now = network.forward(inputs).activations[first.layer][:, columns]
    before = scene.network_at_start().forward(inputs).activations[first.layer][:, columns]
    x, y = (_range(network, first.layer, np.concatenate([before[:, axis], now[:, axis]])) for axis in (0, 1))
    return HiddenSpace(
        first=first,
        second=second,
        x=x,
        y=y,
        before=before.astype(np.float32),
        now=now.astype(np.float32),
        marks=marks_of(data, rows),
        line=_line(network, first, second),
        examples=len(data),
    )


def pairs(layers: tuple[int, ...], most: int) -> tuple[str, ...]:
    """Return pairs of neighboring neurons of every hidden layer, as subjects."""
    return tuple(
        f"{layer}.{index},{layer}.{index + 1}"
        for layer, size in enumerate(layers[1:-1], 1)
        for index in range(min(size - 1, most))
    )[:most]


def _pair(network: "Network", subject: str) -> tuple[NeuronAddress, NeuronAddress]:
    if not subject:
        layer = max(layer for layer, size in enumerate(network.layers[:-1]) if layer and size > 1)
        with np.errstate(all="ignore"):
            outgoing = np.nan_to_num(np.abs(network.weights[layer][: network.layers[layer]]).sum(axis=1))
        one, other = sorted(_largest(outgoing, 2))
        return NeuronAddress(layer, one), NeuronAddress(layer, other)
    texts = subject.split(",")
    if len(texts) != 2:
        refuse("hidden-space", subject, "two neurons of one hidden layer: 1.0,1.1")
    first, second = (parse_neuron(text, network.layers, "hidden-space") for text in texts)
    if first.layer != second.layer or first == second or not 0 < first.layer < len(network.layers) - 1:
        refuse("hidden-space", subject, "two neurons of one hidden layer: 1.0,1.1")
    return first, second


def _largest(values: NDArray[np.float64], count: int) -> list[int]:
    return [int(place) for place in np.argsort(-values, kind="stable")[:count]]


def _range(network: "Network", layer: int, values: Array) -> Range:
    """Return the range of the activation and a margin; if it has no limits, that of its values at the start and now."""
    activation = network.activations[layer - 1]
    low, high = activation.lowest, activation.highest
    if np.isfinite(low) and np.isfinite(high):
        return widened(np.array([low, high]), 0.05)
    return widened(values, 0.1)


def _line(network: "Network", first: NeuronAddress, second: NeuronAddress) -> tuple[float, float, float] | None:
    layer, output = first.layer, network.activations[-1]
    if layer != len(network.layers) - 2 or network.layers[layer] != 2 or network.layers[-1] != 1:
        return None
    if not _turns_at_zero(output):
        return None
    weights = network.weights[layer][:, 0]
    return float(weights[first.index]), float(weights[second.index]), float(weights[2]) if network.bias[layer] else 0.0


def _turns_at_zero(output: "Activation") -> bool:
    """Return whether an output passes the middle of its range as z passes 0."""
    middle = (output.lowest + output.highest) / 2
    if not output.elementwise or not np.isfinite(middle):
        return False
    below, above = output.function(np.array([-1e-6, 1e-6])).tolist()
    return bool(below < middle < above)
