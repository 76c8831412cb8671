"""Marks of training examples in a picture: by class, or by low and high target."""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.classes import find_classes
from perceptop.core.data.dataset import Dataset
from perceptop.core.protocol.picture import ClassMarks


def marks_of(dataset: Dataset, rows: NDArray[np.int64], output: int = 0, whole: Dataset | None = None) -> ClassMarks:
    """Return the marks of these rows: their class, or whether an output's target is above the middle of the range.

    Classes and range are those of `whole`, if `dataset` is a part of one.
    """
    classes = find_classes(whole or dataset)
    if classes:
        decisions = classes.read(dataset.targets[rows])
        return ClassMarks(decisions[:, output % decisions.shape[1]].astype(np.int8), classes.names)
    targets = dataset.outputs_in_units(dataset.targets)[:, output]
    reached = targets if whole is None else whole.outputs_in_units(whole.targets)[:, output]
    low, high = float(reached.min()), float(reached.max())
    if low == high:
        return ClassMarks(np.ones(len(rows), np.int8), ("other", f"{low:g}"))
    middle = (low + high) / 2
    return ClassMarks((targets[rows] > middle).astype(np.int8), (f"up to {middle:.3g}", f"above {middle:.3g}"))
