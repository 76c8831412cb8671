"""The engine of perceptop and everything that is true about a run; knows no screen."""

import os

if __name__ != "perceptop.core":
    # Under a second name every class in it would exist twice.
    raise ImportError("core is a part of perceptop: import perceptop.core, or perceptop itself")

# The matrices are small: a second BLAS thread costs more than it brings, and a great deal more when the
# other core is busy drawing. It must be said before numpy is first imported; whoever set it keeps it.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")
