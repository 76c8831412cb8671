"""The order of synapses in a list. A synapse's place is its number in all weights, layer by layer, row by row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array

ORDERS = ("place", "|weight|", "|Δw|")


def order_of(size: Array | None, places: range, top: int, count: int) -> NDArray[np.intp]:
    """Return `count` of these places from number `top` on: in order, or by decreasing `size`.

    `size` is that of every synapse; nan counts as the largest.
    """
    end = min(top + count, len(places))
    if size is None:
        return np.array(places[top:end], np.intp)
    size = size[places.start : places.stop]
    size = np.where(np.isnan(size), np.inf, size)
    # Only the rows down to the last one seen need to be in order.
    least = np.partition(size, len(size) - end)[len(size) - end] if end else np.inf
    seen = np.flatnonzero(size >= least)
    return seen[np.argsort(-size[seen], kind="stable")][top:end] + places.start


def places_of(weights: Sequence[Array], layer: int | None) -> range:
    """The places of a layer's synapses, or of all."""
    if layer is None:
        return range(sum(each.size for each in weights))
    start = sum(each.size for each in weights[:layer])
    return range(start, start + weights[layer].size)


def flat(arrays: Sequence[Array]) -> Array:
    """The numbers of all layers in one row."""
    return np.concatenate([array.ravel() for array in arrays])
