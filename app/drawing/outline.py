"""Lines between areas."""

import numpy as np
from numpy.typing import NDArray


def borders(areas: NDArray[np.generic]) -> NDArray[np.bool_]:
    """The dots whose neighbor to the right or below belongs to another area."""
    lit = np.zeros(areas.shape, bool)
    lit[:-1] |= areas[:-1] != areas[1:]
    lit[:, :-1] |= areas[:, :-1] != areas[:, 1:]
    return lit
