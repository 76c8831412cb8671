"""The runs that are open: the one that is shown, and those that were left for it and can be gone back to."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.connection import WorkerEnded
from perceptop.app.run.worker.messages import Failed, Refused
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
    it was given. Of a lesson its `course`, which whoever shows it knows, and the run that was `left` for it.
    """

    source: Source
    options: RunOptions
    latest: Snapshot
    sent: int = 0
    course: Any = None
    left: "OpenRun | None" = None

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

    def open(self, run: OpenRun, keep: bool = True) -> None:
        """Make another run the present one, which ends if nobody is to `keep` it."""
        if keep:
            self.former.append(self.present)
        else:
            self.present.source.close()
        self.present = run

    def go_back(self, place: int, keep: bool = True) -> None:
        """Make a former run the present one."""
        self.open(self.former.pop(place), keep)

    def drop(self, place: int) -> None:
        """End a former run."""
        self.former.pop(place).source.close()

    def close(self) -> None:
        """End all of them."""
        for run in (self.present, *self.former):
            run.source.close()


async def first_answer(source: Source) -> Snapshot | Refused | Failed:
    """Wait for the first answer of a run that was connected."""
    heard = asyncio.Event()
    stop_listening = source.listen(heard.set)
    await heard.wait()
    stop_listening()
    return answer_of(source)


def answer_of(source: Source) -> Snapshot | Refused | Failed:
    """Take an answer that has come; that the worker has ended is a refusal."""
    try:
        answer: Snapshot | Refused | Failed = source.receive()
    except WorkerEnded as end:
        return Refused(str(end))
    return answer
