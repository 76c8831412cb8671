"""The session: commands, states, snapshots that hold together."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.commands import Choose, Fork, Pause, Play, Reseed, Restart, SetSpeed, Step
from tests.core.sessions import run_out, session


def test_a_session_that_begins_paused_rests_at_epoch_0():
    made = session()
    made.advance(1.0)
    progress = made.snapshot().progress
    assert (progress.state, progress.epoch, progress.seed, made.wait()) == ("paused", 0, 7, None)


def test_fifty_steps_are_fifty_epochs():
    made = session()
    for _ in range(50):
        made.handle(Step())
    run_out(made)
    assert made.snapshot().progress.epoch == 50
    assert made.state == "paused"


def test_a_step_while_it_runs_pauses_it():
    made = session(speed=60.0, playing=True)
    made.handle(Step(3))
    run_out(made)
    assert (made.snapshot().progress.epoch, made.state) == (3, "paused")


def test_it_plays_at_the_speed_told_and_changes_it_on_the_way():
    made = session(speed=60.0, playing=True)
    for _ in range(100):
        made.clock.now += 0.01
        made.advance(1e-3)
    assert abs(made.trainer.epoch - 60) <= 1
    made.handle(SetSpeed(10.0))
    for _ in range(100):
        made.clock.now += 0.01
        made.advance(1e-3)
    assert abs(made.trainer.epoch - 70) <= 2


def test_every_command_is_acknowledged():
    made = session()
    for count, command in enumerate([Play(), Pause(), SetSpeed(5.0), Choose(2)], 1):
        made.handle(command)
        assert made.snapshot().progress.acknowledged == count


def test_the_bits_do_not_depend_on_what_was_watched_paused_or_stepped():
    straight = load_experiment("xor").trainer()
    straight.run(epochs=300)
    made = session(speed=1000.0, playing=True)
    random = np.random.default_rng(3)
    while made.trainer.epoch < 300:
        made.clock.now += random.uniform(0, 0.02)
        command = random.choice([Play(), Pause(), Step(), SetSpeed(500.0), Choose(1), None])
        if command and made.trainer.epoch < 290:
            made.handle(command)
        elif made.wait() is None:
            made.handle(Step())
        made.snapshot()
        if made.trainer.epoch < 280:
            made.advance(1e-3)
        else:
            made.handle(Step(300 - made.trainer.epoch))
            run_out(made)
    np.testing.assert_array_equal(made.trainer.network.theta, straight.network.theta)


def test_it_ends_by_itself_and_says_why():
    made = session(playing=True)
    run_out(made)
    progress = made.snapshot().progress
    assert progress.state == "finished"
    assert "target of 0.001" in progress.sentence
    assert made.snapshot().numbers.loss <= 0.001


@pytest.mark.parametrize("command", [Play(), Step()])
def test_it_goes_on_past_an_end_that_was_reached(command):
    made = session(playing=True, epochs=10)
    run_out(made)
    made.handle(command)
    made.advance(1e-6)
    progress = made.snapshot().progress
    assert progress.epoch > 10
    assert progress.epochs is None


def test_a_step_onto_the_last_epoch_finishes():
    made = session(epochs=3)
    made.handle(Step(3))
    run_out(made)
    assert (made.trainer.epoch, made.snapshot().progress.state) == (3, "finished")


def test_restart_is_the_same_start_again():
    made = session()
    first = made.snapshot().numbers.weights
    made.handle(Step(20))
    run_out(made)
    made.handle(Restart())
    snapshot = made.snapshot()
    assert (snapshot.progress.epoch, snapshot.progress.seed) == (0, 7)
    assert len(snapshot.log.epochs) == 1
    for before, after in zip(first, snapshot.numbers.weights, strict=True):
        np.testing.assert_array_equal(before, after)


def test_a_new_seed_is_the_next_one_or_the_one_told():
    made = session()
    made.handle(Reseed())
    assert made.snapshot().progress.seed == 8
    made.handle(Reseed(3))
    assert made.snapshot().progress.seed == 3
    np.testing.assert_array_equal(made.trainer.network.theta, load_experiment("xor").trainer(seed=3).network.theta)


def test_a_diverged_run_says_so_and_does_not_go_on():
    made = session("linear", playing=True, learning_rate=10.0)
    run_out(made)
    snapshot = made.snapshot()
    assert snapshot.progress.state == "diverged"
    assert f"epoch {snapshot.progress.epoch:,}" in snapshot.progress.sentence
    made.handle(Play())
    made.advance(1.0)
    assert made.snapshot().progress.epoch == snapshot.progress.epoch


def test_the_chosen_example_stays_within_the_data():
    made = session()
    made.handle(Choose(99))
    assert made.snapshot().numbers.chosen == 3
    made.handle(Choose(-5))
    assert made.snapshot().numbers.chosen == 0


@pytest.mark.slow
def test_thousands_of_snapshots_at_full_speed_hold_together():
    made = session(playing=True, target_loss=1e-12, epochs=200_000)
    judge = load_experiment("xor").trainer()
    state = judge.state()
    for _ in range(2000):
        made.advance(1e-6)
        snapshot = made.snapshot()
        numbers = snapshot.numbers
        theta = np.concatenate([weights.ravel() for weights in numbers.weights])
        judge.restore(dataclasses.replace(state, theta=theta))
        assert np.array_equal(judge.outputs, numbers.outputs)
        assert judge.loss == numbers.loss
        assert np.abs(judge.network.predict(numbers.inputs) - numbers.outputs).max() < 1e-14
        assert snapshot.curve.last == (snapshot.progress.epoch, numbers.loss)
        assert snapshot.log.epochs[-1] == snapshot.progress.epoch
        assert snapshot.log.mses[-1] == numbers.mse


def test_the_log_never_has_two_results_for_an_epoch():
    made = session(playing=True, speed=300.0)
    seen = {}
    for _ in range(100):
        made.clock.now += 0.01
        made.advance(1e-3)
        log = made.snapshot().log
        assert (np.diff(log.epochs) == 1).all()
        for epoch, mse, outputs in zip(log.epochs, log.mses, log.outputs, strict=True):
            line = (mse, outputs.tobytes())
            assert seen.setdefault(epoch, line) == line


def test_what_the_examples_ask_adds_up_to_what_the_batch_asks():
    made = session("xor", loss="mse")
    made.handle(Step(5))
    run_out(made)
    total = [0.0, 0.0]
    for example in range(4):
        made.handle(Choose(example))
        numbers = made.snapshot().numbers
        total = [so_far + asked for so_far, asked in zip(total, numbers.example_delta, strict=True)]
    for summed, batch in zip(total, numbers.batch_delta, strict=True):
        np.testing.assert_allclose(summed, batch, atol=1e-15)
    before = numbers
    made.handle(Step())
    run_out(made)
    after = made.snapshot().numbers
    for old, asked, new, step in zip(before.weights, before.batch_delta, after.weights, after.last_step, strict=True):
        np.testing.assert_allclose(old + asked, new, atol=1e-15)
        np.testing.assert_allclose(asked, step, atol=1e-15)


def test_a_snapshot_does_not_change_afterwards():
    made = session()
    snapshot = made.snapshot()
    kept = {
        field.name: np.copy(getattr(snapshot.numbers, field.name))
        for field in dataclasses.fields(snapshot.numbers)
        if isinstance(getattr(snapshot.numbers, field.name), np.ndarray)
    }
    weights = [weights.copy() for weights in snapshot.numbers.weights]
    made.handle(Step(10))
    run_out(made)
    for name, array in kept.items():
        np.testing.assert_array_equal(getattr(snapshot.numbers, name), array)
    for before, after in zip(weights, snapshot.numbers.weights, strict=True):
        np.testing.assert_array_equal(before, after)


def test_of_large_data_a_window_of_examples_is_shown():
    made = session("cubic")
    made.handle(Choose(500))
    numbers = made.snapshot().numbers
    assert len(numbers.inputs) == len(numbers.outputs) == 64
    assert numbers.first <= 500 < numbers.first + 64
    np.testing.assert_array_equal(numbers.inputs[numbers.row], made.trainer.dataset.inputs[500])


@pytest.mark.parametrize("name", ["and-perceptron", "vertical-predefined"])
def test_a_network_that_cannot_learn_has_no_future_to_fork(name):
    made = session(name)
    for command in (Play(), Fork(), Play(), Step()):
        made.handle(command)
        run_out(made)
    snapshot = made.snapshot()
    assert "fork" in snapshot.progress.notice
    assert len(snapshot.branches) == 1
    assert snapshot.progress.epoch == 0
