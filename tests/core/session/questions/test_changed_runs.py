"""Questions about runs that were changed on the way: settings, weights, rows of data; in history and at the newest."""

import numpy as np
import pytest

from perceptop.core.protocol.changes import AddRow, Change, Edit, RemoveRow, SetRow
from perceptop.core.protocol.commands import AskQuestion, Fork, GoTo, Make, Restart, Switch
from perceptop.core.protocol.question import KINDS
from tests.core.sessions import do, session

CHANGES = [
    Change("learning_rate", 3.0),
    Change("batch", 1),
    Change("optimizer", "adam"),
    Edit(0, 1, 2, -4.0),
    SetRow(0, (1.0, 1.0), (1.0,)),
    AddRow((0.5, 0.5), (1.0,)),
    RemoveRow(2),
]


def errors(made, epochs):
    """The MSE at these epochs, each as the session itself gets there."""
    return [do(made, GoTo(epoch)).numbers.mse for epoch in epochs]


@pytest.mark.by_default(4)
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_the_answer_is_what_the_run_does_after_a_change_and_over_one_in_history(change):
    made = session("xor")
    do(made, GoTo(20), Make(change))
    for at, ahead in ((20, 10), (15, 10), (12, 3)):
        before, after = errors(made, (at, at + ahead))
        question = do(made, GoTo(at), AskQuestion(ahead, "loss")).question
        if question is not None:
            assert question.answer == ("higher" if after > before else "lower"), (at, question)
        question = do(made, AskQuestion(ahead, "weight")).question
        if question is not None:
            weights = [do(made, GoTo(epoch)).numbers.weights for epoch in (at, at + ahead)]
            address = question.link.address
            old, new = (each[address.layer][address.row((2, 4, 1)), address.target] for each in weights)
            assert question.answer == ("up" if new > old else "down")


@pytest.mark.by_default(4)
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_row_is_right_by_the_rows_that_the_run_has_now(change):
    made = session("xor")
    do(made, GoTo(20), Make(change))
    question = do(made, AskQuestion(50, "solved")).question
    trainer, solved = made.trainer, False
    for epoch in range(20, 71):
        outputs = do(made, GoTo(epoch)).numbers.outputs
        solved |= bool(((outputs > 0.5) == (trainer.dataset.targets > 0.5)).all())
    if question is not None:
        assert f"all {len(trainer.dataset)} rows" in question.text
        assert question.answer == ("yes" if solved else "no")


def test_over_a_change_in_history_rows_are_not_asked_about():
    made = session("xor")
    do(made, GoTo(20), Make(AddRow((0.5, 0.5), (1.0,))), GoTo(30), GoTo(5))
    assert [do(made, AskQuestion(20, kind)).question for kind in ("right", "solved", "rate")] == [None] * 3


@pytest.mark.parametrize("command", [Make(Change("learning_rate", 3.0)), Restart(), Fork()], ids=str)
def test_a_question_goes_with_what_it_was_about(command):
    made = session("xor")
    assert do(made, GoTo(5), AskQuestion()).question is not None
    assert do(made, command).question is None


def test_on_another_branch_its_own_future_is_asked_about():
    made = session("xor")
    do(made, GoTo(40), GoTo(10), Make(Change("learning_rate", 8.0), in_fork=True), GoTo(40))
    for branch in (0, 1, 0):
        do(made, Switch(branch))
        before, after = errors(made, (12, 22))
        question = do(made, GoTo(12), AskQuestion(10, "loss")).question
        told = [float(part.rstrip(":")) for part in question.why.split()[3:6:2]]
        assert told == pytest.approx([before, after], rel=6e-3)


def test_no_bit_changes_where_rows_were_changed():
    made = session("xor")
    do(made, GoTo(20), Make(AddRow((0.5, 0.5), (1.0,))), GoTo(25))
    before = made.trainer.state()
    for kind in KINDS:
        do(made, AskQuestion(1, kind))
    after = made.trainer.state()
    assert np.array_equal(before.theta, after.theta)
    assert after.dataset is before.dataset
    assert len(made.trainer.dataset) == 5
