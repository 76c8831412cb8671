"""The targets that outputs are drawn towards if some rows are negative: see `core/nn/losses/negative_examples.py`."""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array


def effective_targets(outputs: Array, targets: Array, negative: Array | NDArray[np.bool_]) -> Array:
    """Return the targets, and for negative examples the point 1 away from the target, on the output's side of it."""
    aside = np.where(outputs > targets, 1.0, -1.0)
    return np.asarray(targets + np.where(negative, aside, 0.0))
