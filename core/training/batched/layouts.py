"""Two layouts of the arrays of many networks, and the matrix products of a pass as numpy calls over each.

Every array is viewed as `(…, networks)`: weights `(inputs, outputs, networks)`, z, activations and δ `(neurons,
examples, networks)`. In memory the networks stand last, so that each numpy call runs along them, or first, so that
`np.matmul` multiplies the matrices of one network after the other.
"""

from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import DTypeLike

from perceptop.core.data.arrays import Array
from perceptop.core.nn.numpy_calls import Call


class ArrayLayout(Protocol):
    """Allocates arrays for a number of networks, and multiplies them.

    `weights` have no bias row here. `below` is what comes into the layer, `(inputs, examples, networks)`; of the
    first layer, whose inputs are the same for all networks, `(inputs, examples, 1)`.
    """

    name: ClassVar[str]

    def room(self, *shape: int) -> Array:
        """An array of zeros, seen as `(*shape, networks)`."""
        ...

    def forward(self, weights: Array, below: Array, z: Array) -> list[Call]:
        """z = weightsᵀ · below."""
        ...

    def backward(self, weights: Array, delta: Array, upstream: Array) -> list[Call]:
        """upstream = weights · delta: dLoss/da of the layer below."""
        ...

    def gradient(self, below: Array, delta: Array, gradient: Array) -> list[Call]:
        """gradient = below · deltaᵀ."""
        ...


class NetworksLast:
    """Explicit multiply-adds along the networks: fastest for narrow layers, where a matrix product is all overhead."""

    name: ClassVar[str] = "networks last"

    def __init__(self, networks: int, dtype: DTypeLike, largest: int) -> None:
        """`largest`: the neurons of the widest layer times the examples, room for the terms of a sum."""
        self._networks, self._dtype = networks, dtype
        self._terms = np.empty((largest, networks), dtype)

    def room(self, *shape: int) -> Array:
        """An array of zeros, `(*shape, networks)` in memory."""
        return np.zeros((*shape, self._networks), self._dtype)

    def forward(self, weights: Array, below: Array, z: Array) -> list[Call]:
        """z[o, e] = Σ over i of weights[i, o] · below[i, e]."""
        return self._sum([(weights[i][:, None], below[i][None]) for i in range(len(weights))], z)

    def backward(self, weights: Array, delta: Array, upstream: Array) -> list[Call]:
        """upstream[i, e] = Σ over o of weights[i, o] · delta[o, e]."""
        return self._sum([(weights[:, o][:, None], delta[o][None]) for o in range(len(delta))], upstream)

    def gradient(self, below: Array, delta: Array, gradient: Array) -> list[Call]:
        """gradient[i, o] = Σ over e of below[i, e] · delta[o, e]."""
        terms = self._room_like(delta)
        calls: list[Call] = []
        for source, row in zip(below, gradient, strict=True):
            calls += [(np.multiply, source[None], delta, terms), (np.add.reduce, terms, 1, None, row)]
        return calls

    def _sum(self, factors: list[tuple[Array, Array]], out: Array) -> list[Call]:
        terms = self._room_like(out)
        calls: list[Call] = [(np.multiply, *factors[0], out)]
        for pair in factors[1:]:
            calls += [(np.multiply, *pair, terms), (np.add, out, terms, out)]
        return calls

    def _room_like(self, array: Array) -> Array:
        neurons, examples, networks = array.shape
        return self._terms[: neurons * examples].reshape(neurons, examples, networks)


class NetworksFirst:
    """`np.matmul` over the networks: fastest for wide layers, where the matrix product is most of the work."""

    name: ClassVar[str] = "networks first"

    def __init__(self, networks: int, dtype: DTypeLike) -> None:
        self._networks, self._dtype = networks, dtype

    def room(self, *shape: int) -> Array:
        """An array of zeros, `(networks, *shape)` in memory."""
        return np.moveaxis(np.zeros((self._networks, *shape), self._dtype), 0, -1)

    def forward(self, weights: Array, below: Array, z: Array) -> list[Call]:
        """z = weightsᵀ · below, a matrix product for each network."""
        return [(np.matmul, _first(weights).swapaxes(1, 2), _first(below), _first(z))]

    def backward(self, weights: Array, delta: Array, upstream: Array) -> list[Call]:
        """upstream = weights · delta."""
        return [(np.matmul, _first(weights), _first(delta), _first(upstream))]

    def gradient(self, below: Array, delta: Array, gradient: Array) -> list[Call]:
        """gradient = below · deltaᵀ."""
        return [(np.matmul, _first(below), _first(delta).swapaxes(1, 2), _first(gradient))]


def _first(array: Array) -> Array:
    return np.moveaxis(array, -1, 0)
