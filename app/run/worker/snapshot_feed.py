"""The screen's side of the stream: asks for snapshots when it is ready to draw, and counts commands under way."""

from collections.abc import Callable
from typing import Any, Protocol

from perceptop.app.run.worker.connection import WorkerEnded
from perceptop.app.run.worker.messages import Failed, Refused
from perceptop.core.protocol.commands import Command, Pause, Play, WantPictures
from perceptop.core.protocol.snapshot import Snapshot


class SnapshotSource(Protocol):
    """Where snapshots come from: a `Link`, or in tests a session in the same process."""

    def send(self, message: object) -> None:
        """Hand over a command."""

    def ask(self) -> None:
        """Ask for a snapshot."""

    def receive(self) -> Any:
        """The next answer."""

    def listen(self, callback: Callable[[], None]) -> Callable[[], object]:
        """Call `callback` in the running event loop for every message to receive; return a function that ends this."""


class Reader(Protocol):
    """Where what is shown is written to: an app with its terminal."""

    @property
    def is_waiting(self) -> bool:
        """Return whether something that was drawn could not be written yet."""

    @property
    def is_behind(self) -> bool:
        """Return whether something that was drawn has not been read yet, as far as one can tell."""


class Feed:
    """Asks at most once at a time, so that a slow screen asks less often and nothing piles up.

    While the trainer rests and has taken up all commands nothing changes, so nothing is asked. While the terminal is
    behind nothing is asked either: a frame that it has not read yet would keep the next one from being seen.
    """

    def __init__(
        self,
        source: SnapshotSource,
        first: Snapshot,
        show: Callable[[Snapshot], None],
        fail: Callable[[str], None],
        terminal: "Reader | None" = None,
        sent: int = 0,
    ) -> None:
        """`sent` commands have been given to the source before."""
        self.latest = first
        self.given = 0
        """How many commands were given, besides those that say which pictures are seen."""
        self.kinds: set[type[Command]] = set()
        """The kinds of all commands so far."""
        self._source, self._show, self._fail = source, show, fail
        self._terminal = terminal
        self._due = False
        self.sent = sent
        self._asked, self._ask_again = False, False
        self._stop_listening: Callable[[], object] | None = None
        self._closed = self._was_busy = False

    def open(self) -> None:
        """Begin to listen; needs a running event loop."""
        if self._closed:
            return
        self._stop_listening = self._source.listen(self._receive)
        self._show(self.latest)

    def close(self) -> None:
        """Stop: nothing is sent, shown or reported from now on."""
        self._closed = True
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None

    def show_latest(self) -> None:
        """Show once more what is known: something else is seen of it now."""
        self._show(self.latest)

    @property
    def pending(self) -> bool:
        """Return whether a command is under way that the worker has not taken up yet."""
        return self.latest.progress.acknowledged < self.sent

    @property
    def resting(self) -> bool:
        """Return whether the next snapshot would be as the latest."""
        return self.latest.progress.resting and not self.pending

    def send(self, command: Command) -> None:
        """Send a command and ask for what comes of it at once: a key must not wait for the next frame."""
        if self._closed:
            return
        self.sent += 1
        self.given += not isinstance(command, WantPictures)
        self.kinds.add(type(command))
        self._source.send(command)
        self.ask()

    def rest(self) -> None:
        """Pause the run while nobody can see it, until `wake`."""
        self._was_busy = self.latest.progress.busy
        if self._was_busy:
            self.send(Pause())

    def wake(self) -> None:
        """Go on if `rest` has paused the run."""
        if self._was_busy:
            self.send(Play())

    def ask(self) -> None:
        """Ask for a snapshot; if one is under way already, again as soon as it is there."""
        if self._closed:
            return
        if self._asked:
            self._ask_again = True
            return
        if self._terminal and self._terminal.is_waiting:
            self._due = True
            return
        self._asked, self._due = True, False
        self._source.ask()

    def tick(self) -> None:
        """It is time for another frame."""
        if not self._asked and (self._due or not (self.resting or (self._terminal and self._terminal.is_behind))):
            self.ask()

    def _receive(self) -> None:
        if self._closed:
            return
        try:
            answer = self._source.receive()
        except WorkerEnded as end:
            self._end(f"perceptop watch: {end}")
            return
        if isinstance(answer, Failed):
            self._end(answer.traceback)
        elif isinstance(answer, Refused):
            self._end(f"perceptop watch: {answer.line}")
        else:
            self._asked = False
            self.latest = answer
            if self._ask_again:
                # Before this one is drawn: the worker has the next ready by then.
                self._ask_again = False
                self.ask()
            self._show(answer)

    def _end(self, text: str) -> None:
        # Closed first: a pipe at its end can be read for ever, and would fail once more with each look at it.
        self.close()
        self._fail(text)
