"""Recording, replay and branches against the textbook's loop and against what is counted by hand."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import (
    Back,
    Delete,
    Fork,
    GoTo,
    Make,
    NextExample,
    Play,
    Restart,
    Step,
    Switch,
)
from perceptop.core.session.timeline.recording import MOST_RECENT, Checkpoint, Recording
from tests.core.sessions import do, session
from tests.core.textbook import Textbook

FAR = {"epochs": 1_000_000, "target_loss": 0.0}
LARGE = {"layers": (1, 2000, 1), "batch": 128, "epochs": 50}


def recorded(epochs, most_recent=0):
    """A recording of a run that advances epoch by epoch."""
    trainer = load_experiment("xor").override(Overrides(**FAR)).trainer()
    recording = Recording.of(trainer)
    for _ in range(epochs):
        trainer.loop.advance(1)
        recording.note(trainer, 0)
        if trainer.epoch > epochs - most_recent:
            recording.note_recent(trainer, 0)
    return recording


def test_the_nearest_state_before_an_epoch_is_found():
    recording = recorded(400)
    found = {epoch: recording.before(epoch).state.epoch for epoch in (0, 127, 128, 255, 256, 300, 384, 400)}
    assert found == {0: 0, 127: 0, 128: 128, 255: 128, 256: 256, 300: 256, 384: 384, 400: 384}


def test_the_last_states_are_kept_and_no_later_one_is_given():
    recording = recorded(60, most_recent=30)
    assert [kept.state.epoch for kept in recording.recent] == list(range(61 - MOST_RECENT, 61))
    assert recording.before(50).state.epoch == 50
    assert recording.before(44).state.epoch == 0


def test_when_checkpoints_are_too_many_they_lie_twice_as_far_apart(monkeypatch):
    monkeypatch.setattr("perceptop.core.session.timeline.recording.MOST_CHECKPOINTS", 4)
    recording = recorded(700)
    assert [kept.state.epoch for kept in recording.checkpoints] == [0, 256, 512]
    assert (recording.spacing, recording.next_checkpoint(700), recording.reached) == (256, 768, (700, 0))


def test_a_fork_has_no_state_of_the_future_that_it_left():
    made = session(**FAR)
    do(made, Step(300), GoTo(100), Fork(), Make(Change("learning_rate", 0.25)), Step(300))
    book = Textbook(400, rates={100: 0.25})
    for epoch in (290, 130, 399):
        snapshot = do(made, GoTo(epoch))
        assert snapshot.numbers.loss == pytest.approx(book.losses[epoch], rel=1e-9)


def test_the_curve_of_a_fork_ends_where_it_was_forked():
    snapshot = do(session(**FAR), Step(60), GoTo(20), Fork())
    assert snapshot.curve.last == (20, pytest.approx(Textbook(20).losses[20], rel=1e-9))
    assert snapshot.log.epochs.tolist() == list(range(21))


def test_a_deleted_branch_before_the_present_one_leaves_it_present():
    made = session(**FAR)
    do(made, Step(5), Fork(), Step(5), Fork(), Step(5))
    branches = do(made, Delete(0)).branches
    assert [(branch.name, branch.current, branch.reached) for branch in branches] == [
        ("fork 1", False, 10),
        ("fork 2", True, 15),
    ]


def test_a_change_of_a_branch_at_its_newest_is_in_what_others_see_of_it():
    made = session(**FAR)
    do(made, Step(10), Fork(), Switch(0), Make(Edit(0, 2, 1, 1.5)))
    assert do(made, Switch(1)).branches[0].seen.loss == pytest.approx(
        Textbook(10, edits={10: (0, 2, 1, 1.5)}).losses[10], rel=1e-9
    )


def test_several_branches_are_each_seen_by_themselves():
    made = session(**FAR)
    do(made, Step(5), Fork(), Make(Change("learning_rate", 0.25)), Step(20))
    do(made, GoTo(5), Fork(), Make(Change("learning_rate", 3.0)), Step(20))
    for epoch in (25, 12, 13):
        branches = do(made, GoTo(epoch)).branches
        expected = Textbook(25, rates={5: 0.25}).losses[epoch]
        assert branches[1].seen.loss == pytest.approx(expected, rel=1e-9)


def test_back_within_an_epoch_is_its_beginning():
    made = session(batch=1)
    do(made, Step(3), NextExample(), NextExample())
    assert (made.trainer.epoch, made.trainer.batch) == (3, 2)
    do(made, Back(1))
    assert (made.trainer.epoch, made.trainer.batch) == (3, 0)


def test_a_restart_goes_on_playing_if_the_run_was_played():
    made = session(playing=True, speed=1.0)
    made.handle(Restart())
    assert made.snapshot().progress.busy
    rested = session()
    rested.handle(Restart())
    assert not rested.snapshot().progress.busy


def test_played_from_its_past_a_run_ends_at_its_end_again():
    progress = do(session(epochs=20), Play(), Back(5), Play()).progress
    assert (progress.epoch, progress.state, progress.past_end) == (20, "finished", False)


def test_a_change_at_the_end_that_was_reached_lets_the_run_go_on():
    made = session(target_loss=0.4, epochs=None)
    end = do(made, Play()).progress.epoch
    progress = do(made, Make(Change("target_loss", 0.1))).progress
    assert (progress.state, progress.epoch > end) == ("finished", True)
    assert Textbook(progress.epoch).losses[-1] <= 0.1 < Textbook(progress.epoch).losses[-2]


def test_the_epoch_at_which_a_run_diverged_can_be_gone_to():
    made = session("linear", learning_rate=10.0)
    end = do(made, Play()).progress.epoch
    progress = do(made, Back(2), GoTo(end)).progress
    assert (progress.epoch, progress.state, progress.notices) == (end, "diverged", 0)


def test_the_last_update_of_a_walk_ends_the_run():
    progress = do(session(epochs=1), *[NextExample()] * 4).progress
    assert (progress.epoch, progress.state) == (1, "finished")


def test_the_speed_is_measured_over_the_last_second():
    made = session(playing=True, **FAR)
    rates = []
    for epoch in (0, 40, 80, 120, 121, 122, 123):
        made.trainer.loop.epoch = epoch
        rates.append(made._control.rate())
        made.clock.now += 0.4
    assert rates == pytest.approx([0, 100, 100, 100, 41 / 0.8, 2 / 0.8, 2 / 0.8], rel=1e-4)


def test_of_long_epochs_the_last_states_are_kept():
    made = session("cubic", **LARGE)
    do(made, Step(3))
    assert [kept.state.epoch for kept in made._timeline.recording.recent] == [1, 2, 3]


def test_epochs_that_were_walked_through_unseen_are_in_the_log():
    made = session(batch=1)
    for _ in range(8):
        made.handle(NextExample())
    assert made.snapshot().log.epochs.tolist() == [0, 1, 2]


def test_a_jump_to_where_the_run_stands_restores_nothing(monkeypatch):
    made = session(**FAR)
    do(made, Step(50))
    restored = []
    monkeypatch.setattr(made.trainer, "restore", restored.append)
    do(made, GoTo(50))
    assert not restored


def test_the_state_of_a_checkpoint_is_that_of_the_textbook():
    kept = recorded(256).checkpoints
    assert all(isinstance(each, Checkpoint) for each in kept)
    for each in kept:
        expected = np.concatenate([weights.ravel() for weights in Textbook(256).weights[each.state.epoch]])
        np.testing.assert_allclose(each.state.theta, expected, rtol=1e-9)
