"""The branch that the present one is compared with."""

from collections.abc import Sequence
from dataclasses import replace

from perceptop.core.protocol.snapshot import BranchView, Curve, Snapshot


def compared_branch(snapshot: Snapshot) -> BranchView | None:
    """Return the branch that the present one was forked from, else the first other of this run; None without any."""
    present = next((branch for branch in snapshot.branches if branch.current), None)
    others = [branch for branch in snapshot.branches if branch.same_run and not branch.current]
    parents = [branch for branch in others if present and branch.name == present.parent]
    return next(iter([*parents, *others]), None)


def other_curves(snapshot: Snapshot, mse: bool) -> Sequence[Curve]:
    """Return the curves of all other branches, of the MSE or of the loss.

    Those of former runs go up to the newest epoch of this one only.
    """
    others = [branch for branch in snapshot.branches if not branch.current]
    newest = snapshot.curve.last[0]
    curves = [(branch, branch.curve.of_mse if mse else branch.curve) for branch in others]
    return [curve if branch.same_run else _until(curve, newest) for branch, curve in curves]


def _until(curve: Curve, epoch: int) -> Curve:
    if curve.last[0] <= epoch:
        return curve
    known = curve.epochs <= epoch
    return replace(
        curve, epochs=curve.epochs[known], lows=curve.lows[known], highs=curve.highs[known], last=(epoch, float("nan"))
    )
