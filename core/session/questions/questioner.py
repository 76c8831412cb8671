"""Asks questions about a run at its present epoch. Each answer is computed when it is asked, and none is kept."""

from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.question import Question
from perceptop.core.protocol.snapshot import About
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.trainer import Trainer


class Questioner:
    """Asks the question that follows from seed and epoch, on a trainer of its own: the run's stays as it is.

    `question` is the last one; None if there was none to ask, or if the run has moved since.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.question: Question | None = None
        self._timeline = timeline
        self._experiment: Experiment | None = None
        self._trainer: Trainer | None = None

    def ask(self, about: About, chosen: int, steps: int, kind: str | None = None) -> None:
        """Ask about a step of that many epochs (within an epoch: 0), with the row `chosen` shown; of one kind only, if
        one is given.

        `BadInput` for a kind that does not exist.
        """
        from perceptop.core.session.questions.make_question import make_question  # off, questions cost nothing
        from perceptop.core.session.questions.trial_run import TrialRun

        self.question = None
        timeline = self._timeline
        if self._trainer is None or self._experiment is not timeline.experiment:
            # Another run may be of another network.
            self._experiment, self._trainer = timeline.experiment, timeline.experiment.trainer()
        events = [event for event in timeline.recording.events if event.position > timeline.replay.position]
        stopped, limit = timeline.recording.stopped, timeline.replay.check.stopping.epochs
        goes_on = stopped is None or stopped.reason != "inference"
        trial = TrialRun(self._trainer, timeline.trainer.state(), events, limit, goes_on)
        self.question = make_question(trial, about, chosen, steps, kind)
