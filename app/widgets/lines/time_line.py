"""The line of time under the loss curve: where one stands in the run, and where to go by mouse."""

from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.epoch_axis import EpochAxis
from perceptop.app.wording.cell_text import cells
from perceptop.app.wording.numbers import grouped
from perceptop.core.protocol.snapshot import Snapshot

MARGIN = 1


class TimeLine(EpochAxis):
    """One row from epoch 0 to the newest. A click goes there, and so does the wheel."""

    DEFAULT_CSS = "TimeLine { height: 1; }"

    def subject(self, snapshot: Snapshot) -> object:
        """Little of a snapshot is drawn here."""
        progress = snapshot.progress
        places = tuple(branch.forked_at for branch in snapshot.branches if branch.parent and branch.same_run)
        return progress.epoch, progress.reached, progress.state, progress.target, places, len(snapshot.events)

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """What was passed is a strong line, what lies ahead a faint one; forks and changes are marked on it."""
        progress = snapshot.progress
        label = f" {grouped(progress.reached)}"
        length = canvas.width - 2 * MARGIN - cells(label)
        if length < 4:
            return
        here = self._column(progress.epoch, progress.reached, length)
        canvas.fill(MARGIN, 0, here, 1, "━", palette.curve)
        canvas.fill(MARGIN + here, 0, length - here, 1, "─", palette.faint)
        for event in snapshot.events:
            canvas.write(MARGIN + self._column(event.epoch, progress.reached, length), 0, "◇", palette.accent)
        for branch in snapshot.branches:
            if branch.parent and branch.same_run:
                column = self._column(branch.forked_at, progress.reached, length)
                canvas.write(MARGIN + column, 0, "┬", palette.accent)
        canvas.write(MARGIN + here, 0, "●", palette.accent if progress.state == "history" else palette.curve)
        canvas.write(MARGIN + length, 0, label, palette.muted)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the whole line: each of its cells is another epoch."""
        length = self._length()
        return Spot(MARGIN, 0, length) if MARGIN <= x < MARGIN + length else None

    def epoch_at(self, x: int, y: int) -> int | None:
        """Return the epoch under a column."""
        if self._snapshot is None:
            return None
        share = (x - MARGIN) / max(1, self._length() - 1)
        return round(min(max(share, 0.0), 1.0) * self._snapshot.progress.reached)

    def _length(self) -> int:
        reached = self._snapshot.progress.reached if self._snapshot else 0
        return self.size.width - 2 * MARGIN - cells(f" {grouped(reached)}")

    @staticmethod
    def _column(epoch: int, reached: int, length: int) -> int:
        return min(length - 1, (epoch * (length - 1)) // reached) if reached else 0
