"""A few starts of a study side by side: the ordinary run of each, its losses and its surface, at one epoch of all."""

from collections.abc import Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.study.finished_run import WatchedStudy
from perceptop.core.experiments.study.outcome import DIVERGED, SOLVED, STUCK
from perceptop.core.experiments.study.single_check import first_that_holds
from perceptop.core.experiments.study.variation import StudySetting
from perceptop.core.pictures.scene import Scene
from perceptop.core.pictures.surface import surface
from perceptop.core.protocol.picture import DecisionSurface

MOST_COMPARED = 8
KEPT_EVERY = 50
"""Epochs between two states that are kept, from which an earlier epoch is trained again."""
OPENS = "the experiment too: perceptop study EXPERIMENT [overrides] --merge FILE …"
LEARNING = "not solved yet"


class ComparedStart:
    """One start, by the place of its setting and its place among the seeds, trained by the ordinary engine."""

    def __init__(self, study: WatchedStudy, place: int, start: int) -> None:
        """`BadInput` if the study is known by its outcomes alone."""
        self.place, self.start = place, start
        setting = study.settings[place]
        if study.condition is None or not isinstance(setting, StudySetting):
            refuse("--merge", "outcomes alone", OPENS)
        self.values, self.seed = setting.values, study.seeds(setting)[start]
        self._trainer = setting.experiment.trainer(self.seed)
        self._condition, self._epochs = study.condition, study.epochs
        self._states = [self._trainer.state()]
        self._losses = np.full(study.epochs + 1, np.nan)
        self._solved_at: int | None = None
        self.epoch = 0
        self.go_to(0)

    def go_to(self, epoch: int) -> None:
        """Train to that epoch, or back to it from the last state that was kept before it."""
        self.epoch = min(max(epoch, 0), self._epochs)
        trainer = self._trainer
        if self.epoch < trainer.epoch:
            trainer.restore(self._states[self.epoch // KEPT_EVERY])
        while trainer.epoch < self.epoch and trainer.diverged_at is None:
            next_kept = (trainer.epoch // KEPT_EVERY + 1) * KEPT_EVERY
            block = trainer.loop.advance(min(self.epoch, next_kept) - trainer.epoch)
            self._losses[block.first : block.end] = block.losses
            self._note(first_that_holds(block, self._condition))
            if trainer.epoch == len(self._states) * KEPT_EVERY and trainer.diverged_at is None:
                self._states.append(trainer.state())
        if trainer.diverged_at is None:
            present = trainer.present()
            self._losses[trainer.epoch] = present.losses[0]
            self._note(first_that_holds(present, self._condition))

    def _note(self, epoch: int | None) -> None:
        if self._solved_at is None:
            self._solved_at = epoch

    @property
    def losses(self) -> Array:
        """The loss of each epoch from 0 to the one that is shown; nan from where it diverged."""
        return self._losses[: self.epoch + 1]

    @property
    def loss(self) -> float:
        """The loss at the epoch that is shown."""
        return float(self.losses[-1])

    @property
    def solved_at(self) -> int | None:
        """The epoch at which it was solved, None if it is not at the epoch that is shown."""
        return self._solved_at if self._solved_at is not None and self._solved_at <= self.epoch else None

    @property
    def state(self) -> str:
        """Return solved, stuck, diverged or not solved yet."""
        if self.solved_at is not None:
            return SOLVED
        if not np.isfinite(self.loss):
            return DIVERGED
        return STUCK if self.epoch == self._epochs else LEARNING

    @property
    def surface(self) -> DecisionSurface | None:
        """The decision surface at the epoch that is shown; None unless there are two inputs."""
        found = surface(Scene.of(self._trainer))
        return found if isinstance(found, DecisionSurface) else None


class Comparison:
    """At most `MOST_COMPARED` starts, at one epoch of all."""

    def __init__(self, study: WatchedStudy, chosen: Sequence[tuple[int, int]]) -> None:
        """`chosen` has the place of its setting and the place among the seeds of each start."""
        self.epochs = study.epochs
        self.starts = [ComparedStart(study, place, start) for place, start in chosen[:MOST_COMPARED]]
        self.epoch = 0

    def go_to(self, epoch: int) -> None:
        """Show all of them at that epoch."""
        self.epoch = min(max(epoch, 0), self.epochs)
        for start in self.starts:
            start.go_to(self.epoch)
