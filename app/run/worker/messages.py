"""Messages of the pipe besides commands and snapshots."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """Wants a snapshot."""


@dataclass(frozen=True)
class Refused:
    """The experiment cannot be run; the one line that says why."""

    line: str


@dataclass(frozen=True)
class Failed:
    """The session raised what it should not have; its traceback."""

    traceback: str
