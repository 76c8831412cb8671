"""A run at one epoch as JSON and as sentences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import find_classes
from perceptop.core.data.table_encoding import Scales, in_units
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.metrics import accuracies
from perceptop.core.training.trainer import Trainer

MOST_LISTED = 16
"""Numbers that a sentence lists."""
DIGITS, DIGITS_IN_UNITS = 4, 6
"""Significant digits of a number in a sentence; of one in the units of a file, which are often large."""

OPTIONAL = ("negative", "accuracy", "test_loss", "test_accuracy")
"""Fields that are left out of JSON if there is nothing to say."""

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class RunReport:
    """Settings, position, errors and outputs of one epoch. `learning_rate` is None if the optimizer has none.

    `outputs` and `targets` are those of the rows of data from `first_row`, counted from 1, on: of all `rows`, unless a
    snapshot holds fewer. `negative` are the numbers of rows whose targets are what must not come out.
    """

    name: str
    seed: int
    learning_rate: float | None
    epoch: int
    state: str
    loss_name: str
    loss: float
    mse: float
    rows: int
    first_row: int
    outputs: Rows
    targets: Rows
    negative: tuple[int, ...] | None = None
    accuracy: float | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name, ready for JSON: a number that is not finite is None."""
        return {name: _finite(value) for name, value in vars(self).items() if name not in OPTIONAL or value is not None}

    def sentences(self, scales: Scales = ()) -> tuple[str, ...]:
        """Return sentences: name and seed, epoch and errors, the outputs, and the expected outputs.

        By `scales` outputs are in the units of the file.
        """
        rate = "" if self.learning_rate is None else f", learning rate {self.learning_rate:g}"
        errors = errors_in_words(self.loss_name, number_text(self.loss), number_text(self.mse), bool(scales))
        return (
            f"{self.name}, seed {self.seed}{rate}",
            f"epoch {self.epoch:,}, {self.state}, {errors}",
            *self._held_out(),
            self._listed("outputs", self.outputs, scales),
            self._listed("expected", self.targets, scales),
        )

    def _held_out(self) -> tuple[str, ...]:
        if self.test_loss is None:
            return ()
        right = "" if self.accuracy is None else f", accuracy {self.accuracy:.1%}"
        right += "" if self.test_accuracy is None else f", of test rows {self.test_accuracy:.1%}"
        return (f"test loss {number_text(self.test_loss)}{right}",)

    def _listed(self, word: str, rows: Rows, scales: Scales) -> str:
        listed = rows[: max(1, MOST_LISTED // len(rows[0]))]
        more = self.rows - len(listed)
        of = f" from row {self.first_row:,}" if self.first_row > 1 else ""
        negative = (self.negative or ()) if word == "expected" else ()
        digits = DIGITS_IN_UNITS if scales else DIGITS
        texts = (
            ("not " if place in negative else "") + " ".join(number_text(value, digits) for value in row[:MOST_LISTED])
            for place, row in enumerate(in_units(np.array(listed), scales).tolist(), self.first_row)
        )
        return f"{word}{of} {', '.join(texts)}" + (f", and {more:,} rows more" if more > 0 else "")


def errors_in_words(loss_name: str, loss: str, mse: str, scaled: bool, between: str = ", ") -> str:
    """Return the MSE, and the loss if that is another; of `scaled` targets it says so."""
    parts = [f"MSE {mse}"]
    if loss_name != "mse":
        parts.append(f"{loss_name} {loss}")
    of = f", {'both ' * (len(parts) > 1)}of scaled targets" if scaled else ""
    return between.join(parts) + of


def report_of_snapshot(snapshot: Snapshot) -> RunReport:
    """Return the report of a snapshot."""
    about, progress, numbers = snapshot.about, snapshot.progress, snapshot.numbers
    return RunReport(
        name=about.name,
        seed=progress.seed,
        learning_rate=dict(about.settings).get("learning_rate"),
        epoch=progress.epoch,
        state=progress.state,
        loss_name=about.loss,
        loss=numbers.loss,
        mse=numbers.mse,
        rows=about.examples,
        first_row=numbers.first + 1,
        outputs=_rows(numbers.outputs),
        targets=_rows(numbers.targets),
        negative=_negative(numbers.negative, numbers.first + 1),
        accuracy=numbers.accuracy,
        test_loss=numbers.test_loss,
        test_accuracy=numbers.test_accuracy,
    )


def report_of_block(name: str, trainer: Trainer, block: EpochBlock, place: int, state: str) -> RunReport:
    """Return the report of the epoch at `place` of the block that this trainer has just passed, with all rows."""
    accuracy, test_accuracy = accuracies(find_classes(trainer.dataset), block, place)
    return RunReport(
        name=name,
        seed=trainer.seed,
        learning_rate=trainer.optimizer.settings.get("learning_rate"),
        epoch=block.first + place,
        state=state,
        loss_name=trainer.loss_name,
        loss=float(block.losses[place]),
        mse=float(block.mses[place]),
        rows=len(trainer.dataset),
        first_row=1,
        outputs=_rows(block.outputs[place].T),
        targets=_rows(trainer.dataset.targets),
        negative=_negative(trainer.dataset.negative, 1),
        accuracy=accuracy,
        test_loss=None if block.test is None else float(block.test.losses[place]),
        test_accuracy=test_accuracy,
    )


def _negative(marks: Array | None, first: int) -> tuple[int, ...] | None:
    if marks is None:
        return None
    return tuple(row for row, mark in enumerate(marks.tolist(), first) if mark) or None


def _rows(table: Array) -> Rows:
    return tuple(map(tuple, table.tolist()))


def number_text(value: float, digits: int = DIGITS) -> str:
    """Return a number for a sentence."""
    return f"{value:.{digits}g}" if math.isfinite(value) else "not finite"


def _finite(value: Any) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
