"""What was trained before a run began again, from the same seed or another: kept as a branch, with all its bits."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import (
    Back,
    Fork,
    GoTo,
    Make,
    NextExample,
    Play,
    Reseed,
    Restart,
    SetSpeed,
    Step,
    Switch,
    WatchFor,
)
from perceptop.core.session.timeline.recording import BYTES_OF_FORMER_RUN, Checkpoint, Recording
from perceptop.core.session.timeline.timeline import MOST_BRANCHES
from tests.core.sessions import do, run_out, session

FAR = {"epochs": 1_000_000, "target_loss": 0.0}
RATE = Make(Change("learning_rate", 0.25))


def names(made):
    return [branch.name for branch in made.snapshot().branches]


@pytest.mark.by_default(4)
@pytest.mark.parametrize("overrides", [{}, {"batch": 3}, {"batch": 2, "optimizer": "adam"}], ids=str)
@pytest.mark.parametrize("again", [Restart(), Reseed(), Reseed(3)], ids=str)
def test_the_former_run_comes_back_with_its_seed_its_changes_and_its_bits(again, overrides):
    made = session(**(FAR | overrides))
    former = do(made, Step(20), RATE, Step(7), NextExample())
    theta = made.trainer.network.theta.copy()
    do(made, again, Step(50))
    snapshot = do(made, Switch(0))
    assert (snapshot.progress.epoch, snapshot.progress.batch) == (former.progress.epoch, former.progress.batch)
    assert (snapshot.progress.seed, snapshot.events) == (7, former.events)
    assert snapshot.about == former.about
    np.testing.assert_array_equal(made.trainer.network.theta, theta)
    twin = session(**(FAR | overrides))
    do(twin, Step(20), RATE, Step(7), NextExample(), Step(30), Back(15))
    do(made, Step(30), Back(15))
    np.testing.assert_array_equal(made.trainer.network.theta, twin.trainer.network.theta)


@pytest.mark.parametrize("overrides", [{}, {"batch": 3}], ids=str)
def test_another_seed_has_the_bits_of_a_session_that_began_with_it(overrides):
    made = session(**(FAR | overrides))
    do(made, Step(20), RATE, Step(7), Reseed(11), Step(5), Switch(0), Step(3), Switch(1))
    assert do(made, Step(20)).progress.seed == 11
    twin = session(seed=11, **(FAR | overrides))
    do(twin, Step(25))
    np.testing.assert_array_equal(made.trainer.network.theta, twin.trainer.network.theta)
    do(made, GoTo(0), GoTo(23))
    do(twin, GoTo(23))
    np.testing.assert_array_equal(made.trainer.network.theta, twin.trainer.network.theta)


def test_branches_are_named_by_their_seeds():
    made = session(**FAR)
    do(made, Step(5), RATE, Reseed(), Step(3), Restart(), Step(4), Make(Edit(0, 0, 0, 1.0)), Restart(), Step(1))
    snapshot = made.snapshot()
    # The first of seed 8 went the same way as the last, and further.
    assert [(branch.name, branch.seed, branch.same_run) for branch in snapshot.branches] == [
        ("main", 7, False),
        ("seed 8", 8, False),
        ("seed 8 #2", 8, False),
        ("seed 8 #3", 8, True),
    ]


def test_what_holds_nothing_of_its_own_is_not_kept():
    made = session(**FAR)
    do(made, *[Reseed()] * 20)
    assert names(made) == ["seed 27"]
    do(made, Step(5), Restart(), Step(3), Restart(), Step(8), Restart())
    assert [(branch.reached, branch.current) for branch in made.snapshot().branches] == [(8, False), (0, True)]


def test_of_too_many_the_oldest_that_a_seed_can_repeat_goes_and_never_one_with_changes():
    made = session(**FAR)
    do(made, Step(5), RATE, Step(1))
    for _ in range(MOST_BRANCHES + 3):
        do(made, Reseed(), Step(5))
    assert names(made) == ["main", *(f"seed {seed}" for seed in range(12, 19))]
    made = session(**FAR)
    for _ in range(MOST_BRANCHES - 1):
        do(made, Step(1), RATE, Reseed())
    before = do(made, Step(1), RATE, NextExample())
    after = do(made, Reseed())
    assert "run: found 8 branches with changes, expected fewer: delete one first" in after.progress.notice
    assert (after.progress.seed, after.walk, names(made)) == (14, before.walk, [view.name for view in before.branches])


def test_a_run_that_plays_plays_on_from_the_new_beginning():
    made = session(speed=100.0, playing=True, **FAR)
    made.clock.now += 0.2
    made.advance(1e-3)
    made.handle(Reseed())
    assert (made.state, made.trainer.epoch) == ("running", 0)
    made.clock.now += 0.1
    made.advance(1e-3)
    assert 9 <= made.trainer.epoch <= 11
    assert do(made, Switch(0)).progress.state == "paused"


def test_a_finished_run_that_comes_back_is_finished():
    made = session(epochs=30)
    do(made, Play(), Restart(), SetSpeed(1.0))
    assert do(made, Switch(0)).progress.state == "finished"


def test_watchpoints_see_no_change_between_two_runs():
    made = session(**FAR)
    do(made, WatchFor(("rise",)), Step(5), Reseed(3), Step(5))
    for _ in range(4):
        for place in (0, 1):
            made.handle(Switch(place))
            run_out(made)
            snapshot = do(made, Step(1))
            assert snapshot.progress.sentence == ""


def test_forks_of_a_former_run_come_back_to_the_same_epoch():
    made = session(**FAR)
    do(made, Step(20), Fork(), RATE, Step(5), Reseed(), Step(3))
    assert do(made, Switch(0)).progress.epoch == 20
    assert do(made, Switch(1), GoTo(12), Switch(0)).progress.epoch == 12


def test_a_former_run_takes_up_little_memory():
    trainer = load_experiment("xor").trainer()
    state = trainer.state()
    big = type(state)(0, 0, state.setup, np.zeros(200_000), {"step": np.zeros(100)}, None, 7)
    recording = Recording([Checkpoint(big, 0)])
    for epoch in range(1, 30):
        later = type(state)(epoch * recording.spacing, 0, state.setup, np.zeros(200_000), {}, None, 7)
        recording.checkpoints.append(Checkpoint(later, 0))
        recording.recent.append(Checkpoint(later, 0))
    recording.shrink()
    assert recording.size <= BYTES_OF_FORMER_RUN
    assert recording.checkpoints[0].state is big
    assert len(recording.checkpoints) > 1


def test_milestones_of_a_former_run_are_not_called_out_again_and_those_of_another_are():
    made = session(speed=None, **FAR)
    first = do(made, Step(1))
    do(made, *[Step(1)] * 30)
    solved = made.snapshot()
    assert len(solved.callouts) == len(first.callouts) + 1
    begun = do(made, Reseed())
    assert begun.called > solved.called
    back = do(made, Switch(0))
    assert (back.called, len(back.callouts)) == (begun.called, len(solved.callouts))
