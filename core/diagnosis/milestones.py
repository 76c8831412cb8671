"""Milestones of a run, called out once each: first forward pass, first update, first row and all rows solved."""

from dataclasses import dataclass, replace

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.remarks import Callout
from perceptop.core.protocol.snapshot import Snapshot

NAMES = ("first forward pass", "first update", "first row solved", "all rows solved")
NEAR = 0.2
"""Part of the range of targets within which an output counts as solved."""


@dataclass(frozen=True)
class MilestonesReached:
    """The names of the milestones of a run so far, over all its branches, and the last epoch seen of the present
    `branch`.

    Empty at first, and when a run begins again or from another seed.
    """

    names: frozenset[str] = frozenset()
    branch: str = ""
    epoch: int = -1

    def on_branch_of(self, snapshot: Snapshot) -> "MilestonesReached":
        """Return the same; for a snapshot of another branch, seen no further than its fork."""
        branch = next((branch for branch in snapshot.branches if branch.current), None)
        if branch is None or branch.name == self.branch:
            return self
        return replace(self, branch=branch.name, epoch=min(self.epoch, branch.forked_at))


def milestones(reached: MilestonesReached, snapshot: Snapshot) -> tuple[MilestonesReached, tuple[Callout, ...]]:
    """Return the milestones that this snapshot reaches for the first time, in order, and all that are reached then."""
    reached = reached.on_branch_of(snapshot)
    if snapshot.progress.state == "history":
        return reached, ()
    found = [callout for callout in _callouts(reached, snapshot) if callout.name not in reached.names]
    names = reached.names | {callout.name for callout in found}
    return replace(reached, names=names, epoch=max(reached.epoch, snapshot.progress.reached)), tuple(found)


def _callouts(reached: MilestonesReached, snapshot: Snapshot) -> list[Callout]:
    progress = snapshot.progress
    first = "The first forward pass: inputs have gone through the network, and outputs have come out."
    callouts = [Callout(NAMES[0], 0, True, first, "First forward pass")]
    if progress.reached > 0 or progress.batch > 0:
        update = "The first update: the error has gone back through the network and moved the weights."
        callouts.append(Callout(NAMES[1], 0 if progress.batches > 1 else 1, True, update, "First update"))
    return callouts + _solved(reached, snapshot)


def _solved(reached: MilestonesReached, snapshot: Snapshot) -> list[Callout]:
    """Return milestones of solved rows from the log, which holds every one of the last epochs."""
    log, numbers = snapshot.log, snapshot.numbers
    rows = min(log.outputs.shape[1], len(numbers.targets)) if numbers.first == 0 else 0
    if not rows or not len(log.epochs):
        return []
    right = solved(snapshot, log.outputs[:, :rows], numbers.targets[:rows])
    if numbers.negative is not None:
        right = right != numbers.negative[:rows]
    complete = int(log.epochs[0]) <= reached.epoch + 1
    whole = "" if rows == snapshot.about.examples else f" of the first {rows:,}"
    callouts = []
    for name, met in ((NAMES[2], right.any(axis=1)), (NAMES[3], right.all(axis=1))):
        if not met.any():
            continue
        place = int(met.argmax())
        epoch = int(log.epochs[place])
        when = f"at epoch {epoch:,}" if complete else f"by epoch {epoch:,}"
        row = int(right[place].argmax())
        if name == NAMES[2]:
            sentence, brief = f"The first row is solved: row {row + 1:,}, {when}.", f"First row solved {when}"
        else:
            sentence, brief = f"All rows{whole} are solved, {when}.", f"All rows{whole} solved {when}"
        callouts.append(Callout(name, epoch, complete, sentence, brief))
    return callouts


def solved(snapshot: Snapshot, outputs: Array, targets: Array) -> Array:
    """Return which rows are solved, `(epochs, rows)`, for outputs `(epochs, rows, outputs)`.

    With symbols: if the nearest symbol is the target's. Otherwise: if the output is within 0.2 of the range of targets.
    """
    symbols = snapshot.about.symbols
    with np.errstate(invalid="ignore"):
        if symbols is not None:
            values = np.array(list(symbols.values.values()))
            right = _nearest(values, outputs) == _nearest(values, targets)
            return np.asarray((right & np.isfinite(outputs)).all(axis=-1))
        distance = float(np.ptp(targets)) or 1.0
        return np.asarray((np.abs(outputs - targets) <= NEAR * distance).all(axis=-1))


def _nearest(values: Array, numbers: Array) -> Array:
    return np.asarray(np.abs(numbers[..., None] - values).argmin(axis=-1))
