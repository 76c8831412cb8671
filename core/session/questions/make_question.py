"""Makes a question: of a given kind, or of the first kind, in random order, that has one to ask."""

from collections.abc import Callable, Mapping

import numpy as np

from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.question import KINDS, Question
from perceptop.core.protocol.snapshot import About
from perceptop.core.session.questions.carrier import carrier_question
from perceptop.core.session.questions.loss import loss_question, rate_question
from perceptop.core.session.questions.rows import right_question, solved_question
from perceptop.core.session.questions.situation import Situation
from perceptop.core.session.questions.trial_run import TrialRun
from perceptop.core.session.questions.weight import weight_question

MAKERS: Mapping[str, Callable[[Situation], Question | None]] = {
    "weight": weight_question,
    "loss": loss_question,
    "right": right_question,
    "solved": solved_question,
    "rate": rate_question,
    "carries": carrier_question,
}
"""The function for each kind of question; None if there is none to ask, or its answer is too close to call."""


def make_question(trial: TrialRun, about: About, chosen: int, steps: int, kind: str | None) -> Question | None:
    """Make the question that follows from seed, epoch and step; None if there is none.

    `BadInput` for a kind that does not exist.
    """
    if kind is not None and kind not in KINDS:
        refuse("question", kind, "one of " + ", ".join(KINDS))
    state = trial.state
    here = Situation(about, trial, chosen, steps, np.random.default_rng((state.seed, state.epoch, state.batch, steps)))
    kinds = [kind] if kind else [KINDS[place] for place in here.pick(len(KINDS), len(KINDS))]
    with np.errstate(all="ignore"):
        return next(filter(None, (MAKERS[each](here) for each in kinds)), None)
