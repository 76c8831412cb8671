"""Events that were recorded before: `watch --events` ends where `train --events` ends, and a run past its end too."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Change, Edit, Event
from perceptop.core.protocol.commands import Back, Fork, GoTo, Make, Play, Restart, Step, Switch
from perceptop.core.session.timeline.run_to_end import run_to_end
from tests.core.sessions import do, session

TARGETS = {
    "on the way": ([(10, 0.1)], {}),
    "met where it is set": ([(900, 0.4)], {}),
    "at the beginning": ([(0, 0.1)], {}),
    "beyond the end": ([(120, 0.4)], {"epochs": 50}),
    "harder than the first": ([(10, 0.0001)], {"epochs": 1500}),
    "set twice": ([(10, 0.4), (20, 0.05)], {}),
    "in batches": ([(10, 0.1)], {"batch": 2}),
}


@pytest.mark.by_default(6)
@pytest.mark.parametrize(("targets", "overrides"), TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("at", [0, 5])
def test_a_target_loss_ends_a_watched_run_where_it_ends_a_trained_one(targets, overrides, at):
    events = [Event(epoch, 0, Change("target_loss", target)) for epoch, target in targets]
    trainer = load_experiment("xor").override(Overrides(**overrides)).trainer()
    for _ in run_to_end(trainer, events):
        pass
    made = session(options={"events": events, "at": at}, **overrides)
    progress = do(made, Play()).progress
    assert (progress.epoch, progress.state) == (trainer.epoch, "finished")
    assert progress.sentence == trainer.stopped.sentence
    np.testing.assert_array_equal(made.trainer.network.theta, trainer.network.theta)


def diverging(**options):
    events = [Event(0, 0, Change("learning_rate", 10.0)), Event(5000, 0, Change("learning_rate", 0.1))]
    return events, session("linear", options={"events": events, **options})


@pytest.mark.parametrize("at", [0, 6000])
def test_a_run_that_diverges_before_its_last_event_ends_there(at):
    events, made = diverging(at=at)
    trainer = load_experiment("linear").trainer()
    for _ in run_to_end(trainer, events):
        pass
    progress = do(made, Play()).progress
    assert (progress.epoch, progress.reached, progress.state) == (trainer.epoch, trainer.epoch, "diverged")
    assert (progress.busy, progress.target) == (False, None)
    assert made.snapshot().events == (events[0],)


def test_a_branch_that_diverges_before_its_last_event_is_compared_at_its_end():
    _, made = diverging()
    do(made, Step(1), Fork(), Make(Change("learning_rate", 0.001)), Step(3000))
    other = do(made, GoTo(2900)).branches[0]
    assert other.seen.epoch == other.reached < 2000


def test_a_run_played_past_its_end_says_so():
    made = session(epochs=20)
    assert do(made, Play()).progress.past_end is False
    assert do(made, Step(5)).progress.past_end is True
    assert do(made, Back(10)).progress.past_end is True
    assert do(made, Restart()).progress.past_end is False
    assert do(made, Switch(0)).progress.past_end is True


def test_a_fork_of_a_run_past_its_end_has_no_end_either():
    made = session(epochs=20)
    do(made, Play(), Step(5), GoTo(10), Fork(), Make(Edit(0, 0, 0, 0.5)))
    progress = do(made, Step(30)).progress
    assert (progress.epoch, progress.past_end, progress.epochs) == (40, True, None)
