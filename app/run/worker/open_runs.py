"""The runs that are open: the one that is shown, and those that were left for it and can be gone back to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.snapshot_feed import SnapshotSource
from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.snapshot import Snapshot

MOST_FORMER = 5
"""Former runs: each has a process of its own, some 50 MB."""


class Source(SnapshotSource, Protocol):
    """Where snapshots come from, to be closed by whoever has opened it."""

    def close(self) -> None:
        """End the process."""


@dataclass
class OpenRun:
    """A run that is open: its source, the options that it was opened with, its latest snapshot, and how many commands
    it was given.
    """

    source: Source
    options: RunOptions
    latest: Snapshot
    sent: int = 0

    @property
    def words(self) -> str:
        """Its name and where it stands."""
        progress, about, loss = self.latest.progress, self.latest.about, self.latest.numbers.loss
        return f"{about.name}, seed {progress.seed}: at epoch {progress.epoch:,}, {about.loss} {loss:.4g}"


class Runs:
    """The `present` run, and `former` ones, whose workers rest: the one that was left last comes last.

    `connect` starts the worker of a run; `read` makes options of a line that is typed.
    """

    def __init__(
        self, present: OpenRun, connect: Callable[[RunOptions], Source], read: Callable[[str], RunOptions]
    ) -> None:
        self.present, self.connect, self.read = present, connect, read
        self.former: list[OpenRun] = []

    def require_room(self) -> None:
        """Raise `BadInput` if no other run can be opened beside those that there are."""
        if len(self.former) == MOST_FORMER:
            refuse("open", f"{MOST_FORMER} former runs", "fewer: delete one first (b, x)")

    def open(self, run: OpenRun) -> None:
        """Make another run the present one."""
        self.former.append(self.present)
        self.present = run

    def go_back(self, place: int) -> None:
        """Make a former run the present one."""
        self.open(self.former.pop(place))

    def drop(self, place: int) -> None:
        """End a former run."""
        self.former.pop(place).source.close()

    def close(self) -> None:
        """End all of them."""
        for run in (self.present, *self.former):
            run.source.close()
