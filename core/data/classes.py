"""Classes of outputs: the largest, one of two values, or the nearest word."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.data.symbols import Symbols

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


def right_rows(
    symbols: Symbols | None,
    limits: tuple[float, float],
    targets: Array,
    outputs: Array,
    negative: Array | None = None,
) -> Array | None:
    """Return which rows are right, `(…, examples)` of bool, for outputs `(…, examples, outputs)`.

    With words: if each output's nearest word is the target's. Targets of two values that mean no and yes: if each
    output is on its target's side of the middle, not on it. Other targets, of which `limits` are the smallest and the
    largest: None. A negative example is right if its target has not come out; outputs that are not finite are wrong.
    """
    with np.errstate(invalid="ignore"):
        if symbols is not None:
            values = np.array(list(symbols.values.values()))
            near = [np.abs(numbers[..., None] - values).argmin(axis=-1) for numbers in (targets, outputs)]
            right = (near[0] == near[1]).all(axis=-1)
        else:
            pair = next((pair for pair in PAIRS if pair >= set(limits)), None)
            if pair is None or not np.isin(targets, list(pair)).all():
                return None
            middle = sum(pair) / 2
            right = ((outputs - middle) * (targets - middle) > 0).all(axis=-1)
    if negative is not None:
        right = right != negative
    return np.asarray(right & np.isfinite(outputs).all(axis=-1))
