"""Another start that gets stuck, found by training some while the run goes on: whoever tries it will see it."""

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from perceptop.app.run.options import RunOptions
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.run.study_options import StudyOfRun

STARTS, EPOCHS = 16, 2000
"""How many starts are trained, and how far at most."""
MOST_WORK = 20_000_000
"""Starts · epochs · rows · weights that are worth a hint: some tenths of a second."""
OTHERWISE = "Try R: other first weights; b brings this run back"


def in_background(search: Callable[[], None]) -> None:
    """Run it beside the screen; the program does not wait for it when it ends."""
    Thread(target=search, daemon=True).start()


class StuckStart:
    """Finds one for a run that was opened with these options; `run` runs a search."""

    def __init__(self, options: RunOptions, run: Callable[[Callable[[], None]], None] = in_background) -> None:
        self._options, self._run = options, run
        self._wanted: StudyOfRun | None = None
        self._found: tuple[StudyOfRun, int | None] | None = None

    def hint(self, snapshot: Snapshot) -> str:
        """What to try, with its keys; empty as long as it is not known."""
        from perceptop.app.run.study_options import study_of  # all of the experiment files: not for the first picture

        study, first = study_of(snapshot, self._options), snapshot.progress.seed + 1
        epochs = min(snapshot.progress.epochs or EPOCHS, EPOCHS)
        if study != self._wanted:
            self._wanted = study
            weights = sum(each.size for each in snapshot.numbers.weights)
            if study.note or STARTS * epochs * snapshot.about.examples * weights > MOST_WORK:
                self._found = study, None
            else:
                self._run(lambda: self._search(study, first, epochs))
        if self._found is None or self._found[0] != study:
            return ""
        seed = self._found[1]
        if seed is None:
            return OTHERWISE
        keys = "R: the next start" if seed == first else f"m # {seed} enter: a start that"
        return f"Try {keys} gets stuck, still not solved at epoch {epochs:,}"

    def _search(self, study: "StudyOfRun", first: int, epochs: int) -> None:
        self._found = study, find_stuck(study.options, first, epochs)


def find_stuck(options: RunOptions, first: int, epochs: int) -> int | None:
    """The first seed of some that has not solved the experiment by that epoch, if others have; checked by the ordinary
    engine. None if there is none, or nothing that counts as solved.
    """
    from perceptop.app.run.open_run import open_experiment  # the trainer: seldom wanted
    from perceptop.core.experiments.study.outcome import SOLVED, STUCK
    from perceptop.core.experiments.study.study import Study

    try:
        experiment = open_experiment(options)
        study = Study(experiment, starts=STARTS, first_seed=first, epochs=epochs)
        outcomes = study.run(processes=1, check=False).settings[0].outcomes
        stuck = next((each.seed for each in outcomes if each.state == STUCK), None)
        if stuck is None or all(each.state != SOLVED for each in outcomes):
            return None
        [checked] = Study(experiment, first_seed=stuck, starts=1, epochs=epochs).run(processes=1).settings[0].outcomes
    except BadInput:
        return None
    return stuck if checked.state == STUCK else None
