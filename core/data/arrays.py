"""The type of every array of numbers in the engine."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
"""Numbers; of float32 too if a network asks for it, which the type checker need not know."""
