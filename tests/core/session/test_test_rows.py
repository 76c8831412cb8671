"""Test rows can be shown in place of the training rows: a window of them, and pictures of them."""

import numpy as np
import pytest

from perceptop.core.protocol.commands import Choose, Rebuild, ShowTest, Step, WantPictures
from perceptop.core.protocol.rows_shown import rows_shown
from tests.core.sessions import do, session


@pytest.fixture
def iris():
    return session("iris")


def shown(made, *commands):
    do(made, *commands)
    return made.snapshot()


def test_training_rows_are_shown_unless_asked_otherwise(iris):
    snapshot = shown(iris, Step(3))
    assert snapshot.test_rows is None
    assert rows_shown(snapshot) is snapshot


def test_the_window_has_the_rows_held_out_and_their_outputs_now(iris):
    snapshot = shown(iris, ShowTest(29), Step(5))
    held, test = snapshot.test_rows, iris.trainer.dataset.test
    assert (held.examples, held.chosen, held.first + len(held.inputs)) == (30, 29, 30)
    assert (held.inputs == test.inputs[held.first :]).all()
    assert (held.targets == test.targets[held.first :]).all()
    assert np.allclose(held.outputs, iris.trainer.network.predict(test.inputs[held.first :]))
    assert rows_shown(snapshot).about.examples == 30
    assert snapshot.about.examples == 120


def test_it_is_another_choice_than_that_of_the_training_row(iris):
    snapshot = shown(iris, Choose(100), ShowTest(7))
    assert (snapshot.numbers.chosen, snapshot.test_rows.chosen) == (100, 7)
    assert shown(iris, ShowTest(99)).test_rows.chosen == 29
    assert shown(iris, ShowTest(None)).test_rows is None


def test_the_confusion_table_counts_the_test_rows(iris):
    picture = shown(iris, WantPictures(("confusion", "weights")), Step(40), ShowTest()).pictures
    assert picture["confusion"].content.counted == 30
    assert picture["confusion"].content.accuracy == iris.trainer.test_accuracy
    assert (picture["confusion"].tested, picture["weights"].tested) == (True, False)
    assert shown(iris, ShowTest(None)).pictures["confusion"].content.counted == 120


def test_without_rows_held_out_it_is_refused():
    snapshot = shown(session("xor"), ShowTest())
    assert snapshot.test_rows is None
    assert (
        snapshot.progress.notice
        == "test rows: found none, expected rows that are held out: of a table, with --test 20%"
    )


def test_a_run_without_them_shows_its_training_rows(iris):
    snapshot = shown(iris, ShowTest(3), Rebuild((("test", 0.0),)))
    assert snapshot.test_rows is None
