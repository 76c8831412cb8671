"""Goes through cues: decides which command is sent next, and what is shown."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from perceptop.app.teaching.presenter.audience import AudienceQuestion, RunQuestion
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.commands import (
    AskQuestion,
    Choose,
    Command,
    Fork,
    GoTo,
    Make,
    Pause,
    Play,
    Reseed,
    Restart,
    SetSpeed,
    Step,
    Switch,
)
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.presenter.cues import Cue

T = TypeVar("T")


@dataclass(frozen=True)
class CuePlace:
    """Where a run stands: its seed, the name of its branch, its epoch."""

    seed: int
    branch: str
    epoch: int


@dataclass(frozen=True)
class Reach:
    """Go to an epoch, training up to it if needed."""

    epoch: int


@dataclass(frozen=True)
class Return:
    """Go back to a place where the run has been."""

    place: CuePlace


@dataclass(frozen=True)
class Arrived:
    """Wait until nothing is under way."""


@dataclass(frozen=True)
class Noted:
    """Remember this place as that of a cue, by its number."""

    cue: int


Task = Command | Reach | Return | Arrived | Noted


class Script:
    """The cues of a talk, and how far it is.

    A cue that is shown again goes back to where the run stood then: what it changed is not changed once more.
    """

    def __init__(self, cues: "Sequence[Cue]") -> None:
        self._cues = tuple(cues)
        self._at = -1
        self._tasks: deque[Task] = deque()
        self._places: dict[int, CuePlace] = {}

    @property
    def is_over(self) -> bool:
        """Return whether no cue is left."""
        return self._at + 1 >= len(self._cues)

    @property
    def has_begun(self) -> bool:
        """Return whether there is a cue to go back to."""
        return self._at > 0

    @property
    def label(self) -> str:
        """Return the label of the present cue; empty without cues."""
        return f"{self._at + 1} of {len(self._cues)}" if self._at >= 0 else ""

    @property
    def caption(self) -> str:
        """Return the caption to show."""
        return self._last(lambda cue: cue.caption) or ""

    @property
    def picture(self) -> str | None:
        """Return the picture to show; None if no cue names one."""
        return self._last(lambda cue: cue.picture)

    @property
    def present(self) -> bool | None:
        """Return whether the large screen is shown; None if no cue says."""
        return self._last(lambda cue: cue.present)

    @property
    def question(self) -> AudienceQuestion | None:
        """The speaker's own question: the present cue's."""
        question = self._cues[self._at].question if self._at >= 0 else None
        return question if isinstance(question, AudienceQuestion) else None

    @property
    def neuron(self) -> NeuronAddress | None:
        """The neuron that is marked: the present cue's own."""
        return self._cues[self._at].neuron if self._at >= 0 else None

    def forward(self) -> None:
        """Go to the next cue."""
        if not self.is_over:
            self._show(self._at + 1)

    def back(self) -> None:
        """Go to the previous cue."""
        if self.has_begun:
            self._tasks.clear()
            self._show(self._at - 1)

    def due(self, snapshot: Snapshot) -> Command | None:
        """Return the command to send now, if any. `snapshot` shows what came of all that were sent."""
        while self._tasks:
            match self._tasks[0]:
                case Arrived() if not snapshot.progress.resting:
                    return None
                case Arrived():
                    self._tasks.popleft()
                case Noted(cue):
                    self._tasks.popleft()
                    self._places[cue] = _place(snapshot)
                case Reach() if snapshot.progress.busy:
                    # In a run under way, the number of epochs left is not known.
                    self._tasks.appendleft(Arrived())
                    return Pause()
                case Reach(epoch):
                    self._tasks.popleft()
                    return _reach(snapshot, epoch)
                case Return(place):
                    self._tasks.popleft()
                    self._tasks.extendleft(reversed(_return(snapshot, place)))
                case command:
                    self._tasks.popleft()
                    return command
        return None

    def _show(self, at: int) -> None:
        self._at = at
        cue, place = self._cues[at], self._places.get(at)
        tasks: list[Task] = [Return(place), Arrived()] if place else [*_beginning(cue), Noted(at)]
        speed, example = self._last(lambda cue: cue.speed), self._last(lambda cue: cue.example)
        if speed is not None:
            tasks.append(SetSpeed(speed or None))
        if example is not None:
            tasks.append(Choose(example))
        if isinstance(cue.question, RunQuestion):
            tasks += [Arrived(), AskQuestion(cue.question.epochs, cue.question.kind)]
        if cue.play:
            tasks.append(Play())
        elif cue.pause:
            tasks.append(Pause())
        # The previous cue may be unfinished, and this one builds on it.
        self._tasks.extend(tasks)

    def _last(self, get: "Callable[[Cue], T | None]") -> T | None:
        """Return the value of a key in the last cue up to here that has it."""
        said = (get(cue) for cue in reversed(self._cues[: self._at + 1]))
        return next((value for value in said if value is not None), None)


def _beginning(cue: "Cue") -> list[Task]:
    tasks: list[Task] = []
    if cue.seed is not None:
        tasks += [Reseed(cue.seed)]
    elif cue.restart:
        tasks += [Restart()]
    if cue.go_to is not None:
        tasks += [Reach(cue.go_to), Arrived()]
    if cue.fork:
        tasks += [Fork()]
    return tasks + [Make(change) for change in cue.changes]


def _place(snapshot: Snapshot) -> CuePlace:
    present = next((branch.name for branch in snapshot.branches if branch.current), "")
    return CuePlace(snapshot.progress.seed, present, snapshot.progress.epoch)


def _reach(snapshot: Snapshot, epoch: int) -> Command:
    progress = snapshot.progress
    if epoch <= progress.reached:
        return GoTo(epoch)
    return Step(epoch - progress.epoch)


def _return(snapshot: Snapshot, place: CuePlace) -> list[Task]:
    here = _place(snapshot)
    names = [branch.name for branch in snapshot.branches]
    if place.branch != here.branch and place.branch in names:
        return [Switch(names.index(place.branch)), Arrived(), Reach(place.epoch)]
    if place.seed != here.seed:
        return [Reseed(place.seed), Reach(place.epoch)]
    return [Reach(place.epoch)]
