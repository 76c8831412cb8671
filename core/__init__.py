"""The numpy engine of perceptop, and everything that is true about a run.

Nothing in here knows a screen. Read from the ground up: activations, losses, initializers and optimizers;
then network (the textbook's formulas), plan (the same arithmetic as a list of numpy calls) and trainer.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# The matrices are small: a second BLAS thread costs more than it brings, and a great deal more when the
# other core is busy drawing. It must be said before numpy is first imported; whoever set it keeps it.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")

if TYPE_CHECKING:
    from core.dataset import Dataset
    from core.experiment import load_experiment
    from core.network import Network
    from core.trainer import Trainer

__all__ = ["Dataset", "Network", "Trainer", "load_experiment"]

_HOMES = {
    "Dataset": "core.dataset",
    "Network": "core.network",
    "Trainer": "core.trainer",
    "load_experiment": "core.experiment",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and no more: the screen, which wants to be there at once, needs little of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'core' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
