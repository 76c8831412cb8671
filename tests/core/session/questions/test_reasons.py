"""The reasons of answers: their numbers against the textbook's network, and the words that fit the way of learning."""

import re

import numpy as np
import pytest

from perceptop.core.protocol.commands import AskQuestion, GoTo
from tests.core.session.questions.answers import ahead_of
from tests.core.sessions import do, session
from tests.core.textbook import Textbook, Y


@pytest.fixture(scope="module")
def textbook():
    return Textbook(1300)


EPOCHS = range(0, 120, 9)


def questions(kind, epochs=range(0, 120, 3), steps=1, **overrides):
    made = session("xor", **overrides)
    found = [do(made, GoTo(epoch), AskQuestion(steps, kind)).question for epoch in epochs]
    return [question for question in found if question]


def numbers_in(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]


def test_weights_and_gradients_are_those_of_the_textbook(textbook):
    for question in questions("weight"):
        address, epoch = question.link.address, question.epoch
        place = address.row((2, 4, 1)), address.target
        before, after = (textbook.weights[at][address.layer][place] for at in (epoch, epoch + 1))
        told = numbers_in(question.why.partition(", ")[2])
        assert told == pytest.approx([before, after, before - after], rel=6e-3), question
        assert question.answer == ("up" if after > before else "down")


@pytest.mark.parametrize("steps", [1, 7])
def test_errors_are_those_of_the_textbook(textbook, steps):
    for question in questions("loss", steps=steps):
        ahead = ahead_of(r"after (?:the next epoch|([\d,]+) more epochs)", question.text)
        before, after = (textbook.losses[at] / 2 for at in (question.epoch, question.epoch + ahead))
        assert numbers_in(question.why)[:2] == pytest.approx([before, after], rel=6e-3)
        assert question.answer == ("higher" if after > before else "lower")


def test_rows_turn_right_where_the_textbook_has_it(textbook):
    found = {"right": 0, "solved": 0}
    right = [(outputs > 0.5) == (Y[:, 0] > 0.5) for outputs in textbook.outputs]
    for question in [*questions("right", EPOCHS), *questions("solved", EPOCHS)]:
        after = np.array(right[question.epoch :])
        if question.kind == "solved":
            end = ahead_of(r"by epoch ([\d,]+)", question.text)
            solved = np.array(right[question.epoch : end + 1]).all(axis=1).any()
            assert question.answer == ("yes" if solved else "no")
        else:
            row = ahead_of(r"row ([\d,]+)", question.answer) - 1
            turned = question.epoch + int(after[:, row].argmax())
            assert f"turns right at epoch {turned}" in question.why
        found[question.kind] += 1
    assert min(found.values()) > 2


def test_an_epoch_of_several_updates_adds_them_up():
    assert all("the 2 updates of the epoch add up to" in each.why for each in questions("weight", batch=2))


def test_a_weight_that_goes_with_its_gradient_is_no_descent_of_this_gradient():
    for question in questions("weight", momentum=0.9, learning_rate=2.0):
        gradient, rises = numbers_in(question.why)[-1], question.answer == "up"
        alone = "does not go by the present gradient alone" in question.why
        assert alone == ((gradient > 0) == rises)


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ({"learning_rate": 60.0}, "a step of sgd at learning rate 60 is too long here, and goes past the low point"),
        ({"learning_rate": 60.0, "batch": 1}, "each update lowers the loss of its own batch, not that of all rows"),
        ({"learning_rate": 60.0, "l2": 0.01}, "the update lowers half_sse + L2, not the MSE"),
    ],
)
def test_a_loss_that_rises_has_a_reason(overrides, reason):
    risen = [each for each in questions("loss", range(12), **overrides) if each.answer == "higher"]
    assert risen
    assert all(each.why.endswith(f": {reason}.") for each in risen)


def test_twice_the_rate_is_what_the_textbook_makes_of_it(textbook):
    for question in questions("rate", epochs=(0, 20, 60)):
        end = ahead_of(r"at epoch ([\d,]+)", question.text)
        once, twice = textbook.losses[end] / 2, Textbook(end, rates={question.epoch: 2.0}).losses[end] / 2
        assert question.answer == ("higher" if twice > once else "lower")
        assert numbers_in(question.why)[1:3] == pytest.approx([twice, once], rel=6e-3)


def test_what_carries_a_row_is_the_largest_product_of_the_textbook(textbook):
    for question in questions("carries"):
        hidden, output = textbook.weights[question.epoch]
        products = (1 / (1 + np.exp(-np.array([1.0, 1.0, 1.0]) @ hidden))) * output[:4, 0]
        assert question.answer == f"h{np.abs(products).argmax() + 1}"
        assert numbers_in(question.why.partition(" = ")[2])[0] == pytest.approx(
            products[np.abs(products).argmax()], rel=6e-3
        )
