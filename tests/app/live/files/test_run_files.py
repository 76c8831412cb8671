"""What is said of files of the run, and that it is not left while one is still being written."""

from types import SimpleNamespace

import pytest

from perceptop.app.live.files.run_files import Files


@pytest.fixture
def said():
    return []


@pytest.fixture
def files(said):
    def notify(words, severity="information", markup=True):
        said.append((words, severity))

    feed = SimpleNamespace(latest=SimpleNamespace(progress=SimpleNamespace(saving="loss.csv")))
    return Files(SimpleNamespace(notify=notify), feed, None, None)


def test_a_run_is_left_while_a_file_is_written_only_if_asked_again(files, said):
    assert [files.keeps_open(), files.keeps_open()] == [True, False]
    assert said == [("A file is still being written: press again to leave without it.", "information")]


def test_a_run_is_left_at_once_if_no_file_is_written(files, said):
    files._feed.latest.progress.saving = ""
    assert (files.keeps_open(), said) == (False, [])


def test_each_file_that_was_written_and_each_notice_is_told_once(files, said):
    written = SimpleNamespace(notices=0, notice="", saves=1, saved="xor.json")
    both = SimpleNamespace(notices=1, notice="xor.toml: found no room", saves=2, saved="loss.csv")
    for progress in (written, written, both, both):
        files.tell(progress)
    assert said == [
        ("Saved: xor.json", "information"),
        ("xor.toml: found no room", "warning"),
        ("Saved: loss.csv", "information"),
    ]
