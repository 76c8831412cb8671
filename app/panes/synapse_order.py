"""In which order synapses are listed. A synapse's place is its number in all weights, layer by layer, row by row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.calls import Array
from core.snapshot import Snapshot

ORDERS = ("place", "|weight|", "|Δw|")


def order_of(snapshot: Snapshot, order: str, top: int, count: int) -> NDArray[np.intp]:
    """The places of `count` synapses from number `top` of that order on."""
    numbers = snapshot.numbers
    total = sum(weights.size for weights in numbers.weights)
    if order == "place":
        return np.arange(top, min(top + count, total))
    size = np.abs(flat(numbers.weights if order == "|weight|" else numbers.example_delta))
    size[np.isnan(size)] = np.inf
    end = min(top + count, total)
    if end < total // 4:
        # Only the rows down to the last one seen need to be in order.
        largest = np.argpartition(-size, end)[: end + 1]
        largest.sort()
        return largest[np.argsort(-size[largest], kind="stable")][top:end]
    return np.argsort(-size, kind="stable")[top:end]


def flat(arrays: Sequence[Array]) -> Array:
    """The numbers of all layers in one row."""
    return np.concatenate([array.ravel() for array in arrays])


def whereabouts(arrays: Sequence[Array], places: NDArray[np.intp]) -> list[tuple[int, int, int]]:
    """Layer, row and column of each place."""
    starts = np.cumsum([0, *(array.size for array in arrays)])
    found = []
    for place in places.tolist():
        layer = int(np.searchsorted(starts, place, "right")) - 1
        row, column = divmod(place - int(starts[layer]), arrays[layer].shape[1])
        found.append((layer, row, column))
    return found
