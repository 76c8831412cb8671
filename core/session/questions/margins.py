"""By how much each row is right: the distance of its outputs from the border to the nearest wrong answer."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset

MIDDLES = (((0.0, 1.0), 0.5), ((-1.0, 1.0), 0.0))
"""Pairs of targets that mean no and yes, and the border between them."""
TIE = 5e-4
"""A margin below this rounds to none in three decimals."""


def has_right_rows(dataset: Dataset) -> bool:
    """Return whether rows can be right: targets are words, or two values that mean no and yes."""
    return dataset.output_symbols is not None or _middle(dataset) is not None


def margins(dataset: Dataset, outputs: Array) -> Array:
    """Return the margins `(epochs, examples)` for outputs `(epochs, examples, outputs)`; a row is right above 0.

    With words: if each output's nearest word is the target's. Else: if each output is on its target's side of the
    middle. A negative example is right if its target has not come out; outputs that are not finite are wrong.
    """
    symbols = dataset.output_symbols
    with np.errstate(invalid="ignore"):
        if symbols is not None:
            each = _distances(np.unique(list(symbols.values.values())), outputs, dataset.targets)
        else:
            middle = _middle(dataset)
            assert middle is not None
            each = (outputs - middle) * np.sign(dataset.targets - middle)
        found = each.min(axis=-1)
        if dataset.negative is not None:
            found = np.where(dataset.negative, -found, found)
    return np.asarray(np.where(np.isfinite(outputs).all(axis=-1), found, -np.inf))


def _middle(dataset: Dataset) -> float | None:
    known = set(np.unique(dataset.targets).tolist())
    return next((middle for pair, middle in MIDDLES if known <= set(pair)), None)


def _distances(values: Array, outputs: Array, targets: Array) -> Array:
    """How much farther the nearest other word is than the word of the target, for each output."""
    own = np.abs(targets[..., None] - values).argmin(axis=-1)
    far = np.abs(outputs[..., None] - values)
    places = np.broadcast_to(own, outputs.shape)[..., None]
    of_target = np.take_along_axis(far, places, axis=-1)[..., 0]
    np.put_along_axis(far, places, np.inf, axis=-1)
    return np.asarray(far.min(axis=-1) - of_target)
