"""Epochs that take long: commands are taken up within them, answered at once, and what is shown holds together."""

import dataclasses

import numpy as np
import pytest

import perceptop.core.training.evaluation
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.commands import (
    Back,
    Choose,
    Explain,
    GoTo,
    LastExample,
    NextExample,
    Pause,
    Play,
    SetSpeed,
    Step,
    WantPictures,
)
from perceptop.core.protocol.explanation import Link
from perceptop.core.session.timeline.replay import LONG_EPOCH
from tests.core.sessions import run_out, session

LARGE = {"layers": (1, 400, 1), "batch": 100, "epochs": 1000, "target_loss": 0.0}


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(perceptop.core.training.evaluation, "PIECE", 200_000)


def large(**options):
    """A run whose epochs take long; `options` as those of `session`."""
    made = session("cubic", **(LARGE | options))
    assert made.trainer.network.theta.size * len(made.trainer.dataset) > LONG_EPOCH
    made.snapshot()
    return made


def piece(made):
    """A batch, or a piece of a look at all examples."""
    made.advance(1e-9)


def within_an_epoch(**options):
    made = large(playing=True, **options)
    while (made.trainer.epoch, made.trainer.batch) < (1, 4):
        piece(made)
    return made


def are_of(numbers, trainer):
    theta = np.concatenate([weights.ravel() for weights in numbers.weights])
    return np.array_equal(theta, trainer.network.theta) and numbers.loss == trainer.loss


def test_a_look_is_as_one_over_all_examples():
    pieces = large().trainer
    assert pieces.loop.runner._survey.pieces[1:]
    whole = load_experiment("cubic").override(Overrides(**(LARGE | {"batch": "full"}))).trainer()
    assert pieces.loss == pytest.approx(whole.loss, rel=1e-12)
    np.testing.assert_allclose(pieces.outputs, whole.outputs, rtol=1e-12)


def test_a_pause_is_answered_at_once_and_looked_at_then():
    made = within_an_epoch()
    before = made.snapshot().numbers
    made.handle(Pause())
    first = made.snapshot()
    assert (first.progress.state, first.progress.unseen, first.progress.resting) == ("paused", True, False)
    assert first.numbers is before
    assert not made.trainer.loop.runner.known
    run_out(made)
    then = made.snapshot()
    assert (then.progress.epoch, then.progress.batch, then.progress.unseen) == (1, 4, False)
    assert are_of(then.numbers, made.trainer)


@pytest.mark.parametrize("command", [Choose(40), SetSpeed(None), WantPictures(("confusion",)), WantPictures(())])
def test_what_the_run_does_not_notice_costs_no_look(command):
    made = within_an_epoch()
    before = made.snapshot().numbers
    made.handle(command)
    numbers = made.snapshot().numbers
    assert not made.trainer.loop.runner.known
    assert all(now is then for now, then in zip(numbers.weights, before.weights, strict=True))
    assert numbers.loss == before.loss


def test_another_example_is_seen_with_the_weights_that_are_shown():
    made = within_an_epoch()
    made.handle(Choose(500))
    numbers = made.snapshot().numbers
    assert (numbers.chosen, numbers.first <= 500 < numbers.first + 64) == (500, True)
    network = made.trainer.network.copy()
    network.set_weights(numbers.weights)
    np.testing.assert_allclose(network.predict(numbers.inputs), numbers.outputs, rtol=1e-12)
    np.testing.assert_array_equal(numbers.inputs[numbers.row], made.trainer.dataset.inputs[500])


def test_every_snapshot_is_of_the_beginning_of_the_epoch_that_it_tells():
    made = large(playing=True)
    judge = load_experiment("cubic").override(Overrides(**LARGE)).trainer()
    thetas, places = {}, []
    while made.trainer.epoch < 3:
        piece(made)
        snapshot = made.snapshot()
        epoch = snapshot.progress.epoch
        places.append((epoch, snapshot.progress.batch))
        while judge.epoch < epoch:
            judge.loop.advance(1)
        thetas.setdefault(epoch, judge.network.theta.copy())
        shown = np.concatenate([weights.ravel() for weights in snapshot.numbers.weights])
        np.testing.assert_array_equal(shown, thetas[epoch])
        assert snapshot.curve.last == (epoch, snapshot.numbers.loss)
        assert (snapshot.log.epochs[-1], snapshot.log.mses[-1]) == (epoch, snapshot.numbers.mse)
        assert snapshot.progress.reached == epoch
    assert places == sorted(places)
    assert {batch for _, batch in places} == set(range(made.trainer.batches_per_epoch + 1))


