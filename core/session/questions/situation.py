"""The run at its present epoch as a question finds it, and what a question calls its rows and numbers."""

from dataclasses import dataclass
from math import floor, isfinite, log10

import numpy as np

from perceptop.core.data.dataset import Dataset
from perceptop.core.protocol.snapshot import About
from perceptop.core.session.questions.trial_run import TrialRun

MOST_INPUTS = 4
"""Most inputs of a row that are named with its number."""
NOTHING = 1e-12
DIGITS = (3, 4, 5)
"""Significant digits of numbers: as many as tell two of them apart."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The present epoch before a step of `steps` epochs; `chosen` is the row that is shown.

    `rng` follows from seed and epoch: the same run asks the same.
    """

    about: About
    trial: TrialRun
    chosen: int
    steps: int
    rng: np.random.Generator

    @property
    def epoch(self) -> int:
        """The present epoch."""
        return self.trial.state.epoch

    @property
    def dataset(self) -> Dataset:
        """The data of the run."""
        return self.trial.dataset

    def row(self, row: int) -> str:
        """Return a row with its inputs, if they are few: row 2 (0 1)."""
        inputs = self.dataset.inputs[row].tolist()
        if len(inputs) > MOST_INPUTS:
            return f"row {row + 1:,}"
        told = " ".join(self._input(place, value) for place, value in enumerate(inputs))
        return f"row {row + 1:,} ({told})"

    def horizons(self, least: int, most: int) -> list[int]:
        """Return numbers of epochs to look ahead that end at round epochs; that of the step if it is of several."""
        reach = self.trial.reach
        if self.steps > 1:
            return [self.steps] if self.steps <= reach else []
        ends = {_round_epoch(self.epoch + ahead) for ahead in (10, 20, 50, 100, 200, 500, 1_000)}
        found = sorted(end - self.epoch for end in ends)
        return [ahead for ahead in found if least <= ahead <= min(most, reach)] or [min(most, reach)] * (reach > 0)

    def pick(self, count: int, most: int) -> list[int]:
        """Return up to `most` different places of `count`, in random order."""
        return [int(place) for place in self.rng.permutation(count)[:most]]

    def _input(self, place: int, value: float) -> str:
        return self.about.input_word(place, value) or number(self.about.input_in_units(place, value), 3)


def _round_epoch(epoch: int) -> int:
    size = 10 if epoch < 1_000 else 100
    return -(-epoch // size) * size


def number(value: float, digits: int = 4) -> str:
    """Return a number with that many significant digits: 0.2501, 3.5, 1.2e-7."""
    if not isfinite(value):
        return "not finite"
    text = f"{value or 0.0:.{digits}g}"
    if "e" in text:
        front, exponent = text.split("e")
        text = f"{front}e{int(exponent)}"
    return text


def told_apart(one: float, other: float) -> tuple[str, str] | None:
    """Return both with the fewest digits that tell them apart; None if that takes more than are shown, or if both are
    no more than what rounding leaves of 0.
    """
    size = max(abs(one), abs(other))
    if not (isfinite(one) and isfinite(other)) or size < NOTHING:
        return None
    for digits in DIGITS:
        # Numbers next to each other may be rounded to different ones.
        unit = 10.0 ** (floor(log10(size)) + 1 - digits)
        texts = number(one, digits), number(other, digits)
        if texts[0] != texts[1] and abs(one - other) > unit / 2:
            return texts
    return None
