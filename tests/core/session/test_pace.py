"""Pace: how many epochs are due, at any speed and time."""

import pytest

from perceptop.core.session.run_control import Pace


@pytest.mark.parametrize("speed", [0.3, 1, 60, 1000, 7.77])
def test_after_a_while_as_many_are_done_as_were_asked(speed):
    pace, epoch, now = Pace(speed), 0, 0.0
    for _ in range(2000):
        now += 0.01
        epoch += pace.due(now, epoch)
    assert abs(epoch - speed * now) <= 1


@pytest.mark.parametrize("speed", [0.3, 1, 60, 100, 1000, 7.77])
def test_whoever_waits_as_told_finds_an_epoch_due(speed):
    pace, now = Pace(speed), 12345.678
    pace.start(now, 0)
    for epoch in range(500):
        now += pace.wait(now, epoch)
        assert pace.due(now, epoch) == 1


def test_without_a_speed_there_is_always_something_due():
    pace = Pace(None)
    assert pace.wait(0.0, 5) == 0.0
    assert pace.due(0.0, 5) > 1000


def test_a_long_halt_is_not_caught_up_with():
    pace = Pace(100)
    assert pace.due(60.0, 0) <= 30


def test_after_a_long_halt_a_quarter_of_a_second_is_caught_up_with():
    assert Pace(100).due(60.0, 0) == 25
