"""All futures of a run that are kept, one of them present: forked, switched between, deleted."""

from core.branch import Branch
from core.comparison import Comparison
from core.errors import refuse
from core.experiment import Experiment
from core.playback import Playback
from core.snapshot import BranchView
from core.tape import Tape
from core.trainer import Trainer

MOST_BRANCHES = 8


class Branches:
    """Begins with one, `main`. All share the trainer; it stands where the present one is looked at."""

    def __init__(self, experiment: Experiment, trainer: Trainer) -> None:
        self._all = [Branch("main", trainer, Tape.of(trainer), trainer.stopping)]
        self._current, self._forks = 0, 0
        self._comparison = Comparison(experiment, trainer.seed)

    @property
    def present(self) -> Branch:
        """The branch that the trainer is on."""
        return self._all[self._current]

    @property
    def playback(self) -> Playback:
        """What moves the trainer along the present branch."""
        return self.present.playback

    def fork(self) -> None:
        """Another future from the trainer's present place; the present branch keeps its own, and stays as a ghost."""
        if len(self._all) == MOST_BRANCHES:
            refuse("fork", f"{MOST_BRANCHES} branches", "fewer: delete one first")
        self._forks += 1
        self._all.append(self.present.fork(f"fork {self._forks}"))
        self._current = len(self._all) - 1

    def switch(self, place: int) -> None:
        """Make another branch the present one; the trainer stands at its beginning then."""
        self._require(place)
        self._current = place
        self.playback.start_over()

    def delete(self, place: int) -> None:
        """Forget a branch. `BadInput` for the present one."""
        self._require(place)
        if place == self._current:
            refuse("branch", "the present one", "another: switch first")
        del self._all[place]
        self._current -= place < self._current

    def compare(self, epoch: int) -> None:
        """Find out what the other branches gave at that epoch, or at their newest where they have not come so far."""
        for branch in self._all:
            if branch is not self.present:
                self._comparison.look(branch, epoch)

    def views(self) -> tuple[BranchView, ...]:
        """What there is to see of each."""
        return tuple(
            BranchView(
                name=branch.name,
                parent=branch.parent,
                current=branch is self.present,
                forked_at=branch.forked_at,
                reached=branch.tape.reached[0],
                curve=branch.curve.curve(),
                seen=None if branch is self.present else self._comparison.seen(branch),
            )
            for branch in self._all
        )

    def _require(self, place: int) -> None:
        if not 0 <= place < len(self._all):
            refuse("branch", place, f"0 to {len(self._all) - 1}")
