"""Stuck rows: a run has ended on a standstill, with some rows wrong and others right, as XOR often does."""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.diagnosis.remaining_error import spread
from perceptop.core.diagnosis.rule import Rule, listed, several
from perceptop.core.diagnosis.standstill import CONDITION, standing
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

NAME = "stuck rows"
WRONG = 0.4


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding, or none, for targets of two values and without negative examples."""
    targets = snapshot.numbers.targets
    if snapshot.numbers.negative is not None:
        return ()
    if standing(snapshot) is None or len(np.unique(targets)) != 2:
        return ()
    wrong = wrong_rows(snapshot.numbers.outputs, targets)
    if not 0 < len(wrong) < len(targets):
        return ()
    first, count = snapshot.numbers.first, len(wrong)
    rows = tuple(int(row) + first for row in wrong)
    names = several(count, "Row", "Rows") + " " + listed([f"{row + 1:,}" for row in rows])
    row = int(wrong[0])
    output = int(np.abs(snapshot.numbers.outputs[row] - targets[row]).argmax())
    example = f"row {rows[0] + 1:,} gives {snapshot.numbers.outputs[row, output]:.2g} for {targets[row, output]:g}"
    where = "" if len(targets) == snapshot.about.examples else " of those shown"
    sentence = f"{names}{where} {several(count, 'is', 'are')} wrong at the end and the loss stands still: {example}."
    return (Finding(NAME, sentence, "Try another seed, one or two hidden neurons more, or more epochs.", rows=rows),)


def wrong_rows(outputs: Array, targets: Array) -> NDArray[np.intp]:
    """Return the rows with an output further than 0.4 · spread of targets from its target, or not finite."""
    near = np.abs(outputs - targets) < WRONG * spread(targets)
    return np.flatnonzero(~near.all(axis=1))


RULE = Rule(
    NAME,
    f"of targets with two values some rows have |output - target| ≥ 0.4 · their spread, not all, and {CONDITION}",
    find,
)
