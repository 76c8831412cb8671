"""The loss history of a run as text: a line an epoch, as CSV or as JSON."""

import csv
import io
import json
import math
from pathlib import Path

from perceptop.core.data.classes import find_classes
from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.metrics import accuracies

COLUMNS = ("epoch", "loss", "test_loss", "accuracy", "test_accuracy")
SUFFIXES = (".csv", ".jsonl")


class LossHistoryLines:
    """Writes the epochs of a run as lines. A number that is not finite, or that the run does not have, is left out:
    empty in CSV, null in JSON.
    """

    def __init__(self, path: Path, label: str, dataset: Dataset) -> None:
        """`BadInput`, beginning with `label`, if the name of the file ends otherwise than .csv or .jsonl."""
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            refuse(label, suffix or "no ending", "a name that ends with .csv or .jsonl")
        self._as_csv = suffix == ".csv"
        self._classes = find_classes(dataset)

    def header(self) -> str:
        """Return what the file begins with."""
        return ",".join(COLUMNS) + "\n" if self._as_csv else ""

    def of(self, block: EpochBlock) -> str:
        """Return a line for each epoch of a block."""
        rows = [self._row(block, place) for place in range(len(block))]
        if self._as_csv:
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            return text.getvalue()
        return "".join(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows)

    def _row(self, block: EpochBlock, place: int) -> list[float | None]:
        accuracy, test_accuracy = accuracies(self._classes, block, place)
        test_loss = None if block.test is None else float(block.test.losses[place])
        numbers = float(block.losses[place]), test_loss, accuracy, test_accuracy
        finite = [number if number is not None and math.isfinite(number) else None for number in numbers]
        return [block.first + place, *finite]
