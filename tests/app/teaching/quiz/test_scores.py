"""Scores: counted by kind, saved whole after each question, beside the sessions that the file holds."""

import json

import pytest

from perceptop.app.teaching.quiz.score import Score, Verdict
from perceptop.app.teaching.quiz.scores_file import ScoresFile
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.addresses import LossAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.question import Question
from tests.app.command_line import perceptop
from tests.app.pseudo_terminal import Terminal


def question(kind="loss", epoch=3):
    return Question(kind, epoch, "What?", ("lower", "higher"), 1, "Because.", Link(LossAddress()))


def test_questions_are_counted_by_kind():
    score = Score("xor")
    for verdict in (
        Verdict(question(), 7, 1),
        Verdict(question(), 7, 0),
        Verdict(question(), 7),
        Verdict(question("rate", 9), 8, 1),
    ):
        score.add(verdict)
    told = score.as_json()
    assert {name: told[name] for name in ("experiment", "asked", "answered", "right")} == {
        "experiment": "xor", "asked": 4, "answered": 3, "right": 2,
    }  # fmt: skip
    assert told["kinds"] == {
        "loss": {"asked": 3, "answered": 2, "right": 1},
        "rate": {"asked": 1, "answered": 1, "right": 1},
    }
    assert told["questions"][1] == {
        "kind": "loss", "seed": 7, "epoch": 3, "question": "What?", "choices": ["lower", "higher"],
        "answer": "higher", "given": "lower", "right": False,
    }  # fmt: skip
    assert told["questions"][2]["given"] is told["questions"][2]["right"] is None


def test_each_session_is_added_and_saved_after_each_question(tmp_path):
    path = tmp_path / "scores.json"
    for right in (1, 2):
        score = Score("xor", save=ScoresFile(path).save)
        for _ in range(right):
            score.add(Verdict(question(), 7, 1))
            assert json.loads(path.read_text())["sessions"][-1]["right"] == len(score.verdicts)
    sessions = json.loads(path.read_text())["sessions"]
    assert [session["right"] for session in sessions] == [1, 2]
    assert len({session["session"] for session in sessions}) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["scores.json"]


def test_a_file_begins_without_sessions(tmp_path):
    ScoresFile(tmp_path / "new.json")
    assert json.loads((tmp_path / "new.json").read_text()) == {"sessions": []}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"sessions": 3}', '{"sessions": [3]}', '{"sessions": [], "x": 1}', "{"]
)
def test_a_file_of_something_else_is_left_as_it_is(tmp_path, text):
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"--scores .*mine\.json"):
        ScoresFile(path)
    assert path.read_text() == text


def test_a_score_that_cannot_be_saved_is_told_once(tmp_path):
    path, told = tmp_path / "scores.json", []
    score = Score("xor", save=ScoresFile(path).save, refused=told.append)
    path.write_text("damaged")
    score.add(Verdict(question(), 7, 1))
    score.add(Verdict(question(), 7, 1))
    assert len(told) == 1
    assert "expected JSON" in told[0]
    assert path.read_text() == "damaged"


@pytest.mark.parametrize("name", ["no/scores.json", "x" * 300, "", "no\nline/x", "."])
def test_a_bad_path_is_one_line_before_the_run_starts(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    result = perceptop("watch", "xor", "--plain", "--scores", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("perceptop: --scores")
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text('{"sessions": []}')
    (tmp_path / "link.json").symlink_to("real.json")
    ScoresFile(tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()


@pytest.mark.slow
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_a_session_of_the_real_program_is_saved(tmp_path, plain):
    path = tmp_path / "scores.json"
    with Terminal("watch", "xor", "--paused", "--scores", str(path), *plain) as terminal:
        terminal.wait_for("the run asks what the step will do" if plain else "you are asked what it will do")
        terminal.keys("s")
        terminal.wait_for("question 1")
        terminal.keys("a\n" if plain else "a")
        terminal.wait_for("of 1 right")
        terminal.keys("q")
        assert terminal.end() == 0
    [session] = json.loads(path.read_text())["sessions"]
    assert (session["experiment"], session["asked"], session["answered"]) == ("xor", 1, 1)
