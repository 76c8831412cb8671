"""Milestones: each is called out once, on its own epoch."""

from dataclasses import replace

import numpy as np
import pytest

from perceptop.app.wording.example_text import judge
from perceptop.core.diagnosis.milestones import NAMES, MilestonesReached, milestones, rows_right
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.protocol.commands import Delete, Fork, GoTo, Reseed, Restart, Step, Switch
from perceptop.core.session.session import Session
from tests.core.sessions import do


def session_of(name="xor", **overrides):
    return Session(load_experiment(name).override(Overrides(**overrides)), None, playing=False)


def step(session, epochs):
    session.handle(Step(epochs))
    while session.wait() == 0:
        session.advance(1.0)
    return session.snapshot()


def by_hand():
    """The first epoch at which a wrong row has turned right, and that at which all are: an epoch at a time."""
    trainer = load_experiment("xor").trainer()
    targets, turned, before = trainer.dataset.targets > 0.5, None, None
    while True:
        right = ((trainer.outputs > 0.5) == targets).all(axis=1)
        if turned is None and before is not None and (right & ~before).any():
            turned = trainer.epoch
        if right.all():
            return turned, trainer.epoch
        before = right
        trainer.run(epochs=1)


def test_at_the_start_there_is_a_forward_pass_and_no_more():
    reached, found = milestones(MilestonesReached(), session_of().snapshot())
    assert [callout.name for callout in found] == ["first forward pass"]
    assert milestones(reached, session_of().snapshot())[1] == ()


def test_rows_turn_right_on_their_very_epoch():
    session, reached, found = session_of(), MilestonesReached(), []
    reached, found = milestones(reached, session.snapshot())
    for _ in range(8):
        reached, more = milestones(reached, step(session, 100))
        found += more
    assert tuple(callout.name for callout in found) == NAMES
    assert [callout.epoch for callout in found] == [0, 1, *by_hand()]
    assert all(callout.exact for callout in found)
    assert found[-1].sentence == f"Solved: all rows are right, at epoch {found[-1].epoch:,}."
    assert found[-1].brief == f"All rows right at epoch {found[-1].epoch:,}"


def test_where_epochs_went_by_unseen_it_says_so():
    session = session_of()
    reached, _ = milestones(MilestonesReached(), session.snapshot())
    _, found = milestones(reached, step(session, 1500))
    last = found[-1]
    assert (last.name, last.exact) == ("all rows right", False)
    assert "by epoch 1,301" in last.sentence


def names(session, reached=None):
    """What is called out of a session's present snapshot, and what is reached with it."""
    reached, found = milestones(reached or MilestonesReached(), session.snapshot())
    return reached, [callout.name for callout in found]


def test_a_fork_at_an_earlier_epoch_is_no_new_run():
    session = session_of()
    step(session, 100)
    reached, _ = names(session)
    session.handle(GoTo(40))
    session.handle(Fork())
    step(session, 1)
    reached, found = names(session, reached)
    assert found == []
    session.handle(Switch(0))
    step(session, 1)
    reached, found = names(session, reached)
    assert found == []
    session.handle(Delete(1))
    assert names(session, reached)[1] == []


def test_of_a_fork_no_more_was_seen_than_to_where_it_was_forked():
    session = session_of()
    step(session, 20)
    reached, _ = names(session)
    session.handle(GoTo(0))
    session.handle(Fork())
    # The log of the fork begins after 100 epochs that nobody has seen, and before those that were seen of main.
    reached, found = milestones(reached, step(session, 300))
    assert [(callout.name, callout.exact) for callout in found] == [(NAMES[3], False)]


@pytest.mark.parametrize("command", [Restart(), Reseed()])
def test_a_run_begun_again_is_called_out_again_also_on_a_fork(command):
    session = session_of()
    step(session, 5)
    session.handle(Fork())
    before = step(session, 5)
    session.handle(command)
    again = session.snapshot()
    assert again.callouts[0].name == "first forward pass"
    assert again.called == before.called + len(again.callouts)


def test_the_first_update_of_mini_batches_is_in_epoch_0():
    _, found = milestones(MilestonesReached(), step(session_of(batch=1), 1))
    assert [(callout.name, callout.epoch) for callout in found[:2]] == [
        ("first forward pass", 0),
        ("first update", 0),
    ]


def test_with_symbols_the_nearest_one_counts():
    snapshot = session_of("letters-v1").snapshot()
    outputs = np.array([[[0.24], [0.14]]])
    assert rows_right(snapshot, outputs, np.array([[0.2], [0.2]])).tolist() == [[True, False]]


def test_solved_is_what_a_study_and_the_outputs_pane_count_as_right():
    session, reached, found = session_of(seed=3), MilestonesReached(), []
    while NAMES[3] not in reached.names:
        reached, more = milestones(reached, step(session, 50))
        found += more
    (outcome,) = Study(load_experiment("xor"), starts=1, first_seed=3).run(processes=1).settings[0].outcomes
    assert found[-1].epoch == outcome.solved_at
    for epoch, right in ((outcome.solved_at - 1, False), (outcome.solved_at, True)):
        snapshot = do(session, GoTo(epoch))
        assert judge(snapshot.about, snapshot.numbers.targets, snapshot.numbers.outputs).all() == right


def test_targets_that_are_numbers_are_near_and_say_by_what_rule():
    snapshot = session_of("cubic").snapshot()
    log = replace(snapshot.log, outputs=snapshot.numbers.targets[None, : snapshot.log.outputs.shape[1]])
    _, found = milestones(MilestonesReached(), replace(snapshot, log=log))
    assert "near means within a fifth of the targets' range" in found[-1].sentence
    assert not any(word in each.sentence for each in found for word in ("right", "olved"))


def test_of_more_rows_than_are_logged_the_first_are_called_so_and_the_run_not_solved():
    snapshot = session_of().snapshot()
    snapshot = replace(snapshot, about=replace(snapshot.about, examples=100))
    log = replace(snapshot.log, outputs=snapshot.numbers.targets[None])
    _, found = milestones(MilestonesReached(), replace(snapshot, log=log))
    assert found[-1].sentence == "The first 4 rows are right, at epoch 0."
    assert found[-1].brief == "First 4 rows right at epoch 0"
    log = replace(snapshot.log, outputs=snapshot.numbers.targets[None, :1])
    _, found = milestones(MilestonesReached(), replace(snapshot, log=log))
    assert not any("first 1 rows" in each.sentence.lower() for each in found)


def test_what_is_not_finite_is_not_right():
    snapshot = session_of().snapshot()
    outputs = np.array([[[np.nan], [0.9]]])
    assert rows_right(snapshot, outputs, np.array([[0.0], [1.0]])).tolist() == [[False, True]]
