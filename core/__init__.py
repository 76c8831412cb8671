"""The numpy engine of perceptop, and everything that is true about a run.

Nothing in here knows a screen. Read from the ground up: activations, losses, initializers and optimizers;
then network (the textbook's formulas), plan (the same arithmetic as a list of numpy calls) and trainer.
"""

import os

# The matrices are small: a second BLAS thread costs more than it brings, and a great deal more when the
# other core is busy drawing. It must be said before numpy is first imported; whoever set it keeps it.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from core.dataset import Dataset  # noqa: E402
from core.experiment import load_experiment  # noqa: E402
from core.network import Network  # noqa: E402
from core.trainer import Trainer  # noqa: E402

__all__ = ["Dataset", "Network", "Trainer", "load_experiment"]
