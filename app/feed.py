"""The screen's side of the stream: asks for snapshots when it is ready to draw, and counts commands under way."""

from collections.abc import Callable
from typing import Any, Protocol

from app.link import WorkerEnded
from app.worker import Failed, Refused
from core.commands import Command
from core.snapshot import Snapshot


class Source(Protocol):
    """Where snapshots come from: a `Link`, or in tests a session in the same process."""

    def send(self, message: object) -> None:
        """Hand over a command."""

    def ask(self) -> None:
        """Ask for a snapshot."""

    def receive(self) -> Any:
        """The next answer."""

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, in the running event loop, whenever there is something to receive."""


class Feed:
    """Asks at most once at a time, so that a slow screen asks less often and nothing piles up.

    While the trainer rests and has taken up all commands nothing changes, so nothing is asked.
    """

    def __init__(
        self, source: Source, first: Snapshot, show: Callable[[Snapshot], None], fail: Callable[[str], None]
    ) -> None:
        self.latest = first
        self._source, self._show, self._fail = source, show, fail
        self._sent = 0
        self._asked, self._ask_again = False, False

    def open(self) -> None:
        """Begin to listen; needs a running event loop."""
        self._source.listen(self._receive)
        self._show(self.latest)

    def show_latest(self) -> None:
        """Show once more what is known: something else is seen of it now."""
        self._show(self.latest)

    @property
    def pending(self) -> bool:
        """Whether a command is under way that the worker has not taken up yet."""
        return self.latest.progress.acknowledged < self._sent

    @property
    def resting(self) -> bool:
        """Whether the next snapshot would be as the latest."""
        return self.latest.progress.resting and not self.pending

    def send(self, command: Command) -> None:
        """Send a command and ask for what comes of it at once: a key must not wait for the next frame."""
        self._sent += 1
        self._source.send(command)
        self.ask()

    def ask(self) -> None:
        """Ask for a snapshot; if one is under way already, again as soon as it is there."""
        if self._asked:
            self._ask_again = True
            return
        self._asked = True
        self._source.ask()

    def tick(self) -> None:
        """It is time for another frame."""
        if not self._asked and not self.resting:
            self.ask()

    def _receive(self) -> None:
        try:
            answer = self._source.receive()
        except WorkerEnded as end:
            self._fail(f"perceptop watch: {end}")
            return
        if isinstance(answer, Failed):
            self._fail(answer.traceback)
        elif isinstance(answer, Refused):
            self._fail(f"perceptop watch: {answer.line}")
        else:
            self._asked = False
            self.latest = answer
            if self._ask_again:
                # Before this one is drawn: the worker has the next ready by then.
                self._ask_again = False
                self.ask()
            self._show(answer)
