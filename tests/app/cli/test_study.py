"""`perceptop study`: what it prints in words, as JSON and as CSV, and how it refuses."""

import json

import pytest

from perceptop.app.cli.main import main


def out(capsys, *arguments):
    assert main(["study", *arguments]) == 0
    return capsys.readouterr().out


def test_json_is_one_object_with_an_outcome_for_each_start(capsys):
    found = json.loads(out(capsys, "xor", "--starts", "4", "--first-seed", "7", "--epochs", "200", "--json"))
    assert {"name", "starts", "epochs", "solved", "seconds", "net_epochs_per_second", "settings"} <= set(found)
    assert (found["name"], found["starts"], found["epochs"]) == ("xor", 4, 200)
    [setting] = found["settings"]
    assert [outcome["seed"] for outcome in setting["outcomes"]] == [7, 8, 9, 10]
    assert setting["solved"] == sum(outcome["state"] == "solved" for outcome in setting["outcomes"])
    assert setting["rate"] == setting["solved"] / 4
    assert setting["interval"][0] < setting["rate"] <= setting["interval"][1]


def test_words_name_the_condition_the_rate_and_its_interval(capsys):
    text = out(capsys, "xor", "--layers", "2,2,1", "--starts", "30", "--epochs", "300", "--vary", "momentum=0|0.9")
    lines = text.splitlines()
    assert lines[0] == "xor: solved means every output on the right side of the middle, within 300 epochs"
    assert lines[1].startswith("momentum 0: ")
    assert lines[2].startswith("momentum 0.9: ")
    assert " of 30 solved, " in lines[1]
    assert "% (95 % interval " in lines[1]


def test_csv_has_a_row_for_each_start(capsys):
    lines = out(capsys, "xor", "--starts", "2", "--epochs", "5", "--vary", "learning_rate=1|2", "--csv").splitlines()
    assert lines[0] == "learning_rate,seed,state,solved_at,loss"
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["1.0", "0", "stuck"], ["1.0", "1", "stuck"], ["2.0", "0", "stuck"], ["2.0", "1", "stuck"],
    ]  # fmt: skip


def test_shards_are_merged_from_files(capsys, tmp_path):
    files = []
    for first in (0, 3):
        files.append(tmp_path / f"{first}.json")
        files[-1].write_text(
            out(capsys, "xor", "--starts", "3", "--first-seed", str(first), "--epochs", "80", "--json")
        )
    merged = json.loads(out(capsys, "--merge", *map(str, files), "--json"))
    whole = json.loads(out(capsys, "xor", "--starts", "6", "--epochs", "80", "--json"))
    assert merged["settings"] == whole["settings"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["xor", "--seed", "3"], "--seed: found 3, expected --first-seed 3"),
        (["xor", "--target-loss", "0.1"], "--target-loss: found 0.1, expected --solved loss=0.1"),
        (["cubic"], "--solved: found targets that are not just two values"),
        (["--merge", "nowhere.json"], "nowhere.json: found no such file"),
        (["xor", "--vary", "momentum"], "--vary momentum: found nothing"),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_code_2(arguments, message, capsys):
    assert main(["study", *arguments]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.err.count("\n") == 1
    assert not shown.out
