"""`perceptop study --merge` in a terminal: the merged result on the screen of a study."""

import pytest

from perceptop.app.cli import study as study_command
from perceptop.app.cli.main import main


@pytest.fixture
def shards(tmp_path, capsys):
    files = []
    for first in ("0", "2"):
        files.append(str(tmp_path / f"{first}.json"))
        main(["study", "xor", "--layers", "2,2,1", "--starts", "2", "--first-seed", first, "--epochs", "60", "--json"])
        (tmp_path / f"{first}.json").write_text(capsys.readouterr().out)
    return files


@pytest.fixture
def shown(monkeypatch):
    runs = []
    monkeypatch.setattr(study_command, "screen_or_words", lambda: "screen")
    monkeypatch.setattr("perceptop.app.study.start.watch_run", lambda run, options, ascii: runs.append(run) or 0)
    return runs


def test_in_a_terminal_it_is_watched(shards, shown, capsys):
    assert main(["study", "--merge", *shards]) == 0
    [run] = shown
    assert (run.study.name, run.study.starts, run.study.epochs, run.study.experiment) == ("xor", 4, 60, None)
    assert capsys.readouterr().out == ""


def test_with_the_experiment_its_starts_can_be_opened(shards, shown):
    assert main(["study", "xor", "--layers", "2,2,1", "--merge", *shards]) == 0
    assert shown[0].study.settings[0].shape == "2-2-1"


def test_asked_for_words_it_is_printed(shards, shown, capsys):
    assert main(["study", "--words", "--merge", *shards]) == 0
    assert shown == []
    assert " of 4 solved" in capsys.readouterr().out


def test_another_experiment_is_refused_in_one_line(shards, shown, capsys):
    assert main(["study", "xor3", "--merge", *shards]) == 2
    error = capsys.readouterr().err
    assert error.startswith("perceptop: --merge: found results of xor")
    assert error.count("\n") == 1
