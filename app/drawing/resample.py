"""A grid of values at another number of rows and columns."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def smooth(values: Values, rows: int, columns: int) -> Values:
    """Between the points of a grid whose outermost lie on the edges: at the middles of rows and columns of cells."""
    there = _weights(values.shape[0], rows) @ values.astype(float) @ _weights(values.shape[1], columns).T
    return np.asarray(there)


def nearest(values: NDArray[np.generic], rows: int, columns: int) -> NDArray[np.generic]:
    """The same where every value is that of an area, and there is nothing between two of them."""
    down, across = (_nearest(have, want) for have, want in zip(values.shape, (rows, columns), strict=True))
    return np.asarray(values[down[:, None], across])


@lru_cache(maxsize=64)
def _nearest(have: int, want: int) -> NDArray[np.intp]:
    return ((np.arange(want) + 0.5) / want * have).astype(np.intp)


def _places(have: int, want: int) -> Values:
    return np.asarray((np.arange(want) + 0.5) / want * (have - 1))


@lru_cache(maxsize=64)
def _weights(have: int, want: int) -> Values:
    places = _places(have, want)
    low = np.minimum(places.astype(int), max(have - 2, 0))
    weights = np.zeros((want, have))
    weights[np.arange(want), low] = 1 - (places - low)
    if have > 1:
        weights[np.arange(want), low + 1] += places - low
    return weights
