"""The way of text to the terminal, which may be slow, or gone."""

import os
import time
from collections.abc import Callable

from perceptop.app.terminal.write_backlog import WriteBacklog

POLL = 0.01
"""Seconds between two looks at whether a full terminal has room again. To be told so takes until it is nearly empty."""


class Output:
    """What Textual's writer thread takes for a file. A terminal that has gone swallows everything.

    It writes past Python's buffers: a thread that waits in them for a terminal would keep Python from ending. And it
    opens the terminal once more for itself, so as not to wait in a write: the descriptor that there is already is
    shared with the shell.
    """

    def __init__(self, descriptor: int, lost: Callable[[], None]) -> None:
        self._descriptor, self._lost = descriptor, lost
        try:
            self._own = os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:
            # It cannot be seen by its name (from within a container, say): then writes wait.
            self._own = os.dup(descriptor)
        self._pace = WriteBacklog()
        self._queued, self._written = 0, 0
        self._gone = False

    def queue(self, text: str) -> None:
        """Count what is on its way to `write`. Called by the app's thread alone."""
        self._queued += len(text)

    def write(self, text: str) -> None:
        """Write it all. Called by the writer's thread alone."""
        data = memoryview(text.encode("utf-8", "replace"))
        while len(data) and not self._gone:
            try:
                size = os.write(self._own, data)
            except BlockingIOError:
                self._pace.note_full(time.monotonic())
                time.sleep(POLL)
            except OSError:
                self._gone = True
                self._lost()
            else:
                self._pace.wrote(size, time.monotonic())
                data = data[size:]
        self._written += len(text)

    def flush(self) -> None:
        """Do nothing: it is written at once."""

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._descriptor

    @property
    def is_waiting(self) -> bool:
        """Return whether there is something that could not be written yet."""
        return self._queued > self._written

    @property
    def is_behind(self) -> bool:
        """Return whether the terminal has not read everything yet, as far as one can tell."""
        return self.is_waiting or self._pace.is_behind(time.monotonic())
