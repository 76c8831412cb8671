"""Owns the trainer of a session and all branches of its runs: forked, switched between, deleted; one is present."""

import itertools
from collections.abc import Sequence

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.changes import AnyChange, Event, RowChange
from perceptop.core.protocol.snapshot import BranchView
from perceptop.core.session.timeline.apply_change import apply_change
from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.branch_comparison import BranchComparison
from perceptop.core.session.timeline.recording import Checkpoint, Recording
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.session.timeline.run_source import RunSource
from perceptop.core.training.compatibility import MOST_BYTES, buffer_bytes
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.trainer_state import TrainerState

MOST_BRANCHES = 8


class Timeline:
    """The runs of experiments, in branches; those of one experiment share a trainer. The trainer of the present branch
    stands where that is shown.

    Whoever wants to know something of the run asks for the `trainer`, the present `branch`, its `recording`, or the
    `replay` that moves the trainer along it.
    """

    def __init__(self, experiment: Experiment) -> None:
        trainer = experiment.trainer()
        self._branches = [Branch("main", RunSource(experiment), trainer, Recording.of(trainer), trainer.stopping)]
        self._present, self._forks = 0, 0
        self._names = {"main"}
        self._comparison = BranchComparison()

    @property
    def branch(self) -> Branch:
        """The present branch."""
        return self._branches[self._present]

    @property
    def experiment(self) -> Experiment:
        """The experiment of the present branch."""
        return self.branch.source.experiment

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All branches."""
        return tuple(self._branches)

    @property
    def replay(self) -> Replay:
        """The replay of the present branch."""
        return self.branch.replay

    @property
    def recording(self) -> Recording:
        """The recording of the present branch."""
        return self.branch.recording

    @property
    def trainer(self) -> Trainer:
        """The trainer of the present branch."""
        return self.replay.trainer

    def load_events(self, events: Sequence[Event], epoch: int) -> None:
        """Begin the present run with changes that were made in it before, up to `epoch` at least.

        `BadInput` if there is nothing to train.
        """
        recording = self.recording
        recording.events = sorted(events, key=lambda event: event.position)
        reached = max([(epoch, 0), *(event.position for event in recording.events)])
        stopped = self.replay.stopped
        if reached > (0, 0) and stopped and stopped.reason == "inference":
            refuse("at" if epoch else "events", f"epoch {reached[0]:,}", "epoch 0: here is nothing to train")
        recording.reached, recording.stopped = reached, None
        self.replay.start_over()
        self.replay.check_end()

    def adopt(self, branches: Sequence[Branch], present: int) -> None:
        """Take these branches, of the same experiment, in place of all that there are, at the beginning of one."""
        self._branches, self._present = list(branches), present
        self._names |= {branch.name for branch in branches}
        counts = [name.removeprefix("fork ") for name in self._names]
        self._forks = max((int(count) for count in counts if count.isascii() and count.isdigit()), default=0)
        self.replay.start_over()

    def fork(self) -> None:
        """Make a branch that begins at the present position the present one. `BadInput` if there are too many."""
        if len(self._branches) == MOST_BRANCHES:
            refuse("fork", f"{MOST_BRANCHES} branches", "fewer: delete one first")
        self._forks += 1
        self._branches.append(self.branch.fork(f"fork {self._forks}"))
        self._present = len(self._branches) - 1

    def fork_with(self, changes: Sequence[AnyChange]) -> None:
        """Fork, and make changes in the fork. `BadInput`, and no fork, if one cannot be made."""
        branches, present = list(self._branches), self._present
        self.fork()
        try:
            self.replay.change_all(changes)
        except BadInput:
            self._branches, self._present, self._forks = branches, present, self._forks - 1
            raise

    def new_run(self, seed: int) -> None:
        """Begin another run from that seed; the present one stays, with all its branches.

        A branch is dropped if another one that stays repeats it; and if there are too many, the oldest that its seed
        alone repeats. `BadInput` if all of them have changes.
        """
        start = self.experiment.trainer(seed).state()
        self._begin(self.branch.source, self.trainer, start, self._seed_name(seed), self.rows_changed)

    def begin(self, source: RunSource, name: str, rows: Sequence[RowChange] = ()) -> None:
        """Begin a run of another experiment, as `new_run` does from another seed, with changes of its rows.

        `BadInput` if they do not fit.
        """
        trainer = source.experiment.trainer()
        start = trainer.state()
        for change in rows:
            apply_change(trainer, change)
        self._begin(source, trainer, start, name, rows)

    @property
    def rows_changed(self) -> list[RowChange]:
        """The changes of rows up to the present position: they stay if a run begins again."""
        made = [event for event in self.recording.events if event.position <= self.replay.position]
        return [event.change for event in made if isinstance(event.change, RowChange)]

    def _begin(
        self, source: RunSource, trainer: Trainer, start: TrainerState, name: str, rows: Sequence[RowChange]
    ) -> None:
        kept = [branch for branch in self._branches if not self._is_repeated(branch)]
        if len(kept) == MOST_BRANCHES:
            oldest = next((branch for branch in kept if not branch.changed), None)
            if oldest is None:
                refuse("run", f"{MOST_BRANCHES} branches with changes", "fewer: delete one first")
            kept.remove(oldest)
        _make_room(kept, trainer)
        self.recording.shrink()
        events = [Event(start.epoch, start.batch, change) for change in rows]
        recording = Recording([Checkpoint(start, 0)], events, (start.epoch, start.batch))
        new = Branch(self._free_name(name), source, trainer, recording, trainer.stopping)
        self._branches, self._present = [*kept, new], len(kept)
        self.replay.start_over()

    def switch(self, place: int) -> None:
        """Make another branch the present one, and restore its beginning."""
        self._require(place)
        if not self.branch.same_run_as(self._branches[place]):
            self.recording.shrink()
        self._present = place
        self.replay.start_over()

    def delete(self, place: int) -> None:
        """Delete a branch. `BadInput` for the present one."""
        self._require(place)
        if place == self._present:
            refuse("branch", "the present one", "another: switch first")
        del self._branches[place]
        self._present -= place < self._present

    def compare_branches(self) -> None:
        """Compute what the other branches gave at the present epoch, or at their newest one before it."""
        for branch in self._branches:
            if branch is not self.branch:
                self._comparison.evaluate(branch, self.trainer.epoch)

    def views(self) -> tuple[BranchView, ...]:
        """What is shown of each branch."""
        return tuple(
            BranchView(
                name=branch.name,
                parent=branch.parent,
                seed=branch.seed,
                same_run=branch.same_run_as(self.branch),
                current=branch is self.branch,
                forked_at=branch.forked_at,
                reached=branch.recording.reached[0],
                curve=branch.curve.curve(),
                seen=None if branch is self.branch else self._comparison.last(branch),
            )
            for branch in self._branches
        )

    def _is_repeated(self, branch: Branch) -> bool:
        """Whether nothing is lost with a branch: it has no epochs, or another goes the same way, and further."""
        if branch.changed:
            return False
        reached, place = branch.recording.reached, self._branches.index(branch)
        return reached == (0, 0) or any(
            (other.recording.reached, -other_place) > (reached, -place)
            for other_place, other in enumerate(self._branches)
            if not other.changed and other.seed == branch.seed and other.source is branch.source
        )

    def _seed_name(self, seed: int) -> str:
        return f"seed {seed}" if self.experiment.seeded else "again"

    def _free_name(self, name: str) -> str:
        """A name that no branch has or had."""
        names = itertools.chain([name], (f"{name} #{count}" for count in itertools.count(2)))
        free = next(name for name in names if name not in self._names)
        self._names.add(free)
        return free

    def _require(self, place: int) -> None:
        if not 0 <= place < len(self._branches):
            refuse("branch", place, f"0 to {len(self._branches) - 1}")


def _make_room(kept: list[Branch], trainer: Trainer) -> None:
    """Drop the oldest branches without changes until the buffers of all trainers fit beside those of this one.

    `BadInput`, and none is dropped, if they cannot.
    """
    left = list(kept)
    while (size := _buffers([trainer, *(branch.replay.trainer for branch in left)])) > MOST_BYTES:
        oldest = next((each for each in left if not each.changed and each.replay.trainer is not trainer), None)
        if oldest is None:
            found = f"{size // 1024**2:,} MiB of buffers for all branches"
            refuse("run", found, f"at most {MOST_BYTES // 1024**2}: delete a branch first")
        left.remove(oldest)
    kept[:] = left


def _buffers(trainers: Sequence[Trainer]) -> int:
    return sum(buffer_bytes(each.network, each.dataset) for each in set(trainers))
