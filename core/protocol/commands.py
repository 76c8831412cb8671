"""What can be asked of a session. Each command is taken up between two epochs, or between two batches of a long one."""

from dataclasses import dataclass

from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.explanation import Link


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
    """Begin again from the same weights; the run so far stays as a branch."""


@dataclass(frozen=True)
class Reseed:
    """Begin again from another seed, without one from the next; the run so far stays as a branch."""

    seed: int | None = None


@dataclass(frozen=True)
class SetSpeed:
    """Epochs a second to play at; None is as fast as it goes."""

    epochs_per_second: float | None


@dataclass(frozen=True)
class Choose:
    """The example, counted from 0, whose activations and Δw are shown."""

    example: int


@dataclass(frozen=True)
class Back:
    """So many epochs back; within an epoch, the first is back to its beginning."""

    epochs: int = 1


@dataclass(frozen=True)
class GoTo:
    """To an epoch, beyond the newest by training; without one, to the newest."""

    epoch: int | None = None


@dataclass(frozen=True)
class NextExample:
    """Walk through the next example of the batch; after its last one the update is applied."""


@dataclass(frozen=True)
class NextPhase:
    """Walk one phase on: forward through a layer, error, backward through a layer, Δw, update."""


@dataclass(frozen=True)
class LastExample:
    """Undo the example last walked through."""


@dataclass(frozen=True)
class Make:
    """Change a setting or a weight of the newest state; `in_fork`, of a fork that begins here, also in the past."""

    change: Change | Edit
    in_fork: bool = False


@dataclass(frozen=True)
class Fork:
    """Keep the run as it is as a ghost, and begin another future from here."""


@dataclass(frozen=True)
class Switch:
    """Go over to another branch, counted from 0: to this epoch of it or its newest; of another run, to its newest."""

    branch: int


@dataclass(frozen=True)
class Delete:
    """Forget a branch, counted from 0, that is not the present one."""

    branch: int


@dataclass(frozen=True)
class WatchFor:
    """The watchpoints that are on from now, as `parse_watchpoint` reads them."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Want:
    """The pictures that are wanted from now, by kind: `surface`; with a subject, `surface:1.2`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Explain:
    """Explain what is at the end of this link from now on, and choose its example if it has one; None for nothing."""

    link: Link | None


Command = (
    Play
    | Pause
    | Step
    | Restart
    | Reseed
    | SetSpeed
    | Choose
    | Back
    | GoTo
    | NextExample
    | NextPhase
    | LastExample
    | Make
    | Fork
    | Switch
    | Delete
    | WatchFor
    | Want
    | Explain
)
