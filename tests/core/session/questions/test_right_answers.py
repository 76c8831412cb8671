"""No answer is wrong: random questions over samples and seeds, each against a computation of its own."""

from collections import Counter

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.samples import sample_names
from perceptop.core.protocol.commands import AskQuestion, Choose, GoTo, Reseed
from perceptop.core.protocol.question import KINDS
from perceptop.core.session.session import Session
from tests.core.session.questions.answers import answer_of
from tests.core.sessions import do

LATEST = 250


def asked(name, rng):
    """A random question about a random epoch of a random start of a sample; None if it has none to ask."""
    experiment = load_experiment(name)
    made = Session(experiment, playing=False)
    if experiment.seeded:
        do(made, Reseed(int(rng.integers(1000))))
    if made.trainer.trainable:
        do(made, GoTo(int(rng.integers(LATEST))))
    seed, epoch = made.trainer.seed, made.trainer.epoch
    do(made, Choose(int(rng.integers(len(experiment.dataset)))))
    kind = KINDS[rng.integers(len(KINDS))]
    snapshot = do(made, AskQuestion(int(rng.choice((1, 1, 1, 10))), kind))
    if snapshot.question is None:
        snapshot = do(made, AskQuestion())
    return snapshot.question and (snapshot.question, experiment, seed, epoch)


def check(count, seed):
    """Ask that many questions, of one sample after the other; the kinds that were asked."""
    rng, names, kinds = np.random.default_rng(seed), sample_names(), Counter()
    place = 0
    while sum(kinds.values()) < count:
        found = asked(names[place % len(names)], rng)
        place += 1
        if found is None:
            continue
        question = found[0]
        assert 2 <= len(question.choices) <= 4
        assert len(set(question.choices)) == len(question.choices)
        assert question.answer == answer_of(*found), (names[(place - 1) % len(names)], found)
        kinds[question.kind] += 1
    return kinds


def test_a_dozen_questions():
    assert len(check(12, seed=1)) > 3


@pytest.mark.slow
def test_a_thousand_questions():
    kinds = check(1_000, seed=2)
    assert min(kinds[kind] for kind in KINDS) >= 20
