"""The loss curve and the log at their edges: full buckets, epochs told anew, forks within a block, gaps."""

import numpy as np

from perceptop.core.session.timeline.loss_history import MOST_BUCKETS, MOST_LINES, EpochLog, LossCurve
from tests.core.session.timeline.test_loss_history import stretch


def curve_of(count):
    curve = LossCurve()
    curve.add(0, np.arange(count, 0, -1.0))
    return curve


def test_buckets_join_only_when_one_epoch_has_no_room():
    assert len(curve_of(MOST_BUCKETS).curve().epochs) == MOST_BUCKETS
    joined = curve_of(MOST_BUCKETS + 1).curve()
    assert joined.epochs[:2].tolist() == [0, 2]
    assert (joined.lows[0], joined.highs[0]) == (MOST_BUCKETS, MOST_BUCKETS + 1)


def test_the_newest_but_one_told_anew_drops_the_newest():
    curve = curve_of(100)
    curve.add(98, np.array([7.0]))
    kept = curve.curve()
    assert (kept.last, kept.epochs[-1], kept.lows[-1]) == ((98, 7.0), 98, 7.0)


def test_a_curve_until_an_epoch_ends_with_its_loss():
    until = curve_of(100).until(40).curve()
    assert (until.last, until.epochs[-1], len(until.epochs)) == ((40, 60.0), 40, 41)
    assert curve_of(100).until(99).curve().last == (99, 1.0)


def test_a_log_until_an_epoch_has_that_epoch():
    log = EpochLog()
    log.add(stretch(0, 10))
    log.add(stretch(10, 10))
    assert log.until(14).lines().epochs.tolist() == list(range(15))
    assert log.until(4).lines().epochs.tolist() == list(range(5))


def test_a_log_with_a_gap_begins_after_it():
    log = EpochLog()
    log.add(stretch(0, 5))
    log.add(stretch(7, 3))
    assert log.lines().epochs.tolist() == [7, 8, 9]


def test_a_log_that_takes_back_often_still_keeps_all_lines():
    log = EpochLog()
    for first in range(0, 600, 3):
        log.add(stretch(first, 3))
        log.add(stretch(first, 3))
    assert log.lines().epochs.tolist() == list(range(600 - MOST_LINES, 600))
