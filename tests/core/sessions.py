"""Sessions for tests: a clock that moves when it is told to, and a drive to rest."""

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.session.session import Session


class Clock:
    """A clock that only moves when it is told to, and a hair at each look, as time does."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        self.now += 1e-7
        return self.now


def session(name="xor", speed=None, playing=False, options=None, **overrides):
    clock = Clock()
    experiment = load_experiment(name).override(Overrides(**overrides))
    made = Session(experiment, speed, playing, clock, **(options or {}))
    made.clock = clock
    return made


def run_out(made, most=100_000):
    """Advance until there is nothing left to do now."""
    for _ in range(most):
        if made.wait() != 0:
            return
        made.advance(1e-3)
    raise AssertionError("it does not come to rest")


def do(made, *commands):
    """Hand over commands, each carried out before the next."""
    for command in commands:
        made.handle(command)
        run_out(made)
    return made.snapshot()
