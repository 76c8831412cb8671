"""All futures that are kept, of this run and of former ones, one of them present: forked, switched between, deleted."""

import itertools

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.snapshot import BranchView
from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.branch_comparison import BranchComparison
from perceptop.core.session.timeline.recording import Checkpoint, Recording
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.trainer_state import TrainerState

MOST_BRANCHES = 8


class Branches:
    """Begins with one, `main`. All share the trainer; it stands where the present one is looked at."""

    def __init__(self, experiment: Experiment, trainer: Trainer) -> None:
        self._trainer, self._seeded = trainer, experiment.seeded
        self._all = [Branch("main", trainer, Recording.of(trainer), trainer.stopping)]
        self._current, self._forks = 0, 0
        self._names = {"main"}
        self._comparison = BranchComparison(experiment, trainer.seed)

    @property
    def present(self) -> Branch:
        """The branch that the trainer is on."""
        return self._all[self._current]

    @property
    def playback(self) -> Replay:
        """What moves the trainer along the present branch."""
        return self.present.playback

    def fork(self) -> None:
        """Another future from the trainer's present place; the present branch keeps its own, and stays as a ghost."""
        if len(self._all) == MOST_BRANCHES:
            refuse("fork", f"{MOST_BRANCHES} branches", "fewer: delete one first")
        self._forks += 1
        self._all.append(self.present.fork(f"fork {self._forks}"))
        self._current = len(self._all) - 1

    def fork_with(self, change: Change | Edit) -> None:
        """A fork that begins with a change. `BadInput`, and no fork, if the change cannot be made."""
        before, all_before = self._current, list(self._all)
        self.fork()
        try:
            self.playback.change(change)
        except BadInput:
            self._all, self._current, self._forks = all_before, before, self._forks - 1
            raise

    def begin(self, start: TrainerState) -> None:
        """Another run, from that state; the present one stays, with all its branches.

        It does not stay if it can be had again from one that does; nor, when there are too many, does the oldest that
        its seed is enough to repeat. `BadInput` if all of them have changes.
        """
        kept = [branch for branch in self._all if not self._held_by_another(branch)]
        if len(kept) == MOST_BRANCHES:
            oldest = next((branch for branch in kept if not branch.changed), None)
            if oldest is None:
                refuse("run", f"{MOST_BRANCHES} branches with changes", "fewer: delete one first")
            kept.remove(oldest)
        self.present.tape.lie_by()
        tape = Recording([Checkpoint(start, 0)], reached=(start.epoch, start.batch))
        new = Branch(self._name(start.seed), self._trainer, tape, self._trainer.stopping)
        self._all, self._current = [*kept, new], len(kept)
        self.playback.start_over()

    def switch(self, place: int) -> None:
        """Make another branch the present one; the trainer stands at its beginning then."""
        self._require(place)
        if not self.present.of_run(self._all[place]):
            self.present.tape.lie_by()
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
                seed=branch.seed,
                same_run=branch.of_run(self.present),
                current=branch is self.present,
                forked_at=branch.forked_at,
                reached=branch.tape.reached[0],
                curve=branch.curve.curve(),
                seen=None if branch is self.present else self._comparison.seen(branch),
            )
            for branch in self._all
        )

    def _held_by_another(self, branch: Branch) -> bool:
        """Whether nothing is lost with it: nothing was done, or another goes the same way, and further."""
        if branch.changed:
            return False
        reached, place = branch.tape.reached, self._all.index(branch)
        return reached == (0, 0) or any(
            (other.tape.reached, -other_place) > (reached, -place)
            for other_place, other in enumerate(self._all)
            if not other.changed and other.seed == branch.seed
        )

    def _name(self, seed: int) -> str:
        """One that no branch has or had."""
        name = f"seed {seed}" if self._seeded else "again"
        names = itertools.chain([name], (f"{name} #{count}" for count in itertools.count(2)))
        free = next(name for name in names if name not in self._names)
        self._names.add(free)
        return free

    def _require(self, place: int) -> None:
        if not 0 <= place < len(self._all):
            refuse("branch", place, f"0 to {len(self._all) - 1}")
