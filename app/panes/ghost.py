"""The branch that the present one is compared with."""

from core.snapshot import BranchView, Snapshot


def ghost_of(snapshot: Snapshot) -> BranchView | None:
    """The branch that the present one was forked from, or else the first other one; None where there is none."""
    present = next((branch for branch in snapshot.branches if branch.current), None)
    others = [branch for branch in snapshot.branches if not branch.current]
    parents = [branch for branch in others if present and branch.name == present.parent]
    return next(iter([*parents, *others]), None)
