"""Classes of outputs: the largest, one of two values, or the nearest word."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset

MOST_CLASSES = 64
NOTHING = "none"
"""The name of an example without a class."""
PAIRS = ({0.0, 1.0}, {-1.0, 1.0})
"""Pairs of target values that mean no and yes."""


class Classes:
    """The `names` of the classes of outputs."""

    names: tuple[str, ...]

    def read(self, values: Array) -> NDArray[np.int64]:
        """Return places among `names`, `(examples, decisions)`, for outputs or targets `(examples, outputs)`."""
        raise NotImplementedError

    def accuracy(self, outputs: Array, targets: Array, negative: Array | None = None) -> float:
        """Return the share of examples whose decisions all equal those of the target; for a negative one, do not."""
        right = (self.read(outputs) == self.read(targets)).all(axis=1)
        if negative is not None:
            right = right != negative
        return float((right & np.isfinite(outputs).all(axis=1)).mean())


@dataclass(frozen=True, eq=False)
class NearestSymbol(Classes):
    """Each output is read as the word whose value lies nearest; of two equally near, the first."""

    names: tuple[str, ...]
    values: Array

    def read(self, values: Array) -> NDArray[np.int64]:
        return np.abs(values[..., None] - self.values).argmin(axis=-1)


@dataclass(frozen=True, eq=False)
class OneOfManyClasses(Classes):
    """One output a class, the largest counts; where `names` end in none, only from `threshold` on."""

    names: tuple[str, ...]
    threshold: float

    def read(self, values: Array) -> NDArray[np.int64]:
        found = values.argmax(axis=1)
        if len(self.names) > values.shape[1]:
            found = np.where(values.max(axis=1) > self.threshold, found, values.shape[1])
        return found[:, None]


@dataclass(frozen=True, eq=False)
class TwoValueClasses(Classes):
    """Each output is read as the upper of two values if it lies above their middle."""

    names: tuple[str, ...]
    threshold: float

    def read(self, values: Array) -> NDArray[np.int64]:
        return (values > self.threshold).astype(np.int64)


@lru_cache(maxsize=1)
def find_classes(dataset: Dataset) -> Classes | None:
    """Return the classes of the data's targets; None if they are numbers without classes, or too many words."""
    targets, symbols = dataset.targets, dataset.output_symbols
    if symbols is not None:
        return (
            NearestSymbol(tuple(symbols.values), np.array([*symbols.values.values()]))
            if _few(len(symbols.values))
            else None
        )
    levels = np.unique(targets[: 4 * MOST_CLASSES])
    if len(levels) > 2 or set(np.unique(targets).tolist()) not in PAIRS:
        return None
    low, high = float(targets.min()), float(targets.max())
    threshold = (low + high) / 2
    marked = (targets == high).sum(axis=1)
    outputs = targets.shape[1]
    if outputs == 1 or marked.max() > 1:
        return TwoValueClasses((f"{low:g}", f"{high:g}"), threshold)
    names = dataset.output_names + (() if marked.min() else (NOTHING,))
    return OneOfManyClasses(names, threshold) if _few(len(names)) else None


def _few(count: int) -> bool:
    return 2 <= count <= MOST_CLASSES
