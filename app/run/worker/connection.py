"""The screen's end of the pipe to the worker: starts the process, sends commands, receives snapshots, ends it."""

import contextlib
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.messages import Ask, Failed, Refused
from perceptop.core.errors.bad_input import refuse

if TYPE_CHECKING:
    from perceptop.core.protocol.snapshot import Snapshot

GRACE = 0.3
"""Seconds that a worker has to end by itself."""
OPEN_FILES = 32
"""The least that the screen's process may open at once: it takes about half of them."""

# Not `-m app.run.worker`: that would look in the current folder first, which may have an `app` of its own.
BOOT = "import sys; sys.path[:] = {path!r}; from perceptop.app.run.worker.process import main; main({descriptor})"


class WorkerEnded(Exception):  # noqa: N818 - it may have been asked to
    """The worker has ended."""


class WorkerConnection:
    """A worker process and the pipe to it. Start it before Textual runs: both sides then import at the same time."""

    def __init__(self, options: RunOptions) -> None:
        """`BadInput` if the process may open too few files."""
        _require_open_files()
        ours, theirs = socket.socketpair()
        with theirs:
            boot = BOOT.format(path=sys.path, descriptor=theirs.fileno())
            self._process = subprocess.Popen(
                [sys.executable, "-c", boot],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._connection = Connection(ours.detach())
        self._latest: Any = None
        self.send(options)

    def listen(self, callback: Callable[[], None]) -> Callable[[], object]:
        """Call `callback` in the running event loop for every message to receive; return a function that ends this."""
        import asyncio  # slow to import, and the worker should be on its way by then

        loop, descriptor = asyncio.get_running_loop(), self._connection.fileno()
        loop.add_reader(descriptor, callback)
        return lambda: loop.remove_reader(descriptor)

    def send(self, message: object) -> None:
        """Hand a command, or the options, to the worker. One that has ended is noticed when receiving."""
        with contextlib.suppress(OSError):
            self._connection.send(message)

    def ask(self) -> None:
        """Ask for a snapshot."""
        self.send(Ask())

    def receive(self) -> Any:
        """The next answer, whole; waits for it. `WorkerEnded` if none will come."""
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            raise WorkerEnded(self.ending()) from None
        # It loads numpy, for which the worker should not have to wait.
        from perceptop.app.run.worker.snapshot_diff import SnapshotDiff, later

        if isinstance(answer, SnapshotDiff):
            answer = later(self._latest, answer)
        self._latest = answer
        return answer

    def ending(self) -> str:
        """How the worker ended, in words."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(GRACE)
            return f"the worker was ended by signal {-code}" if code < 0 else f"the worker ended with code {code}"
        return "the worker does not answer any more"

    def close(self) -> None:
        """End the worker by closing its pipes, and kill it if it does not end within the grace."""
        self._connection.close()
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        """The worker's process number."""
        return self._process.pid


def first_snapshot(link: WorkerConnection) -> "Snapshot | int":
    """The run as it begins; or, where it cannot, the exit code, after stderr has been told why.

    `WorkerEnded` if there is no answer.
    """
    first: Snapshot | Refused | Failed = link.receive()
    if isinstance(first, Refused):
        print(f"perceptop watch: {first.line}", file=sys.stderr)
        return 2
    if isinstance(first, Failed):
        print(first.traceback, end="", file=sys.stderr)
        return 1
    return first


def _require_open_files() -> None:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if limit != resource.RLIM_INFINITY and limit < OPEN_FILES:
        refuse("open files", f"a limit of {limit}", f"{OPEN_FILES} or more: ulimit -n {OPEN_FILES}")
