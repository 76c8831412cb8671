"""A file of a run, written as it goes: a line an epoch, as CSV or as JSON."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from perceptop.core.errors.bad_input import refuse
from perceptop.core.session.timeline.saving.loss_history_file import LossHistoryLines
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.trainer import Trainer


@contextmanager
def logging(path: str | None, trainer: Trainer, run: Iterable[EpochBlock]) -> Iterator[Iterable[EpochBlock]]:
    """The same stretches, each written to the file when it is passed, and at the end the epoch where it came to rest.

    `BadInput` if the file's name ends otherwise than .csv or .jsonl, or it cannot be written.
    """
    if path is None:
        yield run
        return
    lines = LossHistoryLines(Path(path), f"--log {path}", trainer.dataset)
    try:
        file = Path(path).open("w", newline="", encoding="utf-8")  # noqa: SIM115 - closed below
    except OSError as problem:
        refuse(path, (problem.strerror or str(problem)).lower(), "a file that can be written")

    def write(block: EpochBlock) -> EpochBlock:
        file.write(lines.of(block))
        file.flush()
        return block

    with file:
        file.write(lines.header())
        try:
            yield map(write, run)
        finally:
            write(trainer.present())
