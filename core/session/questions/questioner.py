"""Asks questions about a run at its present epoch. Each answer is computed when it is asked, and none is kept."""

from collections.abc import Callable, Mapping

import numpy as np

from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.question import KINDS, Question
from perceptop.core.protocol.snapshot import About
from perceptop.core.session.questions.carrier import carrier_question
from perceptop.core.session.questions.loss import loss_question, rate_question
from perceptop.core.session.questions.rehearsal import Rehearsal
from perceptop.core.session.questions.rows import right_question, solved_question
from perceptop.core.session.questions.situation import Situation
from perceptop.core.session.questions.weight import weight_question
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.trainer import Trainer

MAKERS: Mapping[str, Callable[[Situation], Question | None]] = {
    "weight": weight_question,
    "loss": loss_question,
    "right": right_question,
    "solved": solved_question,
    "rate": rate_question,
    "carries": carrier_question,
}
"""What makes a question of each kind: None if there is none to ask, or if the answer is too close to call."""


class Questioner:
    """Makes the question that follows from seed and epoch, on a trainer of its own: the run's stays as it is.

    `question` is the last one; None if there was none to ask, or if the run has moved since.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.question: Question | None = None
        self._timeline = timeline
        self._experiment: Experiment | None = None
        self._trainer: Trainer | None = None

    def ask(self, about: About, chosen: int, steps: int, kind: str | None = None) -> None:
        """Ask about a step of that many epochs, with the row `chosen` shown; of one kind only, if one is given.

        `BadInput` for a kind that does not exist.
        """
        self.question = None
        if kind is not None and kind not in KINDS:
            refuse("question", kind, "one of " + ", ".join(KINDS))
        here = self._situation(about, chosen, steps)
        kinds = [kind] if kind else [KINDS[place] for place in here.pick(len(KINDS), len(KINDS))]
        with np.errstate(all="ignore"):
            made = (MAKERS[each](here) for each in kinds)
            self.question = next(filter(None, made), None)

    def _situation(self, about: About, chosen: int, steps: int) -> Situation:
        timeline = self._timeline
        present = timeline.trainer
        if self._trainer is None or self._experiment is not timeline.experiment:
            # Another run may be of another network.
            self._experiment, self._trainer = timeline.experiment, timeline.experiment.trainer()
        events = [event for event in timeline.recording.events if event.position > timeline.replay.position]
        stopped, limit = timeline.recording.stopped, timeline.replay.check.stopping.epochs
        goes_on = stopped is None or stopped.reason != "inference"
        rehearsal = Rehearsal(self._trainer, present.state(), events, limit, goes_on)
        rng = np.random.default_rng((present.seed, present.epoch, present.batch, steps))
        return Situation(about, rehearsal, chosen, steps, rng)
