"""An epoch of many networks as a list of numpy calls: forward pass, backward pass, update.

Activations, losses and optimizers contribute the same calls as to the plan of a single network: they are
elementwise, or reduce over the first axis, which is the neurons here as there.
"""

from collections.abc import Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.numpy_calls import Call
from perceptop.core.training.batched.layouts import ArrayLayout


class Workspace:
    """z, activations, slopes and δ of every layer: what an epoch writes anew, so plans run in turn may share it."""

    def __init__(self, layout: ArrayLayout, sizes: Sequence[int], examples: int) -> None:
        """`sizes` of the layers after the inputs."""
        self.z, self.a, self.spare, self.slope, self.delta, self.upstream = (
            [layout.room(size, examples) for size in sizes] for _ in range(6)
        )
        for slope in self.slope:
            slope[...] = 1


class BatchedPlan:
    """The passes over inputs `(inputs, examples, 1)` and targets `(outputs, examples, 1)`.

    `weights` and `gradients` are one array `(inputs, outputs, networks)` a layer, with a bias row last where the
    layer has a bias.
    """

    def __init__(
        self,
        layout: ArrayLayout,
        work: Workspace,
        activations: Sequence[Activation],
        loss: Loss,
        data: tuple[Array, Array],
        weights: Sequence[Array],
        gradients: Sequence[Array],
    ) -> None:
        self._layout, self._work = layout, work
        self._activations, self._loss = activations, loss
        self._inputs, self._targets = data
        self._weights, self._gradients = weights, gradients
        self.forward = self._forward()
        self.backward = self._backward()

    @property
    def outputs(self) -> Array:
        """What the last forward pass gave, `(outputs, examples, networks)`."""
        return self._work.a[-1]

    @property
    def output_z(self) -> Array:
        """The z of the output layer, `(outputs, examples, networks)`."""
        return self._work.z[-1]

    def _below(self, layer: int) -> Array:
        return self._work.a[layer - 1] if layer else self._inputs

    def _forward(self) -> list[Call]:
        calls: list[Call] = []
        for layer, (weights, activation) in enumerate(zip(self._weights, self._activations, strict=True)):
            below, z = self._below(layer), self._work.z[layer]
            calls += self._layout.forward(weights[: len(below)], below, z)
            if len(weights) > len(below):
                calls.append((np.add, z, weights[-1][:, None], z))
            calls += activation.forward_calls(z, self._work.a[layer], self._work.spare[layer])
        return calls

    def _backward(self) -> list[Call]:
        work, last = self._work, len(self._weights) - 1
        calls = list(self._loss.delta_calls(work.a[last], self._targets, work.delta[last]))
        if not calls:
            calls += self._loss.gradient_calls(work.a[last], self._targets, work.upstream[last])
            calls += self._pull_back(last)
        for layer in range(last, -1, -1):
            below, delta, gradient = self._below(layer), work.delta[layer], self._gradients[layer]
            calls += self._layout.gradient(below, delta, gradient[: len(below)])
            if len(gradient) > len(below):
                calls.append((np.add.reduce, delta, 1, None, gradient[-1]))
            if layer:
                calls += self._layout.backward(self._weights[layer][: len(below)], delta, work.upstream[layer - 1])
                calls += self._pull_back(layer - 1)
        return calls

    def _pull_back(self, layer: int) -> list[Call]:
        """From dLoss/da of a layer to its δ."""
        work, activation = self._work, self._activations[layer]
        z, a, upstream, delta = (buffers[layer] for buffers in (work.z, work.a, work.upstream, work.delta))
        if not activation.elementwise:
            return activation.pull_back_calls(upstream, a, delta)
        slopes = activation.slope_calls(z, a, work.spare[layer], work.slope[layer])
        return [*slopes, (np.multiply, upstream, work.slope[layer], delta)]