def test_the_bits_do_not_depend_on_what_is_asked_meanwhile():
    straight = load_experiment("cubic").override(Overrides(**LARGE)).trainer()
    straight.run(epochs=3)
    made = large(playing=True)
    random = np.random.default_rng(2)
    while made.trainer.epoch < 3:
        piece(made)
        made.handle(random.choice([Pause(), Choose(3), WantPictures(("weights",)), Play(), Play()]))
        made.snapshot()
        made.handle(Play())
    np.testing.assert_array_equal(made.trainer.network.theta, straight.network.theta)


def test_steps_end_at_the_beginning_of_an_epoch_with_its_numbers():
    made = within_an_epoch()
    made.handle(Step(2))
    run_out(made)
    progress = made.snapshot().progress
    assert (progress.state, progress.epoch, progress.batch, progress.resting) == ("paused", 3, 0, True)
    assert are_of(made.snapshot().numbers, made.trainer)


def test_it_ends_at_the_last_epoch():
    made = large(playing=True, epochs=2)
    run_out(made)
    snapshot = made.snapshot()
    assert (snapshot.progress.state, snapshot.progress.epoch) == ("finished", 2)
    assert are_of(snapshot.numbers, made.trainer)


def test_a_watchpoint_pauses_at_its_epoch():
    made = large(playing=True, options={"watch_for": ("epoch=2",)})
    run_out(made)
    progress = made.snapshot().progress
    assert (progress.state, progress.epoch, progress.batch) == ("paused", 2, 0)
    assert progress.sentence == "stopped as asked, at epoch 2"


def test_a_paced_run_has_looked_before_it_waits():
    made = large(playing=True, speed=1.0)
    made.clock.now += 1.0
    run_out(made)
    snapshot = made.snapshot()
    assert (snapshot.progress.epoch, snapshot.progress.batch, snapshot.progress.unseen) == (1, 0, False)
    assert are_of(snapshot.numbers, made.trainer)
    assert made.wait() > 0.5


def test_a_walk_is_seen_at_once_and_its_numbers_follow():
    made = within_an_epoch()
    made.handle(NextExample())
    first = made.snapshot()
    assert (first.walk.place, first.progress.unseen, first.numbers.walked) == (0, True, None)
    assert first.numbers.chosen == first.walk.example
    run_out(made)
    then = made.snapshot()
    assert (then.numbers.walked, then.progress.unseen) == (1, False)
    made.handle(NextExample())
    assert made.snapshot().numbers.walked == 2
    made.handle(LastExample())
    assert made.snapshot().numbers.walked == 1


def test_who_goes_on_after_a_walk_sees_it_no_more():
    made = within_an_epoch()
    made.handle(NextExample())
    run_out(made)
    made.snapshot()
    made.handle(Play())
    assert made.snapshot().numbers.walked is None


def test_an_explanation_is_of_the_weights_that_are_shown():
    made = within_an_epoch()
    made.handle(Explain(Link(NeuronAddress(2, 0))))
    for command in (Choose(7), Pause()):
        snapshot = made.snapshot()
        assert are_of(snapshot.numbers, made.trainer)
        assert snapshot.answer.epoch == snapshot.progress.epoch
        made.handle(command)


@pytest.mark.parametrize("command", [Back(1), GoTo(0)])
def test_a_jump_shows_where_it_has_come(command):
    made = within_an_epoch()
    made.handle(command)
    run_out(made)
    snapshot = made.snapshot()
    assert snapshot.progress.state == "history"
    assert are_of(snapshot.numbers, made.trainer)
    made.handle(GoTo(None))
    run_out(made)
    assert (made.trainer.epoch, made.trainer.batch) == (1, 4)
    assert are_of(made.snapshot().numbers, made.trainer)


def test_a_snapshot_does_not_change_afterwards():
    made = within_an_epoch()
    numbers = made.snapshot().numbers
    kept = {
        field.name: [array.copy() for array in getattr(numbers, field.name)]
        for field in dataclasses.fields(numbers)
        if isinstance(getattr(numbers, field.name), tuple)
    }
    outputs = numbers.outputs.copy()
    for _ in range(30):
        piece(made)
        made.snapshot()
    np.testing.assert_array_equal(numbers.outputs, outputs)
    for name, arrays in kept.items():
        for before, after in zip(arrays, getattr(numbers, name), strict=True):
            np.testing.assert_array_equal(before, after)
