"""The command of a run that was played past its end repeats it to where it came, not only to that end."""

import shlex

import numpy as np
import pytest

from perceptop.app.cli.main import build_parser, options_of
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.repeat_command import command_again
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import Back, GoTo, Make, Play, Step
from tests.core.sessions import do, run_out


@pytest.mark.parametrize("overrides", [{"epochs": 30}, {"target_loss": 0.4}], ids=str)
@pytest.mark.parametrize("change", [[], [Make(Change("learning_rate", 2.0))]], ids=["", "changed"])
def test_it_comes_to_the_newest_epoch(overrides, change, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = RunOptions("xor", overrides, speed="max", paused=True)
    made = open_session(options)
    snapshot = do(made, Play(), *change, Step(25), Back(5))
    reached = snapshot.progress.reached
    words = shlex.split(command_again(snapshot, (), options, tmp_path))
    again = open_session(options_of(build_parser().parse_args(words[1:])))
    run_out(again)
    assert again.snapshot().progress.epoch == reached
    do(made, GoTo(None))
    np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)


def test_a_run_that_only_reached_its_end_is_played_to_it(tmp_path):
    options = RunOptions("xor", {"epochs": 30}, paused=True)
    snapshot = do(open_session(options), Play())
    assert "--at" not in command_again(snapshot, (), options, tmp_path)
