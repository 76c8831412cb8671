"""Messages of the pipe besides commands and snapshots."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """A request for a snapshot."""


@dataclass(frozen=True)
class Refused:
    """The experiment cannot be run; the one line that says why."""

    line: str


@dataclass(frozen=True)
class Failed:
    """An unexpected error of the session, with its traceback."""

    traceback: str
