"""Negative examples where rows are read: "not e", right when e has not come out."""

import numpy as np
import pytest

from perceptop.app.cli.train.command import summary, words
from perceptop.app.plain.rows import row_line
from perceptop.app.wording.example_text import expected_text, judge
from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.session.report import report_of_snapshot
from tests.core.sessions import session

FILE = """
[data]
inputs = [[0], [1]]
targets = [[0], [0]]
negative = [2]
[network]
activation = "linear"
weights = [[[{weight}]]]
bias = false
[training]
epochs = 3
"""


@pytest.fixture
def snapshot(tmp_path):
    def make(weight):
        file = tmp_path / "two.toml"
        file.write_text(FILE.format(weight=weight))
        return session(file).snapshot()

    return make


def judged(shown):
    return judge(shown.about, shown.numbers.targets, shown.numbers.outputs, shown.numbers.negative)


def test_a_negative_row_is_right_when_its_target_has_not_come_out(snapshot):
    for weight, right in ((0.9, [True, True]), (0.1, [True, False])):
        shown = snapshot(weight)
        assert judged(shown).tolist() == right


def test_what_is_no_number_is_wrong_in_a_negative_row_too(snapshot):
    shown = snapshot(0.9)
    object.__setattr__(shown.numbers, "outputs", np.full((2, 1), np.nan))
    assert judged(shown).tolist() == [False, False]


def test_it_is_read_as_not(snapshot):
    shown = snapshot(0.9)
    assert [expected_text(shown.about, shown.numbers, row) for row in (0, 1)] == ["0", "not 0"]
    assert row_line(shown, 1).endswith("expected not 0, right")
    assert report_of_snapshot(shown).sentences()[-1] == "expected 0, not 0"
    assert report_of_snapshot(shown).as_json()["negative"] == [2]


def test_train_says_not_and_json_lists_the_rows(tmp_path):
    file = tmp_path / "two.toml"
    file.write_text(FILE.format(weight=0.5))
    experiment = load_experiment(file)
    trainer = experiment.trainer()
    trainer.run()
    result = summary(experiment, trainer, [], 0.0)
    assert result["negative"] == [2]
    first, second = words(result, "", experiment.dataset).splitlines()[2:]
    assert first == "row 1: output 0  expected 0"
    assert second.endswith("expected not 0")


def test_data_without_marks_says_nothing_of_them():
    assert "negative" not in report_of_snapshot(session("xor").snapshot()).as_json()
    assert Dataset([[0]], [[0]]).negative is None
