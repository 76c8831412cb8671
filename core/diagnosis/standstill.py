"""A standstill: a run has ended, its loss did not fall any more, and much is left to learn.

It is reported for a run that has ended only: while a run goes on, a plateau that it will leave looks like one on which
it stays. `xor3` stands for 10,000 epochs before it learns.
"""

import numpy as np

from perceptop.core.diagnosis.remaining_error import learning, unsolved
from perceptop.core.protocol.snapshot import Snapshot

SHARE, LEAST_EPOCHS, FALL = 0.2, 100, 0.01
CONDITION = (
    "the run has ended, and the lowest loss of the last fifth of it (100 epochs at least) > 0.99 · the lowest loss "
    "before it, while √MSE > 0.05 · spread of targets"
)


def standing(snapshot: Snapshot) -> int | None:
    """Return for how many epochs the best loss has fallen by less than 1 % at the end of a run; None if it falls, if
    all is nearly solved, or if the run has not ended.

    The last fifth of the run counts, 100 epochs at least.
    """
    if snapshot.progress.state != "finished" or not (learning(snapshot) and unsolved(snapshot)):
        return None
    epoch = snapshot.progress.epoch
    window = max(LEAST_EPOCHS, int(SHARE * epoch))
    curve = snapshot.curve
    past = curve.epochs <= epoch - window
    recent = (curve.epochs > epoch - window) & (curve.epochs <= epoch)
    if epoch < 2 * LEAST_EPOCHS or not (past.any() and recent.any()):
        return None
    before, since = float(np.min(curve.lows[past])), float(np.min(curve.lows[recent]))
    return window if since > (1 - FALL) * before else None
