"""Rows that are held out of training, shown in place of the training rows."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perceptop.core.data.arrays import Array

if TYPE_CHECKING:
    from perceptop.core.protocol.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
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


def rows_shown(snapshot: "Snapshot") -> "Snapshot":
    """Return the snapshot with the test rows in place of the training rows, if these are shown."""
    test = snapshot.test_rows
    if test is None:
        return snapshot
    numbers = replace(
        snapshot.numbers,
        first=test.first,
        chosen=test.chosen,
        inputs=test.inputs,
        targets=test.targets,
        outputs=test.outputs,
        negative=None,
    )
    about = replace(snapshot.about, examples=test.examples)
    return replace(snapshot, about=about, numbers=numbers, branches=(), walk=None)
