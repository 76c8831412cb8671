"""The branches of the run, and the changes made to it."""

from perceptop.app.actions.edge import edge_key
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.pane import Pane
from perceptop.app.wording.numbers import fixed, grouped
from perceptop.core.protocol.snapshot import BranchView, Snapshot

MSE_WIDTH = 8
KEYS = (edge_key("branches", "switch"), edge_key("fork", "fork"), edge_key("copy", "command"))
NOTHING = "as begun: e changes, f forks"


class RunPane(Pane):
    """Branches first, then the changes of the present one, newest last."""

    NAME = "Run"
    HELP = """\
## Run

A run can be turned back (`←`, `g`, the time line) and **forked** (`f`): what it is now stays as a branch, and
another one begins. Here are all branches, the present one marked, each with the MSE it has at the epoch that is
looked at, or at its newest. `b` switches between them. What was trained before `r` or `R` began again stays among them.

Below them stand the **changes** made to this branch, each with the epoch after which it was made. They are made again
whenever the run is replayed. `e` makes one; `m` `c` copies the command that repeats all of them.
"""

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw what fits, and count the rest."""
        branches = snapshot.branches if len(snapshot.branches) > 1 else ()
        self.entitle(*self._counts(snapshot), keys=KEYS)
        lines = [self._branch(branch, snapshot, canvas.width - 1) for branch in branches]
        lines += [f"  {grouped(event.epoch)}: {event.change}" for event in snapshot.events]
        hidden = len(lines) - canvas.height
        if hidden > 0:
            lines = [*lines[: len(branches)], f"  … {hidden + 1} before", *lines[len(branches) + hidden + 1 :]]
        if not lines:
            canvas.write(1, 0, NOTHING, palette.muted)
        for y, line in enumerate(lines):
            canvas.write(1, y, line, palette.accent if line.startswith("▶") else palette.text)

    def _counts(self, snapshot: Snapshot) -> list[str]:
        counts = []
        if len(snapshot.branches) > 1:
            counts.append(f"{len(snapshot.branches)} branches")
        if snapshot.events:
            counts.append(f"{len(snapshot.events)} change{'s' * (len(snapshot.events) != 1)}")
        return counts

    def _branch(self, branch: BranchView, snapshot: Snapshot, width: int) -> str:
        epoch, mse = snapshot.progress.epoch, snapshot.numbers.mse
        if branch.seen is not None:
            epoch, mse = branch.seen.epoch, branch.seen.mse
        elif not branch.current:
            epoch, mse = branch.curve.of_mse.last
        mark = "▶" if branch.current else "┆"
        line = f"{mark} {branch.name:6} {fixed(mse, MSE_WIDTH)} at {grouped(epoch)}"
        end = f" of {grouped(branch.reached)}"
        return line + end if len(line + end) <= width else line
