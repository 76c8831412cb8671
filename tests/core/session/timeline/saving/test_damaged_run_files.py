"""A run file that was damaged: one line with file, key, what was found and what was expected."""

import pytest

from perceptop.app.cli.main import main
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.saved_run import with_saved_run
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Fork, Make, SaveRun, Step
from tests.core.sessions import do, session


@pytest.fixture
def sound(tmp_path):
    made = session()
    changes = [Make(Change("learning_rate", 0.3)), Make(Edit(0, 1, 2, -0.5))]
    do(made, Step(50), *changes, Fork(), Step(20), SaveRun(str(tmp_path / "run.toml"), "xor"))
    return (tmp_path / "run.toml").read_text()


DAMAGE = {
    'experiment = "xor"': ("", "run.experiment: found nothing, expected a text"),
    'experiment = "xor" ': ('experiment = "xorr"', "sample: found xorr, expected xor?"),
    'experiment = "xor"  ': ('experiment = "none.toml"', "none.toml: found no such file"),
    'experiment = "xor"   ': ('experiment = "run.toml"', "found a run that was saved, expected an experiment file"),
    'experiment = "xor"    ': ('experiment = "xor"\nsettings = { layers = 3 }', "run.settings.layers: found 3"),
    'experiment = "xor"     ': ('experiment = "xor"\nsettings = { layer = 3 }', "run.settings.layer: found an unknown"),
    'experiment = "xor"      ': ('experiment = "xor"\nsettings = { learning_rate = 8 }', "xor: found another start"),
    'experiment = "xor"       ': ('experiment = "xor"\ntable = { test = 2 }', "run.table.test: found 2"),
    'experiment = "xor"        ': ('experiment = "x\\u001b[31m\\u0000/"', "\\x1b[31m"),
    "start = ": ("begin = ", "run.start: found nothing, expected a text"),
    'start = "': ('start = "0', "xor: found another start, expected the data, settings and first weights"),
    "epoch = 70": ("epoch = 71", "run.epoch: found 71, expected at most 70, where the branch ends"),
    "epoch = 70 ": ("epoch = -1", "run.epoch: found -1, expected a whole number of 0 or more"),
    "branch = 2": ("branch = 3", "run.branch: found 3, expected 1 to 2"),
    'speed = "max"': ('speed = "fast"', "run.speed: found 'fast', expected 0.001"),
    'speed = "max" ': ("speed = 0", "run.speed: found 0, expected 0.001"),
    'speed = "max"  ': ('stop_when = ["flop"]', "run.stop_when: stop-when: found flop"),
    'name = "fork 1"': ("name = 1", "branch 2.name: found 1, expected a text"),
    'name = "fork 1" ': ('name = ""', "branch 2.name: found '', expected 1 to 60 characters"),
    "epochs = 70": ("epochs = 40", "branch 2.epochs: found 40, expected at least 50: there is a change"),
    "epochs = 70 ": ('epochs = "x"', "branch 2.epochs: found 'x', expected a whole number"),
    "learning_rate = 0.3": ("learning_rate = -1", "branch 1: event at epoch 50: learning rate: found -1"),
    "learning_rate = 0.3 ": ("momentom = 1", "branch 1.event 1.: found 0 changes, expected one of"),
    'weight = "0.1-1.2"': ('weight = "0.1-1.9"', "branch 1.event 2.weight: "),
    "# A run": ("brunch = 1 # A run", "brunch: found an unknown key, expected branch?"),
    "[run]": ("[run]\nnews = 1", "run.news: found an unknown key"),
}  # fmt: skip


@pytest.mark.by_default(10)
@pytest.mark.parametrize("words", DAMAGE)
def test_a_damaged_run_file_is_refused_in_one_line(words, sound, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    other, message = DAMAGE[words]
    assert words.strip() in sound
    (tmp_path / "run.toml").write_text(sound.replace(words.strip(), other, 1))
    with pytest.raises(BadInput) as refusal:
        open_session(with_saved_run(RunOptions("run.toml")))
    line = str(refusal.value)
    assert message in line
    assert line.isprintable()


def test_a_run_of_too_many_branches_is_refused(sound, tmp_path):
    path = tmp_path / "run.toml"
    path.write_text(sound + '\n[[branch]]\nname = "more"\n' * 7)
    with pytest.raises(BadInput, match="branch: found 9 branches, expected at most 8"):
        open_session(with_saved_run(RunOptions(str(path))))


@pytest.mark.parametrize(
    "options", [["--seed", "3"], ["--layers", "2,2,1"], ["--target", "a"], ["--no-scale"], ["--events", "e.toml"]]
)
def test_what_a_run_has_been_cannot_be_chosen_anew(options, sound, tmp_path, capsys):
    assert main(["watch", str(tmp_path / "run.toml"), *options]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"perceptop: {options[0]}: found it with a run that was saved, expected none")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["train", "explain", "study"])
def test_other_commands_say_that_a_run_is_watched(command, sound, tmp_path, capsys):
    assert main([command, str(tmp_path / "run.toml")]) == 2
    assert "found a run that was saved, expected an experiment file; perceptop watch opens the run" in (
        capsys.readouterr().err
    )
