"""What may run for ever says so, and speeds stay within what a run can keep."""

import pytest

from perceptop.app.cli.main import main
from perceptop.app.cli.train.command import say_if_endless
from perceptop.core.experiments.experiment import load_experiment

NO_EPOCHS = """
[data]
truth_table = "and"
[network]
layers = [2, 1]
[training]
learning_rate = 1.0
batch = 1
"""


def endless(tmp_path, capsys, more, watchpoints=()):
    path = tmp_path / "mine.toml"
    path.write_text(NO_EPOCHS + more)
    say_if_endless(load_experiment(path).trainer(), watchpoints)
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "watchpoints", "until"),
    [
        ("", (), "Ctrl+C"),
        ("target_loss = 0.01", (), "its loss is 0.01 or Ctrl+C"),
        ("plateau = { epochs = 10 }", ("flip",), "it has reached a plateau or flip happens or Ctrl+C"),
    ],
)
def test_a_run_without_a_number_of_epochs_says_when_it_ends(tmp_path, capsys, more, watchpoints, until):
    said = endless(tmp_path, capsys, more, watchpoints)
    assert said == f"perceptop train: no number of epochs is given (--epochs N): it runs until {until}\n"


@pytest.mark.parametrize("form", ["--json", "--json-lines"])
def test_it_is_said_on_stderr_in_every_form(tmp_path, capsys, form):
    path = tmp_path / "mine.toml"
    path.write_text(NO_EPOCHS + "target_loss = 0.2")
    assert main(["train", str(path), form]) == 0
    assert capsys.readouterr().err.count("until its loss is 0.2 or Ctrl+C") == 1


def test_a_run_with_an_end_says_nothing(tmp_path, capsys):
    assert endless(tmp_path, capsys, "epochs = 10") == ""
    say_if_endless(load_experiment("spam-neuron").trainer(), ())
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("speed", ["1e-12", "0", "nan", "inf", "1e10"])
def test_a_speed_beyond_all_use_is_refused(capsys, speed):
    with pytest.raises(SystemExit) as end:
        main(["watch", "--speed", speed])
    assert end.value.code == 2
    assert capsys.readouterr().err.endswith("expected epochs a second, 0.001 to 1,000,000,000, or max\n")
