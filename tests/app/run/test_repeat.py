"""The command that repeats a run: run again, it stands on the same bits, whatever was changed on the way."""

import shlex

import numpy as np
import pytest

from perceptop.app.cli.main import build_parser, options_of
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.repeat_command import command_again, command_back, farewell
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import AddRow, Change, Edit, RemoveRow, SetRow
from perceptop.core.protocol.commands import (
    Back,
    Fork,
    GoTo,
    Make,
    NextExample,
    Play,
    Rebuild,
    Reseed,
    Restart,
    Step,
    Switch,
)
from tests.core.sessions import do, run_out

RATE = Make(Change("learning_rate", 5.0))
RUNS = {
    "a rate": [Step(100), RATE, Step(50)],
    "looked at in history": [Step(100), RATE, Step(50), Back(120)],
    "a fork": [Step(100), Back(40), Fork(), RATE, Step(50)],
    "main beside a fork": [Step(20), RATE, Step(20), Back(30), Fork(), Make(Edit(0, 0, 0, 1.5)), Step(3), Switch(0)],
    "another seed": [Step(10), RATE, Reseed(11), Step(20), Make(Change("momentum", 0.5)), Step(20)],
    "the same start again": [Step(10), RATE, Restart(), Step(20)],
    "within an epoch": [Step(3), NextExample(), RATE, Step(20)],
    "other layers": [
        Step(10),
        RATE,
        Rebuild((("layers", (2, 3, 3, 1)), ("optimizer", "adam"))),
        Step(20),
        RATE,
        Step(9),
    ],
    "another network of another seed": [Reseed(11), Rebuild((("activation", ("tanh", "sigmoid")),)), Step(20)],
    "rows": [Step(5), Make(AddRow((0.5, 0.1), (1.0,))), Step(20), Make(SetRow(0, (), (1.0,))), Step(3)],
    "rows, and other layers with them": [
        Step(5),
        Make(AddRow((0.5, 0.1), (1.0,))),
        Make(RemoveRow(1)),
        Rebuild((("hidden", (3,)),)),
        Step(20),
        Make(RemoveRow(0)),
        Step(5),
    ],
    "a target": [Step(3), Make(Change("target_loss", 0.1)), Step(20)],
}
OVERRIDES = {"batch": 3, "epochs": 5_000, "target_loss": 0.0}


def opened(command):
    """The options and the session that a printed command asks for."""
    words = shlex.split(command)
    assert words[0] == "perceptop"
    options = options_of(build_parser().parse_args(words[1:]))
    return options, open_session(options)


def begun(options):
    made = open_session(options)
    return made, made.snapshot().events


@pytest.mark.by_default(6)
@pytest.mark.parametrize("commands", RUNS.values(), ids=RUNS)
def test_the_command_that_is_left_repeats_the_run(commands, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = RunOptions("xor", OVERRIDES, paused=True)
    made, given = begun(options)
    snapshot = do(made, *commands)
    again = opened(command_again(snapshot, given, options, tmp_path))[1]
    end = snapshot.progress.reached
    do(made, GoTo(end))
    do(again, GoTo(0), Step(end))
    assert again.snapshot().progress.epoch == end
    np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)
    assert again.snapshot().events == made.snapshot().events
    assert again.snapshot().about.values == made.snapshot().about.values


def test_where_nothing_was_changed_nothing_is_written(tmp_path):
    options = RunOptions("xor", {"layers": (2, 4, 1)}, speed="max", stop_when=("flip", "loss=0.01"))
    made, given = begun(options)
    snapshot = do(made, Step(3))
    words = "perceptop watch xor --layers 2,4,1 --seed 7 --speed max --stop-when flip --stop-when loss=0.01"
    assert command_again(snapshot, given, options, tmp_path) == words
    assert command_back(snapshot, given, options, tmp_path) == f"{words} --at 3"
    assert list(tmp_path.iterdir()) == []


def test_changes_that_the_command_line_brought_are_not_written_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = RunOptions("xor", paused=True)
    made, given = begun(options)
    first = command_again(do(made, Step(5), RATE, Step(5)), given, options, tmp_path)
    files = sorted(tmp_path.iterdir())
    options, again = opened(first)
    given = again.snapshot().events
    snapshot = do(again, GoTo(5), Step(3))
    assert command_again(snapshot, given, options, tmp_path) == first
    assert command_back(snapshot, given, options, tmp_path) == f"{first} --at 8"
    assert sorted(tmp_path.iterdir()) == files
    snapshot = do(again, Restart())
    assert command_again(snapshot, given, options, tmp_path) == "perceptop watch xor --seed 7"


def test_a_file_of_other_changes_keeps_its_command_true(tmp_path):
    options = RunOptions("xor", paused=True)
    commands = []
    for rate in (5.0, 2.0, 5.0):
        made, given = begun(options)
        snapshot = do(made, Step(5), Make(Change("learning_rate", rate)), Step(5))
        commands.append(command_again(snapshot, given, options, tmp_path))
    assert commands[0] == commands[2]
    assert commands[1] == commands[0].replace("10.toml", "10-2.toml")
    assert len(list(tmp_path.iterdir())) == 2


def test_changes_that_cannot_be_saved_are_told(tmp_path):
    options = RunOptions("xor", paused=True)
    made, given = begun(options)
    snapshot = do(made, RATE, Step(1))
    line = farewell(snapshot, command_again(snapshot, given, options, tmp_path / "nowhere"))
    assert "again: perceptop watch xor --seed 7 · without its changes, which could not be saved: " in line
    assert "\n" not in line


def test_a_run_with_changes_plays_unless_it_is_to_stand_somewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = RunOptions("xor", {"epochs": 20}, "max", paused=True)
    made, given = begun(options)
    command = command_again(do(made, Step(5), RATE, Play()), given, options, tmp_path)
    again = opened(command)[1]
    run_out(again)
    assert (again.state, again.trainer.epoch) == ("finished", 20)
    np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)
    again = opened(f"{command} --at 3")[1]
    run_out(again)
    assert again.trainer.epoch == 3


def test_a_target_set_on_the_way_ends_the_run_that_is_repeated(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = RunOptions("xor", speed="max", paused=True)
    made, given = begun(options)
    snapshot = do(made, Step(5), Make(Change("target_loss", 0.4)), Play())
    assert snapshot.progress.state == "finished"
    again = opened(command_again(snapshot, given, options, tmp_path))[1]
    do(again, Play())
    assert (again.state, again.trainer.epoch) == ("finished", snapshot.progress.epoch)


def test_plain_stays_plain():
    assert RunOptions("xor", plain=True).command(7, at=3) == "perceptop watch xor --seed 7 --at 3 --plain"


@pytest.mark.parametrize("name", ["and-perceptron", "letters-v1"])
def test_a_network_that_does_not_learn_has_no_epoch_to_begin_at(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="at: found epoch 5, expected epoch 0: here is nothing to train"):
        open_session(RunOptions(name, at=5))
    options = RunOptions(name, paused=True)
    made, given = begun(options)
    do(made, Make(Edit(0, 0, 0, 0.125)))
    again = opened(
        command_again(made.snapshot(), given, options, tmp_path).replace("--events ", f"--events {tmp_path}/")
    )
    snapshot = do(again[1], Play(), Step(2))
    assert (snapshot.progress.state, snapshot.progress.epoch) == ("finished", 0)
    assert snapshot.numbers.weights[0][0, 0] == 0.125
