"""The loss curve and the log of epochs: what must never be lost, and how little they may keep."""

import numpy as np
import pytest

from perceptop.core.session.timeline.loss_history import MOST_BUCKETS, MOST_LINES, EpochLog, LossCurve
from perceptop.core.training.epoch_block import EpochBlock


def stretch(first, count):
    """Epochs with two outputs for each of three examples, all of them near the number of the epoch."""
    numbers = np.arange(first, first + count, dtype=float)
    outputs = numbers[:, None, None] + np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    return EpochBlock(first, numbers, outputs, np.zeros((2, 3)))


@pytest.mark.parametrize("chunk", [1, 7, 64, 5000])
def test_the_curve_keeps_every_minimum_and_maximum(chunk):
    losses = np.random.default_rng(1).uniform(1, 2, 20_000)
    losses[4321], losses[17_777] = 0.5, 3.0
    curve = LossCurve()
    for first in range(0, len(losses), chunk):
        curve.add(first, losses[first : first + chunk])
    kept = curve.curve()
    assert len(kept.epochs) <= MOST_BUCKETS
    width = int(kept.epochs[1])
    for place, epoch in enumerate(kept.epochs.astype(int)):
        assert kept.lows[place] == losses[epoch : epoch + width].min()
        assert kept.highs[place] == losses[epoch : epoch + width].max()
    assert kept.first == (0, losses[0])
    assert kept.last == (19_999, losses[-1])


def test_a_loss_told_twice_changes_nothing():
    once, twice = LossCurve(), LossCurve()
    losses = np.linspace(5, 1, 3000)
    for first in range(0, 3000, 10):
        once.add(first, losses[first : first + 10])
        twice.add(first, losses[first : first + 10])
        twice.add(first + 9, losses[first + 9 : first + 10])
    np.testing.assert_array_equal(once.curve().highs, twice.curve().highs)
    np.testing.assert_array_equal(once.curve().lows, twice.curve().lows)


def test_another_future_takes_the_place_of_the_old_one():
    curve = LossCurve()
    curve.add(0, np.linspace(1, 0.5, 100))
    curve.add(50, np.full(10, 9.0))
    kept = curve.curve()
    assert kept.last == (59, 9.0)
    assert kept.epochs[-1] == 59
    assert kept.lows[49] < 1


def test_losses_that_are_not_finite_leave_the_curve_in_one_piece():
    curve = LossCurve()
    curve.add(0, np.array([1.0, 2.0, np.inf, np.nan]))
    kept = curve.curve()
    assert kept.epochs.tolist() == [0, 1]
    assert kept.last[0] == 3


def test_the_log_has_each_epoch_once_and_in_order():
    log = EpochLog()
    log.add(stretch(0, 5))
    log.add(stretch(5, 1))
    log.add(stretch(5, 3))
    lines = log.lines()
    assert lines.epochs.tolist() == list(range(8))
    np.testing.assert_allclose(lines.mses, [np.mean(stretch(epoch, 1).outputs ** 2) for epoch in range(8)])
    assert lines.outputs[7].tolist() == [[7.1, 7.4], [7.2, 7.5], [7.3, 7.6]]


def test_the_log_takes_back_epochs_that_are_told_anew():
    log = EpochLog()
    log.add(stretch(0, 10))
    log.add(stretch(4, 2))
    assert log.lines().epochs.tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("count", [1, 64, 500])
def test_the_log_is_bounded(count):
    log = EpochLog()
    for first in range(0, 2000, count):
        log.add(stretch(first, count))
    lines = log.lines()
    assert len(lines.epochs) == MOST_LINES
    assert lines.epochs[-1] == first + count - 1
    assert (np.diff(lines.epochs) == 1).all()


def test_as_long_as_no_more_is_remembered_the_copies_are_the_same():
    curve, log = LossCurve(), EpochLog()
    assert curve.curve() is curve.curve()
    curve.add(0, np.array([1.0, 0.5]))
    first = curve.curve()
    assert curve.curve() is first
    curve.add(2, np.array([0.25]))
    assert (first.last, curve.curve().last) == ((1, 0.5), (2, 0.25))
    log.add(stretch(0, 3))
    assert log.lines() is log.lines()
