"""The loss surface around the present weights, along two of them, with the path that training took."""

from functools import partial
from itertools import pairwise
from math import floor, isfinite, log2
from typing import TYPE_CHECKING

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.pictures.sampling import spread
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.addresses import SynapseAddress, parse_synapse
from perceptop.core.protocol.picture import LossSurface, Range, Unavailable

if TYPE_CHECKING:
    from perceptop.core.nn.losses.base import Loss
    from perceptop.core.nn.networks.network import Network

POINTS = 24
MOST_EXAMPLES = 256
LEAST_EXAMPLES = 16
MOST_WORK = 4_000_000
"""Most multiplications of a surface."""
ACTIVATION = 8
"""Cost of an activation, in multiplications."""
MOST_WAY = 128
LEAST_SPAN = 4.0
"""Least extent of the surface along a weight."""


def loss_surface(scene: Scene, subject: str = "") -> LossSurface | Unavailable:
    """Return the surface along two weights such as `0.0-1.0,0.1-1.0`; by default those that have moved furthest."""
    trainer, network, data = scene.trainer, scene.trainer.network, scene.trainer.dataset
    if network.theta.size < 2:
        return Unavailable("A loss surface needs two weights.")
    first, second = _given(network, subject) if subject else _furthest(scene)
    most = _affordable(network, min(first.layer, second.layer))
    if most < min(LEAST_EXAMPLES, len(data)):
        return Unavailable("The loss surface of so large a network takes too long; weights of later layers may not.")
    rows = spread(len(data), most)
    way = scene.way([each.place(network.layers, network.bias) for each in (first, second)], MOST_WAY)
    x, y = around(way[:, 0]), around(way[:, 1])
    losses = losses_around(
        network,
        trainer.loss_function.for_examples(rows) if len(rows) < len(data) else trainer.loss_function,
        (data.inputs[rows], data.targets[rows]),
        (first, second),
        (np.linspace(*x, POINTS), np.linspace(*y, POINTS)),
        trainer.l2,
    )
    return LossSurface(first, second, x, y, losses.astype(np.float32), way, len(rows), len(data))


def around(values: Array) -> Range:
    """Return a range around all finite values, with round ends that stay while the values move a little."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return -LEAST_SPAN / 2, LEAST_SPAN / 2
    low, high = float(finite.min()), float(finite.max())
    span = max((high - low) * 1.5, LEAST_SPAN)
    if not isfinite(span):
        return low, high
    step = 2.0 ** floor(log2(span)) / 4
    middle = (low + high) / 2
    return floor((middle - span / 2) / step) * step, -floor((-middle - span / 2) / step) * step


def losses_around(
    network: "Network",
    loss: "Loss",
    rows: tuple[Array, Array],
    weights: tuple[SynapseAddress, SynapseAddress],
    values: tuple[Array, Array],
    l2: float = 0.0,
) -> Array:
    """Return the losses of `rows`, inputs and targets, with two weights set to every pair of `values`.

    `(values of the second, values of the first)`. Layers before the two weights are computed once for all pairs.
    """
    inputs, targets = rows
    columns, lines = np.meshgrid(*values)
    moves = {
        weight: (grid.ravel() - network.weights[weight.layer][weight.row(network.layers), weight.target])[:, None]
        for weight, grid in zip(weights, (columns, lines), strict=True)
    }
    begin = min(weight.layer for weight in weights)
    forward = network.forward(inputs)
    a = forward.activations[begin][None]
    z = np.repeat(forward.z[begin][None], columns.size, axis=0)
    for layer in range(begin, len(network.weights)):
        if layer > begin:
            z = _weighted(network, layer, a)
        for weight, move in moves.items():
            if weight.layer == layer:
                z[:, :, weight.target] += move * (1.0 if weight.source is None else a[:, :, weight.source])
        a = network.activations[layer].function(z)
    found = loss.values(z.transpose(0, 2, 1), a.transpose(0, 2, 1), targets.T)
    losses = np.asarray(found).reshape(columns.shape)
    return losses + _penalties(network, dict(zip(weights, (columns, lines), strict=True)), l2) if l2 else losses


def _penalties(network: "Network", moved: dict[SynapseAddress, Array], l2: float) -> Array:
    """Return the L2 penalty with the two weights set to each of their values; biases are excluded."""
    penalty = network.l2_penalty(l2).value(network.theta)
    for weight, grid in moved.items():
        if weight.source is not None:
            before = network.weights[weight.layer][weight.source, weight.target]
            penalty = penalty + l2 / 2 * (grid * grid - before * before)
    return penalty


def _weighted(network: "Network", layer: int, a: Array) -> Array:
    weights, inputs = network.weights[layer], network.layers[layer]
    z = a @ weights[:inputs]
    return z + weights[inputs] if network.bias[layer] else z


def _affordable(network: "Network", layer: int) -> int:
    """Return how many examples the work allows if the first of the two weights is in this layer (from 0)."""
    layers = network.layers[layer + 1 :]
    each = ACTIVATION * sum(layers) + sum(inputs * outputs for inputs, outputs in pairwise(layers))
    return min(MOST_EXAMPLES, MOST_WORK // (POINTS * POINTS * each))


def _given(network: "Network", subject: str) -> tuple[SynapseAddress, SynapseAddress]:
    texts = subject.split(",")
    if len(texts) != 2 or texts[0] == texts[1]:
        refuse("loss-surface", subject, "two weights: 0.0-1.0,0.1-1.0")
    first, second = (parse_synapse(text, network.layers, network.bias, "loss-surface") for text in texts)
    return first, second


def _furthest(scene: Scene) -> tuple[SynapseAddress, SynapseAddress]:
    """Return the two weights that have moved furthest since the start, or that the first update moves most; only of
    layers that the work allows.
    """
    trainer, network = scene.trainer, scene.trainer.network
    moved = np.abs(network.theta - scene.start)
    if not moved.any() and trainer.trainable:
        gradients = trainer.gradients(spread(len(trainer.dataset), LEAST_EXAMPLES))
        moved = np.abs(np.concatenate([gradient.ravel() for gradient in gradients]))
    moved = np.nan_to_num(moved, posinf=0.0)
    last = len(network.weights) - 1
    start = 0
    for layer, weights in enumerate(network.weights):
        payable = _affordable(network, layer) >= LEAST_EXAMPLES or (layer == last and not moved.any())
        moved[start : start + weights.size] += 0.0 if payable else -np.inf
        start += weights.size
    one, other = sorted(np.argsort(-moved, kind="stable")[:2].tolist())
    at_place = partial(SynapseAddress.at_place, network.layers, network.bias)
    return at_place(one), at_place(other)
