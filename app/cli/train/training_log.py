"""A file of a run, written as it goes: a line an epoch, as CSV or as JSON."""

import csv
import json
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from perceptop.core.data.classes import find_classes
from perceptop.core.errors.bad_input import refuse
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.metrics import accuracies
from perceptop.core.training.trainer import Trainer

COLUMNS = ("epoch", "loss", "test_loss", "accuracy", "test_accuracy")
SUFFIXES = (".csv", ".jsonl")


@contextmanager
def logging(path: str | None, trainer: Trainer, run: Iterable[EpochBlock]) -> Iterator[Iterable[EpochBlock]]:
    """The same stretches, each written to the file when it is passed, and at the end the epoch where it came to rest.

    `BadInput` if the file's name ends otherwise than .csv or .jsonl, or it cannot be written.
    """
    if path is None:
        yield run
        return
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        refuse(f"--log {path}", suffix or "no ending", "a name that ends with .csv or .jsonl")
    try:
        file = Path(path).open("w", newline="", encoding="utf-8")  # noqa: SIM115 - closed below
    except OSError as problem:
        refuse(path, (problem.strerror or str(problem)).lower(), "a file that can be written")
    with file:
        log = _Log(file, suffix == ".csv", trainer)
        try:
            yield map(log.write, run)
        finally:
            log.write(trainer.present())


class _Log:
    def __init__(self, file: TextIO, as_csv: bool, trainer: Trainer) -> None:
        self._file, self._trainer = file, trainer
        self._classes = find_classes(trainer.dataset)
        self._rows = csv.writer(file, lineterminator="\n") if as_csv else None
        if self._rows:
            self._rows.writerow(COLUMNS)

    def write(self, block: EpochBlock) -> EpochBlock:
        """A line for each epoch of the block, which is given back."""
        for place in range(len(block)):
            accuracy, test_accuracy = accuracies(self._classes, block, place)
            test_loss = None if block.test is None else float(block.test.losses[place])
            numbers = float(block.losses[place]), test_loss, accuracy, test_accuracy
            finite = [number if number is not None and math.isfinite(number) else None for number in numbers]
            values = [block.first + place, *finite]
            if self._rows:
                self._rows.writerow(values)
            else:
                self._file.write(json.dumps(dict(zip(COLUMNS, values, strict=True))) + "\n")
        self._file.flush()
        return block
