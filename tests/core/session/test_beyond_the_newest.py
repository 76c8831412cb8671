"""A jump beyond the newest epoch trains until there or says why not; a change in the past comes with its fork."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Back, Fork, GoTo, Make, NextExample, NextPhase, Pause, Play, Step, Switch
from perceptop.core.session.timeline.timeline import MOST_BRANCHES
from tests.core.sessions import do, run_out, session

FAR = {"epochs": 1_000_000, "target_loss": 0.0}
RATE = Change("learning_rate", 0.25)


def theta(epochs, **overrides):
    trainer = load_experiment("xor").override(Overrides(**(FAR | overrides))).trainer()
    trainer.run(epochs=epochs)
    return trainer.network.theta


@pytest.mark.by_default(5)
@pytest.mark.parametrize(
    "before",
    [[], [Step(20)], [Step(20), Back(15)], [Step(3), NextExample(), NextExample()], [Step(20), GoTo(0)]],
    ids=str,
)
@pytest.mark.parametrize("overrides", [{}, {"batch": 1}], ids=str)
def test_it_trains_until_there_from_wherever_it_stands(before, overrides):
    made = session(**(FAR | overrides))
    progress = do(made, *before, GoTo(500)).progress
    assert (progress.state, progress.epoch, progress.reached, progress.target) == ("paused", 500, 500, None)
    np.testing.assert_array_equal(made.trainer.network.theta, theta(500, **overrides))


def test_it_is_on_its_way_there_and_can_be_stopped():
    made = session(**FAR)
    do(made, Step(20), Back(5))
    made.handle(GoTo(1_000_000))
    assert made.snapshot().progress.target == 1_000_000
    while made.trainer.epoch < 100:
        made.advance(1e-6)
        progress = made.snapshot().progress
        assert (progress.target, progress.busy) == (1_000_000, True)
    made.handle(Pause())
    progress = made.snapshot().progress
    assert (progress.state, progress.target) == ("paused", None)
    assert do(made, Step(1)).progress.epoch == progress.epoch + 1


@pytest.mark.parametrize("command", [Step(2), Play()], ids=str)
def test_a_step_on_the_way_is_one_from_there(command):
    made = session(speed=1.0, **FAR)
    made.handle(GoTo(1_000_000))
    while made.trainer.epoch < 100:
        made.advance(1e-6)
    epoch = made.trainer.epoch
    made.handle(command)
    run_out(made)
    assert made.trainer.epoch - epoch <= 2
    assert made.snapshot().progress.target is None


def test_an_end_that_was_reached_is_passed_and_one_on_the_way_is_not():
    made = session(epochs=30)
    do(made, Play())
    assert do(made, Back(10), GoTo(40)).progress.epoch == 40
    progress = do(session(epochs=30), Step(5), GoTo(40)).progress
    assert (progress.state, progress.epoch) == ("finished", 30)


@pytest.mark.parametrize(
    ("name", "before", "why"),
    [
        ("and-perceptron", [], "0 to 0: here is nothing to train"),
        ("letters-v1", [], "0 to 0: here is nothing to train"),
        ("linear", [Make(Edit(0, 0, 0, 1e200)), Step(3), Back(1)], "the run has diverged there"),
    ],
)
def test_where_a_run_cannot_go_on_it_says_why(name, before, why):
    made = session(name)
    epoch = do(made, *before).progress.epoch
    progress = do(made, GoTo(500)).progress
    assert progress.notice.startswith("epoch: found 500, expected 0 to ")
    assert why in progress.notice
    assert progress.epoch == epoch


def test_a_branch_that_has_not_come_so_far_is_not_trained_by_going_over():
    made = session(**FAR)
    do(made, Step(10), Fork(), Step(50))
    assert do(made, Switch(0)).progress.epoch == 10


@pytest.mark.parametrize("walk", [[], [NextPhase()]], ids=["", "walking"])
def test_a_change_of_the_past_comes_with_its_fork(walk):
    made = session(**FAR)
    snapshot = do(made, Step(20), GoTo(5), *walk, Make(RATE, in_fork=True))
    assert [(branch.name, branch.reached, branch.current) for branch in snapshot.branches] == [
        ("main", 20, False),
        ("fork 1", 5, True),
    ]
    assert (snapshot.progress.state, snapshot.progress.notices, snapshot.walk) == ("paused", 0, None)
    assert snapshot.about.settings[0] == ("learning_rate", 0.25)
    twin = session(**FAR)
    do(twin, Step(5), Make(RATE), Step(10))
    do(made, Step(10))
    np.testing.assert_array_equal(made.trainer.network.theta, twin.trainer.network.theta)
    np.testing.assert_array_equal(do(made, Switch(0), GoTo(20)).numbers.weights[0].ravel(), theta(20)[:12])


def test_a_change_that_cannot_be_leaves_no_fork():
    made = session(**FAR)
    before = do(made, Step(20), GoTo(5), NextPhase())
    after = do(made, Make(Change("momentum", 2.0), in_fork=True))
    assert after.progress.notice.startswith("momentum: found 2.0")
    assert (len(after.branches), after.progress.state, after.walk) == (1, "history", before.walk)
    assert do(made, Fork()).branches[1].name == "fork 1"
    do(made, *[Fork()] * (MOST_BRANCHES - 2), Step(5), GoTo(5))
    assert do(made, Make(RATE, in_fork=True)).progress.notice.startswith("fork: found 8 branches")


def test_a_fork_has_the_target_of_its_own_past():
    made = session(epochs=None, target_loss=0.2)
    do(made, Step(10), Make(Change("target_loss", 0.45)), Step(10), Make(Change("target_loss", 0.001)), Step(10))
    do(made, GoTo(15), Fork())
    assert made._timeline.replay.check.stopping.target_loss == 0.45
    do(made, GoTo(5), Fork())
    assert made._timeline.replay.check.stopping.target_loss == 0.2
    do(made, Switch(0), GoTo(), Fork())
    assert made._timeline.replay.check.stopping.target_loss == 0.001
