"""Rows that are held out of training, shown in place of the training rows."""

from perceptop.core.data.arrays import Array
from perceptop.core.protocol import record


@record(frozen=True, eq=False)
class HeldOutWindow:
    """Rows that are held out of training, of `examples` in all: those from number `first` on, `chosen` among them.

    `inputs`, `targets` and `outputs` are as those of `Numbers`.
    """

    examples: int
    first: int
    chosen: int
    inputs: Array
    targets: Array
    outputs: Array
