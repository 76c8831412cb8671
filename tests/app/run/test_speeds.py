"""`+` and `-` walk through the speeds, one step at a time; beyond the last it is as fast as it goes."""

import pytest

from perceptop.app.run.speeds import LADDER, faster, slower


@pytest.mark.parametrize(
    ("speed", "above", "below"),
    [(1, 3, 1), (2.5, 3, 1), (30, 60, 10), (10_000, None, 3_000), (None, None, 10_000), (0.2, 1, 1)],
)
def test_a_step_is_the_next_speed_of_the_ladder(speed, above, below):
    assert (faster(speed), slower(speed)) == (above, below)


def test_all_of_the_ladder_is_walked_up():
    speed, walked = LADDER[0], []
    while speed is not None:
        walked.append(speed)
        speed = faster(speed)
    assert tuple(walked) == LADDER
