"""A study under way: advanced some epochs at a time, turned back, and checked by the ordinary engine in the end."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.experiments.study.single_check import single_outcomes
from perceptop.core.experiments.study.study import Study, make_trainer, shape_of
from perceptop.core.training.batched.chunk import Observer
from perceptop.core.training.batched.trainer import BatchedTrainer

MOST_LIVE = 100_000
"""Networks that can be watched: an epoch of more takes longer than a key may wait."""
BLOCK = 8
"""Epochs that a chunk of networks is trained for in one go, while it is in the cache."""
UNSOLVED = -1


@dataclass(frozen=True, eq=False)
class StudySnapshot:
    """A study at `epoch`, of `reached` that are done and `epochs` that are to be.

    `solved_at` `(settings, starts)` has the epoch at which each start was solved, -1 while it is not; `diverged`
    marks those whose loss is no number. `checked` outcomes of all were looked at by the ordinary engine, and
    `differed` were others there: `wrong` marks these.
    """

    epoch: int
    reached: int
    epochs: int
    playing: bool
    solved_at: NDArray[np.int64]
    diverged: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    checked: int
    differed: int

    @property
    def solved(self) -> NDArray[np.bool_]:
        """Which starts are solved at the epoch that is shown, `(settings, starts)`."""
        return (self.solved_at >= 0) & (self.solved_at <= self.epoch)


class StudyPlayback:
    """Shows an epoch of a study, of those that are `reached`; `playing` says whether it goes on by itself."""

    playing = True
    reached = 0
    _shown = 0

    def play(self) -> None:
        """Go on from the epoch that is shown."""
        self.playing = True

    def pause(self) -> None:
        """Rest at the epoch that is shown."""
        self.playing = False

    def step(self, epochs: int) -> None:
        """Show so many epochs later, or earlier if below 0, and rest there."""
        self.playing = False
        self.go_to(self._shown + epochs)

    def go_to(self, epoch: int) -> None:
        """Show that epoch, or the nearest that there is."""
        raise NotImplementedError


class StudyRun(StudyPlayback):
    """Owns the networks of a study, and trains them as it is played; what is shown may be an earlier epoch."""

    def __init__(self, study: Study, clock: Callable[[], float] = perf_counter) -> None:
        self.study = study
        self._clock = clock
        shape = len(study.settings), study.starts
        self._solved_at = np.full(shape, UNSOLVED)
        self._diverged, self._wrong = np.zeros(shape, bool), np.zeros(shape, bool)
        self._groups: list[tuple[BatchedTrainer, NDArray[np.int64]]] = []
        self._make_trainers()
        self._checked = 0
        self._judge_last()

    def _make_trainers(self) -> None:
        """One trainer for each run of settings of one shape, with the place of each of its networks."""
        for _, members in groupby(enumerate(self.study.settings), key=lambda item: shape_of(item[1].experiment)):
            networks, experiments, places = [], [], []
            for place, setting in members:
                for start, seed in enumerate(self.study.seeds(setting)):
                    networks.append(setting.experiment.network(seed))
                    experiments.append(setting.experiment)
                    places.append(place * self.study.starts + start)
            self._groups.append((make_trainer(networks, experiments), np.array(places)))

    def snapshot(self) -> StudySnapshot:
        """The study as it is shown now."""
        return StudySnapshot(
            epoch=self._shown,
            reached=self.reached,
            epochs=self.study.epochs,
            playing=self.playing and (self.reached < self.study.epochs or self._shown < self.reached),
            solved_at=self._solved_at.copy(),
            diverged=self._diverged.copy(),
            wrong=self._wrong.copy(),
            checked=self._checked,
            differed=int(self._wrong.sum()),
        )

    def go_to(self, epoch: int) -> None:
        """Show that epoch, and train until there if it has not been reached."""
        epoch = min(max(epoch, 0), self.study.epochs)
        if epoch > self.reached:
            self._train(epoch - self.reached)
        self._shown = epoch

    @property
    def busy(self) -> bool:
        """Return whether there is work: training, playing through known epochs, or checking."""
        return (self.playing and self._shown < self.study.epochs) or self._to_check

    @property
    def _to_check(self) -> bool:
        return self.reached == self.study.epochs and self._checked < self._solved_at.size

    def advance(self, budget: float) -> None:
        """Train, play or check for `budget` seconds or a little more: at least one block of epochs."""
        end = self._clock() + budget
        while self.busy:
            if self.playing and self._shown < self.study.epochs:
                self.go_to(min(self._shown + BLOCK, self.study.epochs))
            else:
                self._check_next()
            if self._clock() >= end:
                return

    def _train(self, epochs: int) -> None:
        with np.errstate(all="ignore"):
            for trainer, places in self._groups:
                trainer.run(epochs, lambda part, places=places: self._observer(places[part]))  # type: ignore[misc]
        self.reached += epochs
        self._judge_last()

    def _observer(self, places: NDArray[np.int64]) -> Observer:
        holds, base = self.study.condition.holds, self.reached

        def look(epoch: int, outputs: Array, losses: Callable[[], Array]) -> None:
            self._note(places, holds(outputs, losses), base + epoch)

        return look

    def _judge_last(self) -> None:
        """Judge the present weights, which the next epoch would begin with."""
        holds = self.study.condition.holds
        with np.errstate(all="ignore"):
            for trainer, places in self._groups:
                outputs, losses = trainer.outputs.transpose(2, 1, 0), trainer.losses
                self._note(places, holds(outputs, lambda losses=losses: losses), self.reached)  # type: ignore[misc]
                self._diverged.reshape(-1)[places] = ~np.isfinite(losses)

    def _note(self, places: NDArray[np.int64], found: NDArray[np.bool_], epoch: int) -> None:
        if found.any():
            chosen = places[found]
            flat = self._solved_at.reshape(-1)
            flat[chosen[flat[chosen] < 0]] = epoch

    def _check_next(self) -> None:
        """Check the next start by the ordinary engine, and correct its outcome if it differs."""
        place, start = divmod(self._checked, self.study.starts)
        setting = self.study.settings[place]
        seed = self.study.seeds(setting)[start]
        [outcome] = single_outcomes(setting.experiment, [seed], self.study.condition, self.study.epochs)
        at = UNSOLVED if outcome.solved_at is None else outcome.solved_at
        before = self._solved_at[place, start], bool(self._diverged[place, start])
        after = at, outcome.diverged_at is not None
        self._wrong[place, start] = before[0] != after[0] or (at < 0 and before[1] != after[1])
        self._solved_at[place, start], self._diverged[place, start] = after
        self._checked += 1
