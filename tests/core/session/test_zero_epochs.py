"""A run of 0 epochs stands at its end, from which it can be played on like any other; where there is nothing to train
it cannot.
"""

import pytest

from perceptop.core.protocol.commands import GoTo, Play, Step
from tests.core.sessions import run_out, session


@pytest.mark.parametrize("command", [Step(3), GoTo(3)])
def test_steps_and_jumps_train_on(command):
    made = session("xor", epochs=0)
    run_out(made)
    assert made.snapshot().progress.state == "finished"
    made.handle(command)
    run_out(made)
    assert made.snapshot().progress.epoch == 3


def test_it_plays_on():
    made = session("xor", epochs=0)
    run_out(made)
    made.handle(Play())
    assert made.state == "running"


def test_given_weights_stay_as_they_are():
    made = session("letters-v1")
    run_out(made)
    made.handle(Step(3))
    run_out(made)
    assert made.snapshot().progress.epoch == 0
