"""Forward and backward pass as lists of numpy calls: the arithmetic of `network`, arranged for speed.

A plan allocates every buffer once, for a fixed number of examples, and writes the pass as data (see `calls`). Examples
are columns, with a row of ones under a layer's activations if the next layer has a bias, so that z = weightsᵀ ·
activations is one call and its result one block of memory. Layers follow each other in flat buffers, so that one slope
call serves neighboring layers of equal activation.

A plan may have several slots: sets of buffers for z and a that successive epochs use in turn. The outputs of each of
the last epochs are then kept, and the loss of every epoch costs nothing in the loop.
"""

from itertools import groupby

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import Call, CallLists

CACHE_LINE = 64


class ForwardPlan:
    """The forward pass over the examples in `x`, `(inputs, examples)`, a row of ones last if layer 1 has a bias.

    `calls[slot]` computes that slot's z and activations from `x` and the network's present weights.
    """

    def __init__(self, network: Network, x: Array, slots: int = 1) -> None:
        self.network = network
        self._x = x
        self._examples = x.shape[1]
        # A layer's block has one more row, of ones, if the next layer has a bias.
        self._heights = [size + bias for size, bias in zip(network.layers[1:], (*network.bias[1:], False), strict=True)]
        self._starts = np.cumsum([0, *self._heights]) * self._examples
        per_line = CACHE_LINE // network.theta.itemsize
        self.length = int(-(-self._starts[-1] // per_line) * per_line)
        dtype = network.theta.dtype
        self.z, self.a = np.zeros((slots, self.length), dtype), np.ones((slots, self.length), dtype)
        self.spare = np.zeros(self.length, dtype)
        self.calls = CallLists(self._pass, slots)

    def outputs(self, count: int) -> Array:
        """Return the outputs in the first `count` slots, a view `(slots, outputs, examples)`."""
        return self.layer(self.a, len(self._heights) - 1, count)

    def output_z(self, count: int) -> Array:
        """Return z of the output layer in the first `count` slots, a view `(slots, outputs, examples)`."""
        return self.layer(self.z, len(self._heights) - 1, count)

    def layer(self, slots: Array, layer: int, count: int) -> Array:
        """Return a layer's part of `z` or `a` in the first `count` slots, a view `(slots, neurons, examples)`."""
        block = slots[:count, self.span(layer, layer)].reshape(count, self._heights[layer], self._examples)
        return block[:, : self.network.layers[layer + 1]]

    def span(self, first: int, last: int) -> slice:
        """Return the slice of layers `first` to `last` in a flat buffer, rows of ones included."""
        return slice(self._starts[first], self._starts[last + 1])

    def neurons(self, flat: Array, layer: int) -> Array:
        """Return a layer's part of a flat buffer, `(neurons, examples)`, without the row of ones."""
        return self._block(flat, layer)[: self.network.layers[layer + 1]]

    def below(self, slot: int, layer: int) -> Array:
        """Return the inputs of a layer, `(inputs, examples)`, the row of ones included."""
        return self._block(self.a[slot], layer - 1) if layer else self._x

    def _block(self, flat: Array, layer: int) -> Array:
        return flat[self.span(layer, layer)].reshape(self._heights[layer], self._examples)

    def _pass(self, slot: int) -> list[Call]:
        calls: list[Call] = []
        for layer, activation in enumerate(self.network.activations):
            z, a, spare = (self.neurons(flat, layer) for flat in (self.z[slot], self.a[slot], self.spare))
            calls.append((self.network.weights[layer].T.dot, self.below(slot, layer), z))
            calls += activation.forward_calls(z, a, spare)
        return calls


class BackwardPlan:
    """The backward pass after a forward pass, against the targets `y`, `(outputs, examples)`.

    `calls[slot]` computes `gradient`, flat like `network.theta`, from the forward pass in that slot.
    """

    def __init__(self, forward: ForwardPlan, loss: Loss, y: Array, gradient: Array) -> None:
        self._forward, self._network = forward, forward.network
        self._loss, self._y = loss, y
        dtype = gradient.dtype
        self._slope = np.ones(forward.length, dtype)
        self._delta = [np.zeros((size, y.shape[1]), dtype) for size in self._network.layers[1:]]
        self._gradients = self._network.split(gradient)
        self.calls = CallLists(self._pass, len(forward.a))

    def _pass(self, slot: int) -> list[Call]:
        forward, last = self._forward, len(self._delta) - 1
        outputs = forward.neurons(forward.a[slot], last)
        matched = self._loss.delta_calls(outputs, self._y, self._delta[last])
        calls = self._slopes(slot, last if matched else last + 1)
        calls += matched or [
            *self._loss.gradient_calls(outputs, self._y, self._delta[last]),
            *self._pull_back(slot, last),
        ]
        for layer in range(last, -1, -1):
            delta = self._delta[layer]
            calls.append((forward.below(slot, layer).dot, delta.T, self._gradients[layer]))
            if layer:
                from_neurons = self._network.weights[layer][: self._network.layers[layer]]
                calls.append((from_neurons.dot, delta, self._delta[layer - 1]))
                calls += self._pull_back(slot, layer - 1)
        return calls

    def _slopes(self, slot: int, layers: int) -> list[Call]:
        """Return the calls of the slopes of the first `layers` layers: one set for each run of equal activations."""
        forward, calls = self._forward, []
        for activation, run in groupby(range(layers), key=self._network.activations.__getitem__):
            if activation.elementwise:
                neighbours = list(run)
                span = forward.span(neighbours[0], neighbours[-1])
                buffers = (forward.z[slot], forward.a[slot], forward.spare, self._slope)
                calls += activation.slope_calls(*(flat[span] for flat in buffers))
        return calls

    def _pull_back(self, slot: int, layer: int) -> list[Call]:
        """Return the calls from dLoss/da of a layer, in its delta buffer, to its delta."""
        delta = self._delta[layer]
        activation = self._network.activations[layer]
        if activation.elementwise:
            return [(np.multiply, delta, self._forward.neurons(self._slope, layer), delta)]
        upstream = np.empty_like(delta)
        a = self._forward.neurons(self._forward.a[slot], layer)
        return [(np.copyto, upstream, delta), *activation.pull_back_calls(upstream, a, delta)]
