"""A study known by its result: shards that were put together, to be watched like one that is under way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.study.condition import SolvedCondition, parse_condition
from perceptop.core.experiments.study.result import StudyResult
from perceptop.core.experiments.study.single_check import single_outcomes
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import UNSOLVED, StudyPlayback, StudyRun, StudySnapshot
from perceptop.core.experiments.study.variation import AnySetting, RecordedSetting, StudySetting, with_values

PICTURES = 100
"""Pictures from the first epoch to the last."""


class FinishedStudy:
    """A study as the screen needs it, answered from its result. With the `experiment`, starts can be opened."""

    def __init__(self, result: StudyResult, experiment: Experiment | None = None, solved: str = "right") -> None:
        """`solved` is the condition as the command line has it.

        `BadInput` if settings have other numbers of starts, or the result is not that of the experiment.
        """
        first = result.settings[0]
        for each in result.settings:
            if each.starts != first.starts:
                refuse("--merge", f"{each.starts:,} and {first.starts:,} starts", "as many with each setting")
        self.name, self.epochs, self.starts = result.name, result.epochs, first.starts
        self.solved_text, self.experiment = result.solved, experiment
        self.condition: SolvedCondition | None = None
        values = [dict(each.setting) for each in result.settings]
        self.settings: Sequence[AnySetting] = [RecordedSetting(each) for each in values]  # type: ignore[arg-type]
        self._seeds = [[outcome.seed for outcome in each.outcomes] for each in result.settings]
        if experiment is not None:
            self.settings = [StudySetting(each, with_values(experiment, each)) for each in values]  # type: ignore[arg-type]
            self.condition = parse_condition(solved, experiment.dataset)
            self._require_the_same(result, experiment)

    def _require_the_same(self, result: StudyResult, experiment: Experiment) -> None:
        """Train the first start again: names and conditions can be equal where settings are not."""
        assert self.condition is not None
        setting = self.settings[0]
        assert isinstance(setting, StudySetting)
        told = result.settings[0].outcomes[0]
        if experiment.name != result.name or self.condition.text != result.solved:
            found = f"{experiment.name}, solved: {self.condition.text}"
            refuse("--merge", f"results of {result.name}, solved: {result.solved}", found)
        [outcome] = single_outcomes(setting.experiment, [told.seed], self.condition, result.epochs)
        same = (outcome.state, outcome.solved_at) == (told.state, told.solved_at)
        # The last digits may differ on another machine.
        same = same and bool(np.isclose(outcome.loss, told.loss, rtol=1e-6, atol=1e-12, equal_nan=True))
        if result.checked and not same:
            losses = f"loss {told.loss:.6g}, and {outcome.loss:.6g} by {experiment.name} as it is given here"
            refuse("--merge", f"seed {told.seed} with {losses}", "the experiment and overrides that the files are of")

    def __len__(self) -> int:
        return self.starts * len(self.settings)

    def seeds(self, setting: AnySetting) -> Sequence[int]:
        """The seeds of a setting's starts."""
        return self._seeds[next(place for place, each in enumerate(self.settings) if each is setting)]


class FinishedRun(StudyPlayback):
    """Plays through the epochs of a result."""

    def __init__(self, study: FinishedStudy, result: StudyResult) -> None:
        self.study, self.reached = study, study.epochs
        outcomes = [each.outcomes for each in result.settings]
        self._solved_at = _array([[each.solved_at for each in row] for row in outcomes])
        self._diverged_at = _array([[each.diverged_at for each in row] for row in outcomes])
        self._differed = result.differed

    def snapshot(self) -> StudySnapshot:
        """The study as it is shown now."""
        known = self._diverged_at != UNSOLVED
        return StudySnapshot(
            epoch=self._shown,
            reached=self.reached,
            epochs=self.study.epochs,
            playing=self.busy,
            solved_at=self._solved_at,
            diverged=known & (self._diverged_at <= self._shown),
            wrong=np.zeros_like(known),
            checked=self._solved_at.size,
            differed=self._differed,
        )

    def go_to(self, epoch: int) -> None:
        """Show that epoch."""
        self._shown = min(max(epoch, 0), self.study.epochs)

    @property
    def busy(self) -> bool:
        """Return whether it plays."""
        return self.playing and self._shown < self.study.epochs

    def advance(self, budget: float) -> None:
        """Show the epoch of the next picture. It takes no time, so the budget does not matter."""
        if self.busy:
            self.go_to(self._shown + max(self.study.epochs // PICTURES, 1))


WatchedRun = StudyRun | FinishedRun
WatchedStudy = Study | FinishedStudy


def _array(epochs: list[list[int | None]]) -> NDArray[np.int64]:
    return np.array([[UNSOLVED if at is None else at for at in row] for row in epochs], np.int64)
