"""A chunk of networks trained together, few enough for the arrays of an epoch to stay in the cache."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.l2_penalty import L2Penalty
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import Call, for_long_arrays, run
from perceptop.core.nn.optimizers import make_optimizer
from perceptop.core.training.batched.layouts import ArrayLayout
from perceptop.core.training.batched.plan import BatchedPlan, Workspace

BUFFER = 512
"""Numbers in numpy's own buffer. With its usual 8,192 numpy copies operands that are repeated over examples or neurons
to make its inner loops longer, which takes more than twice as long as the loops along the networks themselves."""

Observer = Callable[[int, Array, Callable[[], Array]], None]
"""Sees an epoch's number within a run, its outputs `(outputs, examples, networks)`, and what gives its losses."""


class BatchedUpdate:
    """An optimizer by name, with settings for each network of a chunk."""

    def __init__(self, name: str, rates: Array | None, momenta: Array | None) -> None:
        self._optimizer = make_optimizer(name)
        given = {"learning_rate": rates, "momentum": momenta if momenta is not None and momenta.any() else None}
        self._optimizer.vary(**{setting: values for setting, values in given.items() if values is not None})

    def calls(self, theta: Array, gradient: Array, step: Array) -> list[Call]:
        """One update of arrays `(weights, networks)`."""
        return self._optimizer.calls(theta, gradient, step)


class Chunk:
    """Weights, gradients and the calls of an epoch of some networks, all arrays `(…, networks)`."""

    def __init__(
        self,
        layout: ArrayLayout,
        work: Workspace,
        networks: Sequence[Network],
        loss: Loss,
        data: tuple[Array, Array],
        update: BatchedUpdate,
        penalty: L2Penalty | None = None,
    ) -> None:
        like = networks[0]
        self.theta, self._gradient, self._step = (layout.room(like.theta.size) for _ in range(3))
        for place, network in enumerate(networks):
            self.theta[:, place] = network.theta
        weights, gradients = (_split(like, flat) for flat in (self.theta, self._gradient))
        self._plan = plan = BatchedPlan(layout, work, like.activations, loss, data, weights, gradients)
        self._loss, self._targets = loss, data[1][..., 0]
        update_calls = update.calls(self.theta, self._gradient, self._step)
        self._penalty = penalty
        decay = penalty.gradient_calls(self.theta, self._gradient) if penalty else []
        self._forward = for_long_arrays(plan.forward)
        self._backward = for_long_arrays([*plan.backward, *decay])
        self._learn = [*self._backward, *for_long_arrays(update_calls)]

    def __len__(self) -> int:
        return self.theta.shape[1]

    def run(self, epochs: int, observe: Observer | None = None) -> None:
        """Train that many epochs more; `observe` sees the outputs of each epoch before its update."""
        calls = [*self._forward, *self._learn]
        with _for_chunks():
            for epoch in range(epochs):
                if observe is None:
                    run(calls)
                else:
                    run(self._forward)
                    observe(epoch, self._plan.outputs, self._losses)
                    run(self._learn)

    def _losses(self) -> Array:
        z, a = (np.moveaxis(array, -1, 0) for array in (self._plan.output_z, self._plan.outputs))
        losses = self._loss.values(z, a, self._targets)
        return losses if self._penalty is None else losses + self._penalty.value(self.theta)

    def outputs(self) -> Array:
        """Return the outputs of each network for every example, `(networks, examples, outputs)`."""
        with _for_chunks():
            run(self._forward)
        return self._plan.outputs.T.copy()

    def losses(self) -> Array:
        """The loss of each network, `(networks,)`."""
        with _for_chunks():
            run(self._forward)
            return self._losses()

    def gradients(self) -> Array:
        """The gradient of each network at its present weights, flat, `(networks, weights)`."""
        with _for_chunks():
            run([*self._forward, *self._backward])
        return self._gradient.T.copy()


@contextmanager
def _for_chunks() -> Iterator[None]:
    """No warnings of numbers that are not finite, and a small buffer; `errstate` puts back both."""
    with np.errstate(all="ignore"):
        np.setbufsize(BUFFER)
        yield


def _split(network: Network, flat: Array) -> list[Array]:
    """`(weights, networks)` as one view `(inputs + bias, outputs, networks)` a layer."""
    views, start = [], 0
    for rows, columns in network.shapes:
        views.append(flat[start : start + rows * columns].reshape(rows, columns, -1))
        start += rows * columns
    return views
