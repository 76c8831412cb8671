"""Milestones of a run, called out once each: first pass, first update, the first row that turns right, all right."""

from dataclasses import dataclass, replace

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import right_rows
from perceptop.core.protocol.remarks import OF_EVERY_RUN, Callout
from perceptop.core.protocol.snapshot import Snapshot

NAMES = (*OF_EVERY_RUN, "first row right", "all rows right")
NEAR = 0.2
"""Part of the range of targets within which an output is near one that is a number, neither yes nor no."""

RULE = "near means within a fifth of the targets' range"


@dataclass(frozen=True)
class MilestonesReached:
    """The names of the milestones of a run so far, over all its branches, and the last epoch seen of the present
    `branch`.

    `right` says which rows were right then, None if that is not known. Empty at first, and when a run begins again or
    from another seed.
    """

    names: frozenset[str] = frozenset()
    branch: str = ""
    epoch: int = -1
    right: tuple[bool, ...] | None = None

    def on_branch_of(self, snapshot: Snapshot) -> "MilestonesReached":
        """Return the same; for a snapshot of another branch, seen no further than its fork."""
        branch = next((branch for branch in snapshot.branches if branch.current), None)
        if branch is None or branch.name == self.branch:
            return self
        return replace(self, branch=branch.name, epoch=min(self.epoch, branch.forked_at), right=None)


def milestones(reached: MilestonesReached, snapshot: Snapshot) -> tuple[MilestonesReached, tuple[Callout, ...]]:
    """Return the milestones that this snapshot reaches for the first time, in order, and all that are reached then."""
    reached = reached.on_branch_of(snapshot)
    if snapshot.progress.state == "history":
        return reached, ()
    right = _right_of_log(snapshot)
    found = [callout for callout in _callouts(reached, snapshot, right) if callout.name not in reached.names]
    names = reached.names | {callout.name for callout in found}
    newest = None if right is None else tuple(right[-1].tolist())
    return replace(reached, names=names, epoch=max(reached.epoch, snapshot.progress.reached), right=newest), tuple(
        found
    )


def _callouts(reached: MilestonesReached, snapshot: Snapshot, right: Array | None) -> list[Callout]:
    progress = snapshot.progress
    first = "The first forward pass: inputs have gone through the network, and outputs have come out."
    callouts = [Callout(NAMES[0], 0, True, first, "First forward pass")]
    if progress.reached > 0 or progress.batch > 0:
        update = "The first update: the error has gone back through the network and moved the weights."
        callouts.append(Callout(NAMES[1], 0 if progress.batches > 1 else 1, True, update, "First update"))
    return callouts + ([] if right is None else _of_rows(reached, snapshot, right))


def _of_rows(reached: MilestonesReached, snapshot: Snapshot, right: Array) -> list[Callout]:
    """Return milestones of rows, from which are `right` in the log, that holds every one of the last epochs."""
    epochs, rows = snapshot.log.epochs, right.shape[1]
    complete = int(epochs[0]) <= reached.epoch + 1
    # Of large data the log holds the first rows only.
    all_of_them = rows == snapshot.about.examples
    every, brief = ("All rows", "All rows") if all_of_them else (f"The first {rows:,} rows", f"First {rows:,} rows")
    judged = _is_judged(snapshot)
    first = _turned(reached, epochs, right) if judged else right
    callouts = []
    for name, met in ((NAMES[2], first.any(axis=1)), (NAMES[3], right.all(axis=1))):
        # With outputs so many that the log holds one row of them, the first row and "the first rows" are the same.
        if not met.any() or (name == NAMES[3] and rows == 1 and not all_of_them):
            continue
        place = int(met.argmax())
        epoch = int(epochs[place])
        when = f"at epoch {epoch:,}" if complete else f"by epoch {epoch:,}"
        row = int(first[place].argmax()) + 1
        if name == NAMES[2]:
            texts = f"The first row turns right: row {row:,}, {when}.", f"Row {row:,} turned right {when}"
            if not judged:
                texts = (
                    f"The first row is near its target: row {row:,}, {when}; {RULE}.",
                    f"Row {row:,} near its target {when}",
                )
        else:
            solved = "Solved: all rows" if all_of_them else every
            texts = f"{solved} are right, {when}.", f"{brief} right {when}"
            if not judged:
                texts = f"{every} are near their targets, {when}; {RULE}.", f"{brief} near their targets {when}"
        callouts.append(Callout(name, epoch, complete, *texts))
    return callouts


def _turned(reached: MilestonesReached, epochs: Array, right: Array) -> Array:
    """Return which rows are right that were not in the epoch before, or when last seen, `(epochs, rows)`."""
    before = np.concatenate([right[:1], right[:-1]])
    new = int((epochs <= reached.epoch).sum())
    if reached.right is not None and new < len(right) and len(reached.right) == right.shape[1]:
        before[new] = reached.right
    return np.asarray(right & ~before)


def _right_of_log(snapshot: Snapshot) -> Array | None:
    """Return which rows are right, or near, in each epoch of the log, `(epochs, rows)`; None if that is not known."""
    log, numbers = snapshot.log, snapshot.numbers
    rows = min(log.outputs.shape[1], len(numbers.targets)) if numbers.first == 0 else 0
    if not rows or not len(log.epochs):
        return None
    negative = None if numbers.negative is None else numbers.negative[:rows]
    return rows_right(snapshot, log.outputs[:, :rows], numbers.targets[:rows], negative)


def rows_right(snapshot: Snapshot, outputs: Array, targets: Array, negative: Array | None = None) -> Array:
    """Return which rows are right, `(epochs, rows)`, for outputs `(epochs, rows, outputs)`.

    The rule is that of `right_rows`; of targets that are numbers: if the output is within 0.2 of the range of targets.
    """
    right = right_rows(snapshot.about.symbols, snapshot.about.target_range, targets, outputs, negative)
    if right is not None:
        return right
    distance = float(np.ptp(targets)) or 1.0
    with np.errstate(invalid="ignore"):
        near = np.asarray((np.abs(outputs - targets) <= NEAR * distance).all(axis=-1))
    return np.asarray(near if negative is None else np.logical_xor(near, negative))


def _is_judged(snapshot: Snapshot) -> bool:
    """Return whether rows can be right: targets are words, or two values that mean no and yes."""
    about, targets = snapshot.about, snapshot.numbers.targets
    return right_rows(about.symbols, about.target_range, targets, snapshot.numbers.outputs) is not None
