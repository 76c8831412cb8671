"""Watchpoints: each fires on the very epoch, at full speed as epoch by epoch, and says what happened."""

from functools import lru_cache

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.commands import GoTo, Play, Step, WatchFor
from perceptop.core.training.watchpoints import parse_watchpoint
from tests.core.sessions import do, run_out, session

FAR = {"epochs": 3000, "target_loss": 0.0}


@lru_cache
def record(epochs=3000, **overrides):
    """Outputs, weights and losses of every epoch of a run, one epoch at a time."""
    trainer = load_experiment("xor").override(Overrides(**(FAR | overrides))).trainer()
    rows = []
    for _ in range(epochs + 1):
        hidden = trainer.network.forward(trainer.dataset.inputs).activations[1]
        rows.append((trainer.outputs.ravel(), trainer.network.theta.copy(), trainer.loss, hidden))
        trainer.run(epochs=1)
    return [np.array(column) for column in zip(*rows, strict=True)]


def epochs_of(text, most=40, **overrides):
    """The epochs at which a run at full speed pauses for a watchpoint, and what it says."""
    made = session(options={"watch_for": (text,)}, **(FAR | overrides))
    stops = []
    while len(stops) < most:
        progress = do(made, Play()).progress
        if progress.state != "paused":
            break
        stops.append((progress.epoch, progress.sentence))
    return stops


def changes(happened):
    """The epochs at which it happened, for what happened between rows."""
    return (np.flatnonzero(happened.reshape(len(happened), -1).any(axis=1)) + 1).tolist()


def test_flip_stops_where_an_output_crosses_one_half():
    outputs, *_ = record()
    expected = changes((outputs[1:] > 0.5) != (outputs[:-1] > 0.5))
    stops = epochs_of("flip")
    assert [epoch for epoch, _ in stops] == expected
    assert len(expected) > 2
    assert "the output of row" in stops[0][1]
    assert f"at epoch {expected[0]:,}" in stops[0][1]


def test_sign_stops_where_a_weight_changes_its_sign():
    _, thetas, *_ = record()
    expected = changes(thetas[1:] * thetas[:-1] < 0)
    stops = epochs_of("sign")
    assert [epoch for epoch, _ in stops] == expected
    assert len(expected) > 1
    place = int(np.flatnonzero(thetas[expected[0]] * thetas[expected[0] - 1] < 0)[0])
    row, column = divmod(place, 4) if place < 12 else divmod(place - 12, 1)
    layer = 0 if place < 12 else 1
    name = "b" if row == (2, 4)[layer] else row
    assert stops[0][1].startswith(f"weight {layer}.{name}-{layer + 1}.{column} changed its sign")


def test_rise_stops_where_the_loss_rises():
    _, _, losses, _ = record(learning_rate=30.0)
    expected = changes(losses[1:] > losses[:-1])
    assert [epoch for epoch, _ in epochs_of("rise", learning_rate=30.0)] == expected[:40]
    assert len(expected) > 3


def test_saturate_stops_where_a_neuron_stands_at_an_end_of_its_range():
    *_, hidden = record(learning_rate=30.0)
    ends = np.minimum(hidden, 1 - hidden).max(axis=1)
    expected = changes((ends[:-1] > 0.01) & (ends[1:] <= 0.01))
    stops = [epoch for epoch, sentence in epochs_of("saturate", learning_rate=30.0) if "neuron 1." in sentence]
    assert stops == expected[:40]


def test_a_loss_is_passed_on_the_very_epoch():
    _, _, losses, _ = record()
    expected = changes((losses[1:] > 0.05) != (losses[:-1] > 0.05))
    assert [epoch for epoch, _ in epochs_of("loss=0.05")] == expected


def test_an_epoch_is_reached():
    assert epochs_of("epoch=777") == [(777, "stopped as asked, at epoch 777")]


def test_stepping_pauses_on_the_same_epoch_and_no_step_is_swallowed():
    made = session(options={"watch_for": ("epoch=3",)}, **FAR)
    epochs = [do(made, Step()).progress.epoch for _ in range(6)]
    assert epochs == [1, 2, 3, 4, 5, 6]
    many = session(options={"watch_for": ("epoch=3",)}, **FAR)
    many.handle(Step(6))
    run_out(many)
    assert many.trainer.epoch == 3


def test_history_played_again_pauses_at_the_same_epoch():
    made = session(options={"watch_for": ("loss=0.05",)}, **FAR)
    first = do(made, Play()).progress.epoch
    do(made, Step(50), GoTo(0))
    assert do(made, Play()).progress.epoch == first


def test_watchpoints_can_be_switched_on_and_off_on_the_way():
    made = session(**FAR)
    do(made, WatchFor(("epoch=5", "flip")))
    assert made.snapshot().watching == ("epoch=5", "flip")
    do(made, WatchFor(()))
    assert do(made, Play()).progress.state == "finished"


def test_the_bits_are_the_same_with_watchpoints_and_without():
    watched, free = session(options={"watch_for": ("sign", "flip")}, **FAR), session(**FAR)
    while do(watched, Play()).progress.state == "paused":
        pass
    do(free, Play())
    np.testing.assert_array_equal(watched.trainer.network.theta, free.trainer.network.theta)


@pytest.mark.parametrize(
    "text", ["flips", "loss=", "loss=x", "loss=1e999", "epoch=-1", "epoch=1.5", "", "loss=0.1 flip"]
)
def test_what_is_no_watchpoint_is_refused_with_what_is(text):
    with pytest.raises(BadInput, match="expected one of flip, sign, rise, saturate, test-rise, loss=X"):
        parse_watchpoint(text)


SIGNS = [(1e-300, -1e-300, True), (-1e300, 1e300, True), (0.0, 1.0, False)]


@pytest.mark.parametrize(("before", "after", "fires"), SIGNS)
def test_a_sign_is_that_of_the_smallest_and_of_the_largest_weight(before, after, fires):
    with np.errstate(all="raise"):
        assert parse_watchpoint("sign").fires(np.array([[before]]), np.array([[after]])).tolist() == [[fires]]
