"""Outcomes of one start, and of all starts with one setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from perceptop.core.experiments.study.statistics import quantile, wilson_interval

SOLVED, STUCK, DIVERGED = "solved", "stuck", "diverged"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A start by its seed: the epoch at which it was solved first, if any, and its loss at the end of the study.

    `diverged_at` is the first epoch at which the loss was no finite number.
    """

    seed: int
    solved_at: int | None
    loss: float
    diverged_at: int | None = None

    @property
    def state(self) -> str:
        """Return solved, stuck or diverged. A start that was solved before it diverged counts as solved."""
        if self.solved_at is not None:
            return SOLVED
        return STUCK if self.diverged_at is None else DIVERGED


@dataclass(frozen=True)
class SettingResult:
    """All outcomes with one setting, by seed. `setting` maps names to values; empty if nothing is varied."""

    setting: Mapping[str, object]
    outcomes: tuple[Outcome, ...]

    @property
    def starts(self) -> int:
        """Return the number of starts."""
        return len(self.outcomes)

    @cached_property
    def epochs_to_solution(self) -> tuple[int, ...]:
        """The epochs at which starts were solved, in the order of seeds."""
        return tuple(outcome.solved_at for outcome in self.outcomes if outcome.solved_at is not None)

    @property
    def solved(self) -> int:
        """Return the number solved."""
        return len(self.epochs_to_solution)

    def count(self, state: str) -> int:
        """Return the number in that state."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def rate(self) -> float:
        """Return the share solved."""
        return self.solved / self.starts

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the rate."""
        return wilson_interval(self.solved, self.starts)

    @property
    def median_epochs(self) -> float | None:
        """The median epoch of those that were solved."""
        return quantile(self.epochs_to_solution, 0.5)

    @property
    def quartiles(self) -> tuple[float, float] | None:
        """The lower and upper quartile of the same."""
        low, high = (quantile(self.epochs_to_solution, share) for share in (0.25, 0.75))
        return None if low is None or high is None else (low, high)
