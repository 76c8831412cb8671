"""Margins of rows: how far outputs are from the border to a wrong answer; and numbers that are told apart."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.data.symbols import Symbols
from perceptop.core.session.questions.margins import has_right_rows, margins
from perceptop.core.session.questions.situation import number, told_apart


def test_two_values_part_in_their_middle():
    zero_one = Dataset([[0.0], [1.0]], [[0.0], [1.0]])
    assert margins(zero_one, np.array([[[0.2], [0.9]], [[0.7], [0.4]]])) == pytest.approx(
        np.array([[0.3, 0.4], [-0.2, -0.1]])
    )
    signed = Dataset([[0.0], [1.0]], [[-1.0], [1.0]])
    assert margins(signed, np.array([[[0.2], [0.9]]])) == pytest.approx(np.array([[-0.2, 0.9]]))


def test_of_several_outputs_the_worst_counts():
    data = Dataset([[0.0]], [[1.0, 0.0]])
    assert margins(data, np.array([[[0.9, 0.55]]])) == pytest.approx(np.array([[-0.05]]))


def test_the_nearest_word_counts():
    data = Dataset([[0.0]], [[0.2]], symbols=Symbols({"a": 0.1, "b": 0.2, "c": 0.4, "also b": 0.2}))
    assert margins(data, np.array([[[0.22]]])) == pytest.approx(np.array([[0.1]]))
    assert margins(data, np.array([[[0.35]]])) == pytest.approx(np.array([[-0.1]]))


def test_a_negative_example_is_right_if_its_target_has_not_come_out():
    data = Dataset([[0.0]], [[1.0]], negative=[True])
    assert margins(data, np.array([[[0.8]]])) == pytest.approx(np.array([[-0.3]]))


def test_what_is_not_finite_is_wrong():
    for negative in (None, [True]):
        data = Dataset([[0.0]], [[1.0]], negative=negative)
        assert margins(data, np.array([[[np.nan]]]))[0, 0] == -np.inf


def test_numbers_are_neither_right_nor_wrong():
    assert not has_right_rows(Dataset([[0.0]], [[0.3]]))


def test_numbers_are_told_apart_unless_rounding_alone_parts_them():
    assert told_apart(0.25012, 0.24988) == ("0.2501", "0.2499")
    assert told_apart(1.0, 1.0000001) is None
    assert told_apart(0.123449999, 0.123450001) is None
    assert told_apart(0.0, 0.0) is None
    assert told_apart(0.0, 1.23e-32) is None
    assert told_apart(float("nan"), 1.0) is None
    assert told_apart(1.5e-7, 2.5e-7) == ("1.5e-7", "2.5e-7")


def test_a_number_that_is_not_finite_says_so():
    assert number(float("inf")) == "not finite"
