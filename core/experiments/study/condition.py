"""When a run counts as solved: `right`, `mse=X`, `loss=X` or `accuracy=X`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse

FORMS = "right, mse=X, loss=X or accuracy=X"


class SolvedCondition:
    """A condition on the outputs of many networks, or of many epochs of one, at once. `text` says it in words."""

    text: str

    def holds(self, outputs: Array, losses: Callable[[], Array]) -> NDArray[np.bool_]:
        """Return whether it holds for each, `(many,)`: outputs `(outputs, examples, many)`, losses `(many,)`."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class EveryOutputRight(SolvedCondition):
    """Each output lies on its target's side of `middle`; `sign` is 1 for a target above it, else -1."""

    text: str
    middle: float
    sign: Array

    def holds(self, outputs: Array, losses: Callable[[], Array]) -> NDArray[np.bool_]:
        # The smallest distance decides; neither nan nor the middle itself is on a side.
        off = (outputs - self.middle) * self.sign
        return np.asarray(off.reshape(-1, off.shape[-1]).min(axis=0) > 0)


@dataclass(frozen=True, eq=False)
class AccuracyAtLeast(SolvedCondition):
    """The accuracy is that high: all outputs are right, or the largest is, for classes with an output each."""

    text: str
    limit: float
    middle: float
    sign: Array

    def holds(self, outputs: Array, losses: Callable[[], Array]) -> NDArray[np.bool_]:
        marked = self.sign > 0
        if len(marked) > 1 and bool((marked.sum(axis=0) == 1).all()):
            right = (outputs.argmax(axis=0) == marked.argmax(axis=0)) & np.isfinite(outputs).all(axis=0)
        else:
            right = ((outputs - self.middle) * self.sign > 0).all(axis=0)
        return np.asarray(right.mean(axis=0) >= self.limit)


@dataclass(frozen=True, eq=False)
class MseAtMost(SolvedCondition):
    """The mean squared error over all outputs of all examples is that small."""

    text: str
    limit: float
    targets: Array

    def holds(self, outputs: Array, losses: Callable[[], Array]) -> NDArray[np.bool_]:
        error = outputs - self.targets
        error *= error
        return np.asarray(error.reshape(-1, error.shape[-1]).mean(axis=0) <= self.limit)


@dataclass(frozen=True, eq=False)
class LossAtMost(SolvedCondition):
    """The loss is that small."""

    text: str
    limit: float

    def holds(self, outputs: Array, losses: Callable[[], Array]) -> NDArray[np.bool_]:
        return np.asarray(losses() <= self.limit)


def parse_condition(text: str, dataset: Dataset, where: str = "--solved") -> SolvedCondition:
    """The condition that a text names, for that data; `BadInput` if it is none, or none that the data can meet."""
    name, given, number = text.partition("=")
    if name == "right" and not given:
        return EveryOutputRight("every output on the right side of the middle", *_sides(dataset, where))
    if name not in ("mse", "loss", "accuracy") or not given:
        refuse(where, text or "nothing", FORMS)
    limit = _limit(number, where, text)
    if name == "mse":
        return MseAtMost(f"mse ≤ {limit:g}", limit, np.ascontiguousarray(dataset.targets.T)[..., None])
    if name == "loss":
        return LossAtMost(f"loss ≤ {limit:g}", limit)
    if limit > 1:
        refuse(where, text, "an accuracy from 0 to 1, which is all")
    return AccuracyAtLeast(f"accuracy ≥ {limit:g}", limit, *_sides(dataset, where))


def _limit(number: str, where: str, text: str) -> float:
    try:
        limit = float(number)
    except ValueError:
        limit = -1.0
    if not 0 <= limit < np.inf:
        refuse(where, text, f"{FORMS}, X a number of 0 or more")
    return limit


def _sides(dataset: Dataset, where: str) -> tuple[float, Array]:
    """The middle between the two values of the targets, and the side of each target as a sign."""
    low, high = dataset.target_range
    targets = np.ascontiguousarray(dataset.targets.T)[..., None]
    if low == high or not np.isin(targets, (low, high)).all() or dataset.negative is not None:
        refuse(where, "targets that are not just two values", "mse=X or loss=X, which any targets can meet")
    middle = (low + high) / 2
    return middle, np.where(targets > middle, 1.0, -1.0)
