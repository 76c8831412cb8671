"""What was seen of another branch of a run."""

from dataclasses import dataclass

from perceptop.core.data.arrays import Array


@dataclass(frozen=True, eq=False)
class BranchAtEpoch:
    """A branch at `epoch`: its loss, and its outputs `(examples, outputs)`, of large data the first examples only."""

    epoch: int
    loss: float
    mse: float
    outputs: Array
