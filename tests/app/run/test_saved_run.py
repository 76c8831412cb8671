"""A run that was opened from a file is one of its experiment: its commands and studies name that, not the file."""

import shlex

import numpy as np
import pytest

from perceptop.app.cli.main import options_of, parse
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.repeat_command import command_again, command_back
from perceptop.app.run.saved_run import with_saved_run
from perceptop.app.run.study_options import study_of
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import Fork, GoTo, Make, SaveRun, Step
from tests.core.sessions import Clock, do, run_out


def opened(options):
    made = open_session(options)
    made._control._clock = made._saving._clock = Clock()
    run_out(made)
    return made


@pytest.fixture
def options(tmp_path, monkeypatch):
    """The options that name a file of a run: with other layers, changed, forked, in history."""
    monkeypatch.chdir(tmp_path)
    asked = RunOptions("xor", {"layers": (2, 3, 1), "seed": 5}, paused=True)
    made = opened(asked)
    rate = Make(Change("learning_rate", 0.3))
    do(made, Step(50), rate, Step(50), Fork(), Step(20), GoTo(90), SaveRun("run.toml", "xor", asked.overrides))
    return with_saved_run(RunOptions("run.toml"))


def test_the_command_of_a_reopened_run_repeats_it_from_its_experiment(options, tmp_path):
    made = opened(options)
    snapshot = made.snapshot()
    assert (snapshot.progress.epoch, snapshot.progress.reached) == (90, 120)
    for command in (command_back(snapshot, (), options, tmp_path), command_again(snapshot, (), options, tmp_path)):
        assert command.startswith("perceptop watch xor --layers 2,3,1 --seed 5")
        assert "run.toml" not in command
        repeated = opened(options_of(parse(shlex.split(command)[1:])))
        do(repeated, GoTo(90))
        np.testing.assert_array_equal(repeated.trainer.network.theta, made.trainer.network.theta)


def test_a_study_of_a_reopened_run_is_one_of_its_experiment(options):
    study = study_of(opened(options).snapshot(), options)
    assert study.options.saved is None
    assert study.options.experiment == "xor"
    assert study.options.overrides["learning_rate"] == 0.3
