"""What `train` makes of the course that a run is given: watchpoints, changes on the way; and options at odds."""

import json

import pytest

from perceptop.app.cli.main import main

EVENTS = "[[event]]\nepoch = 100\nlearning_rate = 5\n"
STOPPING = """
[data]
truth_table = "a ^ b"
[network]
layers = [2, 4, 1]
activation = "sigmoid"
[training]
learning_rate = 5
epochs = 3000
stop_when = ["loss=0.2"]
"""


def json_of(capsys, *arguments):
    assert main(["train", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_stop_when_of_a_file_ends_training_and_says_why(tmp_path, capsys):
    path = tmp_path / "own.toml"
    path.write_text(STOPPING)
    result = json_of(capsys, str(path))
    assert result["stopped_because"] == "watchpoint"
    assert 0 < result["epochs"] < 3000
    assert main(["train", str(path)]) == 0
    assert "the loss passed 0.2" in capsys.readouterr().out


def test_stop_when_of_the_command_line_takes_its_place(tmp_path, capsys):
    path = tmp_path / "own.toml"
    path.write_text(STOPPING)
    assert json_of(capsys, str(path), "--stop-when", "epoch=7")["epochs"] == 7


def test_events_are_made_on_the_way(tmp_path, capsys):
    path = tmp_path / "events.toml"
    path.write_text(EVENTS)
    assert json_of(capsys, "xor", "--events", str(path))["epochs"] < json_of(capsys, "xor")["epochs"]
    assert main(["train", "xor", "--events", str(path), "--json-lines", "--every", "100"]) == 0
    rates = {line["epoch"]: line["learning_rate"] for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (rates[0], rates[200]) == (1.0, 5.0)


def test_json_lines_tell_all_rows(capsys):
    assert main(["train", "cubic", "--epochs", "2", "--json-lines"]) == 0
    for line in map(json.loads, capsys.readouterr().out.splitlines()):
        assert (line["rows"], line["first_row"], len(line["outputs"]), len(line["targets"])) == (1000, 1, 1000, 1000)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--plain", "--cues", "xor"], "--cues: found with --plain"),
        (["--plain", "--present"], "--present: found with --plain"),
        (["--pace", "1"], "--pace: found without --plain"),
    ],
)
def test_options_at_odds_are_refused(arguments, message, capsys):
    assert main(["watch", "xor", *arguments]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
