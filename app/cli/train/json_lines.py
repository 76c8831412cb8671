"""Training as a stream for other programs: one JSON object a line on stdout, one every so many epochs."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from perceptop.app.cli.train.command import say_if_endless
from perceptop.app.run.open_run import open_events_within, open_experiment, watched_for
from perceptop.app.run.options import RunOptions
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.model_files.formats import require_writable
from perceptop.core.session.report import RunReport, report_of_block
from perceptop.core.session.timeline.run_to_end import run_to_end
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.trainer import Trainer

if TYPE_CHECKING:
    from perceptop.app.teaching.step_state import StepState


def train_lines(options: RunOptions, every: int = 1, save: str | None = None, told: bool = False) -> int:
    """Print epoch 0, every `every`-th after it and the last; 0 at the run's end, 1 if it diverged, 130 on Ctrl+C.

    If `told`, each line but the first has a `story`: what the epochs since the line before did, in one sentence.

    A run that is interrupted ends between two lines, the last of which has the state `paused`.
    """
    experiment = open_experiment(options)
    if save is not None:
        require_writable(Path(save))
    trainer = experiment.trainer()
    run = run_to_end(trainer, open_events_within(options, experiment), watched_for(options, experiment), told)
    story = _Teller(trainer) if told else None
    say_if_endless(trainer, watched_for(options, experiment))
    with _interruptions() as interrupted:
        for reports in passed(experiment, trainer, run, every, interrupted, story):
            for facts in reports:
                line = facts.as_json() | ({"story": story.text} if story and story.text else {})
                sys.stdout.write(json.dumps(line, allow_nan=False) + "\n")
            # Whoever reads along should not have to wait for a full buffer.
            sys.stdout.flush()
        if save is not None and trainer.diverged_at is None:
            trainer.network.save(save)
        return 130 if interrupted() else int(trainer.diverged_at is not None)


def passed(
    experiment: Experiment,
    trainer: Trainer,
    run: Iterable[EpochBlock],
    every: int = 1,
    interrupted: Callable[[], bool] = lambda: False,
    story: "_Teller | None" = None,
) -> Iterator[Iterator[RunReport]]:
    """The facts of the epochs that are to be told, stretch by stretch, while the trainer passes through them.

    Of each stretch they must be taken before the next. `story` hears of each of them first.
    """

    def report(block: EpochBlock, place: int, state: str) -> RunReport:
        if story:
            story.hear(block, place)
        return report_of_block(experiment.name, trainer, block, place, state)

    for stretch in run:
        places = range(-stretch.first % every, len(stretch), every)
        yield (report(stretch, place, "running") for place in places)
        if interrupted():
            break
    yield iter([report(trainer.present(), 0, _rest(trainer))])


class _Teller:
    """Tells of each epoch that it hears of what has happened since the one before; `text` is empty for the first."""

    def __init__(self, trainer: Trainer) -> None:
        from perceptop.app.teaching import step_state, step_story  # seldom wanted

        self.text = ""
        self._trainer, self._network = trainer, trainer.network.copy()
        self._state_of, self._between = step_state.StepState.of_block, step_story.story_between
        self._before: StepState | None = None

    def hear(self, block: EpochBlock, place: int) -> None:
        state = self._state_of(self._trainer, block, place, self._network)
        self.text = self._between(self._before, state).text if self._before else ""
        self._before = state


def _rest(trainer: Trainer) -> str:
    if trainer.diverged_at is not None:
        return "diverged"
    return "finished" if trainer.stopped else "paused"


@contextmanager
def _interruptions() -> Iterator[Callable[[], bool]]:
    """Return whether Ctrl+C has been pressed. A second one does not wait: nobody may be reading what is written."""
    pressed: list[int] = []

    def press(number: int, frame: FrameType | None) -> None:
        if pressed:
            # What is left in the buffer must not be waited for either, when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
