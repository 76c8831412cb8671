"""The type of every array of numbers in the engine."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
"""Numbers; float32 too if a network has that dtype, which the type does not say."""
