"""What can be asked of a session. Each command is taken up between two epochs, or between two batches of a long one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Play:
    """Train on, also past an end that was reached."""


@dataclass(frozen=True)
class Pause:
    """Rest where the run stands."""


@dataclass(frozen=True)
class Step:
    """Pause, then train so many epochs more."""

    epochs: int = 1


@dataclass(frozen=True)
class Restart:
    """Begin again from the same weights."""


@dataclass(frozen=True)
class Reseed:
    """Begin again from another seed; without one, from the next."""

    seed: int | None = None


@dataclass(frozen=True)
class SetSpeed:
    """Epochs a second to play at; None is as fast as it goes."""

    epochs_per_second: float | None


@dataclass(frozen=True)
class Choose:
    """The example, counted from 0, whose activations and Δw are shown."""

    example: int


Command = Play | Pause | Step | Restart | Reseed | SetSpeed | Choose
