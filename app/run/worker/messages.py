"""Messages of the pipe besides commands and snapshots."""

from perceptop.core.protocol import record


@record(frozen=True)
class Ask:
    """A request for a snapshot."""


@record(frozen=True)
class Refused:
    """The experiment cannot be run; the one line that says why."""

    line: str


@record(frozen=True)
class Failed:
    """An unexpected error of the session, with its traceback."""

    traceback: str

    @property
    def line(self) -> str:
        """Return what went wrong in one line: the last of the traceback."""
        return self.traceback.splitlines()[-1]
