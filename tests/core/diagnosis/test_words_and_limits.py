"""How many are named in a finding, and from where on an output is wrong, solved or good enough."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.diagnosis.milestones import rows_right
from perceptop.core.diagnosis.remaining_error import unsolved
from perceptop.core.diagnosis.rule import listed
from perceptop.core.diagnosis.stuck_rows import wrong_rows
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.session.session import Session

TARGETS = np.array([[-1.0], [1.0], [1.0], [-1.0]])


@pytest.fixture(scope="module")
def xor():
    return Session(load_experiment("xor"), None, playing=False).snapshot()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcde", "a, b, c, d and e"),
        ("abcdef", "a, b, c, d and 2 more"),
    ],
)
def test_five_words_are_listed_and_of_more_the_first_four(words, text):
    assert listed(list(words)) == text


def test_a_row_is_wrong_from_two_fifths_of_the_distance_between_targets_on():
    outputs = np.array([[-0.21], [0.21], [0.19], [np.nan]])
    assert wrong_rows(outputs, TARGETS).tolist() == [2, 3]


def test_a_number_is_near_within_a_fifth_of_the_distance_between_targets(xor):
    outputs, targets = np.array([[[-0.61], [0.59], [1.39], [-1.41], [0.3]]]), np.array([*TARGETS, [0.0]])
    assert rows_right(xor, outputs, targets).tolist() == [[True, False, True, False, True]]


@pytest.mark.parametrize(("mse", "left"), [(0.0099, False), (0.0101, True), (np.nan, True)])
def test_there_is_nothing_left_below_a_twentieth_of_the_spread(xor, mse, left):
    # The spread is 2, so √MSE may be 0.1.
    numbers = dataclasses.replace(xor.numbers, mse=mse, targets=TARGETS)
    assert unsolved(dataclasses.replace(xor, numbers=numbers)) is left
