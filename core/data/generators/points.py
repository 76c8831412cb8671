"""Points in the plane of two or three classes, and a curve: common first problems."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.rows import require_size
from perceptop.core.errors.bad_input import refuse

LEAST_POINTS = 10
Labels = NDArray[np.int64]


def point_cloud(kind: str, count: int, noise: float, seed: int, where: str) -> tuple[tuple[str, ...], Array]:
    """Names of the columns, and `count` rows of them, the target last; drawn from the seed, the classes by turns.

    `noise` is the standard deviation of the noise added to each coordinate. `BadInput` for an unknown kind, or few
    points.
    """
    kinds = (*CLOUDS, "sine")
    if kind not in kinds:
        refuse(where, kind, "one of " + ", ".join(kinds))
    if count < LEAST_POINTS:
        refuse(where, f"{count} points", f"{LEAST_POINTS} or more")
    require_size(where, count, 3)
    random = np.random.default_rng(seed)
    place = np.arange(count)
    if kind == "sine":
        x = random.uniform(-3, 3, count)
        return ("x", "y"), np.column_stack([x, np.sin(2 * x) + random.normal(scale=noise, size=count)])
    classes = place % (3 if kind == "blobs" else 2)
    points = CLOUDS[kind](random.random((2, count)), classes)
    points += random.normal(scale=noise, size=points.shape)
    return ("x1", "x2", "class"), np.column_stack([points, classes])


def _moons(shares: Array, classes: Labels) -> Array:
    """Two half circles, one of which opens into the other."""
    angle = np.pi * shares[0]
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    return np.where(classes[:, None] == 0, upper, lower)


def _circles(shares: Array, classes: Labels) -> Array:
    """A circle around another of half its radius."""
    angle, radius = 2 * np.pi * shares[0], np.where(classes == 0, 1.0, 0.5)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _spiral(shares: Array, classes: Labels) -> Array:
    """Two arms of one and a half turns around one another."""
    radius = np.sqrt(shares[0])
    angle = 3 * np.pi * radius + np.pi * classes
    return 5 * np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _blobs(shares: Array, classes: Labels) -> Array:
    """Three clouds at the corners of a triangle, each of deviation 0.5 by itself."""
    angle = 2 * np.pi * classes / 3
    # Box and Muller: two uniform numbers to a point of a normal distribution.
    radius, turn = 0.5 * np.sqrt(-2 * np.log(1 - shares[0])), 2 * np.pi * shares[1]
    return np.column_stack([1.5 * np.cos(angle) + radius * np.cos(turn), 1.5 * np.sin(angle) + radius * np.sin(turn)])


def _xor_cloud(shares: Array, classes: Labels) -> Array:
    """A square in four quarters, those that touch at a corner of one class."""
    x = 2 * shares[0] - 1
    y = shares[1] * np.where(classes == 0, 1.0, -1.0) * np.where(x < 0, -1.0, 1.0)
    return np.column_stack([x, y])


CLOUDS: dict[str, Callable[[Array, Labels], Array]] = {
    "moons": _moons,
    "circles": _circles,
    "spiral": _spiral,
    "blobs": _blobs,
    "xor-cloud": _xor_cloud,
}
"""Each takes two uniform numbers `(2, points)` and the classes `(points,)` to points `(points, 2)`."""
