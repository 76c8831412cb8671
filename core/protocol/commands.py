"""Commands to a session, executed between two epochs, or between two batches of a long one."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from perceptop.core.protocol import record
from perceptop.core.protocol.changes import AnyChange
from perceptop.core.protocol.explanation import Link


@record(frozen=True)
class Play:
    """Train on, also past the end of a run."""


@record(frozen=True)
class Pause:
    """Pause at the present epoch."""


@record(frozen=True)
class Step:
    """Pause, then train that many epochs more."""

    epochs: int = 1


@record(frozen=True)
class Restart:
    """Begin again from the same weights; the run so far stays as a branch."""


@record(frozen=True)
class Reseed:
    """Begin again from that seed, by default the next one; the run so far stays as a branch."""

    seed: int | None = None


@record(frozen=True)
class Rebuild:
    """Begin again with other settings of the table, by name, and those changed in flight; the run so far stays as a
    branch.
    """

    settings: tuple[tuple[str, Any], ...]


@record(frozen=True)
class SetSpeed:
    """Set epochs a second to play at; None is as fast as it goes."""

    epochs_per_second: float | None


@record(frozen=True)
class Choose:
    """Choose the example, counted from 0, whose activations and Δw are shown."""

    example: int


@record(frozen=True)
class ShowTest:
    """Show the rows that are held out in place of the training rows, around this one, counted from 0; None for the
    training rows.
    """

    row: int | None = 0


@record(frozen=True)
class Back:
    """Go back that many epochs; within an epoch, the first is back to its beginning."""

    epochs: int = 1


@record(frozen=True)
class GoTo:
    """Go to an epoch, beyond the newest by training; without one, to the newest."""

    epoch: int | None = None


@record(frozen=True)
class NextExample:
    """Walk through the next example of the batch; after the last one the update is applied."""


@record(frozen=True)
class NextPhase:
    """Walk one phase on: forward through a layer, error, backward through a layer, Δw, update."""


@record(frozen=True)
class LastExample:
    """Undo the example last walked through."""


@record(frozen=True)
class Make:
    """Change a setting or weight of the newest state; with `in_fork`, of a fork that begins here, also in the past."""

    change: AnyChange
    in_fork: bool = False


@record(frozen=True)
class MakeAll:
    """Make several changes as `Make` makes one: all of them, or if one does not fit, none."""

    changes: tuple[AnyChange, ...]
    in_fork: bool = False


@record(frozen=True)
class Fork:
    """Keep the run as a branch, and begin another branch from here."""


@record(frozen=True)
class Switch:
    """Switch to another branch, counted from 0: to this epoch of it or its newest; of another run, to its newest."""

    branch: int


@record(frozen=True)
class Delete:
    """Delete a branch, counted from 0, that is not the present one."""

    branch: int


@record(frozen=True)
class WatchFor:
    """Set the watchpoints from now on, as `parse_watchpoint` reads them."""

    texts: tuple[str, ...]


@record(frozen=True)
class WantPictures:
    """Set the pictures that are shown from now on, by kind: `surface`; with a subject, `surface:1.2`."""

    kinds: tuple[str, ...]


@record(frozen=True)
class Explain:
    """Explain the number of this link from now on, and choose its example if it has one; None for nothing."""

    link: Link | None


@record(frozen=True)
class AskQuestion:
    """Pause, and ask what a step of that many epochs will bring; 0 is a step to the next example.

    The question is of one of `KINDS` of questions, None for any.
    """

    steps: int = 1
    kind: str | None = None


@record(frozen=True)
class SaveModel:
    """Save the network as it stands to a .json, .npz or .net file."""

    path: str


@record(frozen=True)
class SaveLossHistory:
    """Save a line for each epoch up to this one to a .csv or .jsonl file."""

    path: str


@record(frozen=True)
class SaveRun:
    """Save the run to a .toml file that opens again at this position, with all branches.

    `experiment` is a sample, or a path; `settings` are its overrides, `table` what is told of a table.
    """

    path: str
    experiment: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    table: Mapping[str, Any] = field(default_factory=dict)


Command = (
    Play | Pause | Step | Restart | Reseed | Rebuild | SetSpeed | Choose | ShowTest | Back | GoTo | NextExample
    | NextPhase | LastExample | Make | MakeAll | Fork | Switch | Delete | WatchFor | WantPictures | Explain
    | AskQuestion | SaveModel | SaveLossHistory | SaveRun
)  # fmt: skip
