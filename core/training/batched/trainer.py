"""Trains many networks of one shape on one data set at once: many starts, or many settings, of one experiment."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.l2_penalty import L2Penalty
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.functions import AnyLoss, find_loss
from perceptop.core.nn.losses.negative_examples import with_negative
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.training.batched.chunk import BatchedUpdate, Chunk, Observer
from perceptop.core.training.batched.layouts import ArrayLayout, NetworksFirst, NetworksLast
from perceptop.core.training.batched.plan import Workspace
from perceptop.core.training.compatibility import require_compatible

CACHE_BYTES = 2 * 1024 * 1024
"""Bytes that an epoch of one chunk reads and writes. Measured: less costs calls, more costs cache misses."""
NARROW = 500
"""Weights times examples up to which explicit multiply-adds are the faster (tests/benchmarks/batched.py)."""


class BatchedTrainer:
    """Trains networks of equal layers, activations and biases, each with its own weights, by full batches.

    `losses`, `outputs` and `weights` are those of the present weights. Sums run in another order than in `Trainer`,
    so the last digits differ. A network that diverges keeps numbers that are not finite; the others are not affected.
    """

    def __init__(
        self,
        networks: Sequence[Network],
        dataset: Dataset,
        *,
        loss: AnyLoss = "mse",
        optimizer: str = "sgd",
        learning_rate: ArrayLike | None = None,
        momentum: ArrayLike | None = None,
        l2: ArrayLike | None = None,
        layout: str | None = None,
    ) -> None:
        """`learning_rate`, `momentum` and `l2`: one number for all networks, or one for each.

        `layout` is `networks last` or `networks first`; without it, the faster one for layers of that size. `BadInput`
        if networks, data and settings do not fit together. The networks themselves are not changed.
        """
        if not networks:
            refuse("networks", "none", "one or more")
        self._like = first = networks[0]
        for place, network in enumerate(networks):
            if _shape(network) != _shape(first):
                refuse(f"networks[{place}]", repr(network), f"layers, activations and biases of {first!r}")
        first.require_trainable()
        output = first.activations[-1]
        self.loss_function: Loss = find_loss(with_negative(loss, output, dataset.negative), output)
        require_compatible(first, dataset, self.loss_function, optimizer, len(dataset))
        rates = _one_each("learning_rate", learning_rate, len(networks))
        momenta = _one_each("momentum", momentum, len(networks))
        decays = _one_each("l2", l2, len(networks))
        for value in () if decays is None else np.unique(decays):
            SETTINGS["l2"].require(float(value))
        self.epoch = 0
        dtype = first.theta.dtype
        data = (
            np.ascontiguousarray(dataset.inputs.T, dtype)[..., None],
            np.ascontiguousarray(dataset.targets.T, dtype)[..., None],
        )
        self.layout = layout or _faster(first, len(dataset))
        size = min(len(networks), _chunk_size(first, len(dataset)))
        rooms: dict[int, tuple[ArrayLayout, Workspace]] = {}
        self._chunks = []
        for begin, end in _even(len(networks), size):
            if end - begin not in rooms:
                room = _make_layout(self.layout, end - begin, first, len(dataset))
                rooms[end - begin] = room, Workspace(room, first.layers[1:], len(dataset))
            part = [None if values is None else values[begin:end] for values in (rates, momenta)]
            update = BatchedUpdate(optimizer, *part)
            penalty = None
            if decays is not None and decays[begin:end].any():
                penalty = L2Penalty(first.shapes, first.bias, decays[begin:end], first.theta)
            self._chunks.append(
                Chunk(*rooms[end - begin], networks[begin:end], self.loss_function, data, update, penalty),
            )

    def __len__(self) -> int:
        return sum(len(chunk) for chunk in self._chunks)

    def run(self, epochs: int, observe: Callable[[slice], Observer] | None = None) -> None:
        """Train all networks that many epochs more, one chunk after the other.

        `observe` gives, for the networks of each chunk, what sees the outputs of each of its epochs.
        """
        begin = 0
        for chunk in self._chunks:
            end = begin + len(chunk)
            chunk.run(epochs, observe(slice(begin, end)) if observe else None)
            begin = end
        self.epoch += epochs

    @property
    def losses(self) -> Array:
        """The loss of each network over all examples, `(networks,)`."""
        return np.concatenate([chunk.losses() for chunk in self._chunks])

    @property
    def outputs(self) -> Array:
        """Return the outputs of each network for every example, `(networks, examples, outputs)`."""
        return np.concatenate([chunk.outputs() for chunk in self._chunks])

    @property
    def thetas(self) -> Array:
        """The weights of each network, flat like `Network.theta`, `(networks, weights)`."""
        return np.concatenate([chunk.theta.T for chunk in self._chunks])

    @property
    def gradients(self) -> Array:
        """The gradient of each network's loss at its present weights, flat, `(networks, weights)`."""
        return np.concatenate([chunk.gradients() for chunk in self._chunks])

    def network(self, place: int) -> Network:
        """A network of its own with the present weights of one of the networks."""
        if not 0 <= place < len(self):
            refuse("network", place, f"0 to {len(self) - 1}")
        network = self._like.copy()
        for chunk in self._chunks:
            if place < len(chunk):
                network.theta[:] = chunk.theta[:, place]
                break
            place -= len(chunk)
        return network

    def __repr__(self) -> str:
        layers = "-".join(map(str, self._like.layers))
        return f"BatchedTrainer({len(self):,} networks {layers}, {self.loss_function!r}, epoch {self.epoch:,})"


def _shape(network: Network) -> tuple[object, ...]:
    return network.layers, [activation.name for activation in network.activations], network.bias, network.theta.dtype


def _one_each(name: str, values: ArrayLike | None, count: int) -> Array | None:
    if values is None:
        return None
    array = np.asarray(values, float)
    if array.shape not in ((), (count,)):
        refuse(name, f"shape {array.shape}", f"one number, or {count}, one for each network")
    return np.broadcast_to(array, (count,)).copy()


def _faster(network: Network, examples: int) -> str:
    """By the size of one network's task alone, so that its bits do not depend on how many there are."""
    return NetworksLast.name if network.theta.size * examples <= NARROW else NetworksFirst.name


def _make_layout(name: str, networks: int, like: Network, examples: int) -> ArrayLayout:
    dtype = like.theta.dtype
    if name == NetworksFirst.name:
        return NetworksFirst(networks, dtype)
    if name != NetworksLast.name:
        refuse("layout", name, f"{NetworksLast.name} or {NetworksFirst.name}")
    return NetworksLast(networks, dtype, max(like.layers) * examples)


def _chunk_size(network: Network, examples: int) -> int:
    """How many networks an epoch can take through the cache at once."""
    numbers = examples * (6 * sum(network.layers[1:]) + max(network.layers)) + 4 * network.theta.size
    return max(1, CACHE_BYTES // (numbers * network.theta.itemsize))


def _even(count: int, most: int) -> list[tuple[int, int]]:
    """As few chunks of at most `most` as there can be, of nearly equal size."""
    chunks = -(-count // most)
    bounds = [count * chunk // chunks for chunk in range(chunks + 1)]
    return list(pairwise(bounds))
