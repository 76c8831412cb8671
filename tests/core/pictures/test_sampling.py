"""Rows that stand for many, steady ranges, and what sides of a class or a middle they are on."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.diagnosis.remaining_error import spread as spread_of_targets
from perceptop.core.diagnosis.symmetry import _groups
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.pictures.class_marks import marks_of
from perceptop.core.pictures.hidden_space import _turns_at_zero
from perceptop.core.pictures.sampling import round_above, spread


def test_rows_are_spread_to_the_nearest():
    assert spread(12, 4).tolist() == [0, 4, 7, 11]


@pytest.mark.parametrize(("value", "rounded"), [(1.0, 1.0), (2.0, 2.0), (5.0, 5.0), (5.1, 10.0), (0.1, 0.1)])
def test_a_round_number_stays(value, rounded):
    assert round_above(value) == pytest.approx(rounded)


def test_targets_above_the_middle_are_the_second_mark():
    data = Dataset(np.zeros((3, 1)), np.array([[0.1], [0.2], [0.9]]))
    assert marks_of(data, np.arange(3)).of.tolist() == [0, 0, 1]


def test_which_outputs_turn_at_zero():
    found = {name for name, activation in ACTIVATIONS.items() if _turns_at_zero(activation)}
    assert found == {"sigmoid", "sigmoid_stepwise", "tanh", "tanh_stepwise", "step"}


def test_columns_alike_but_for_rounding_and_the_sign_of_0():
    assert _groups(np.array([[1.0, 1.0 + 1e-9, 1.001], [0.0, -0.0, 0.0]])) == [[0, 1]]


def test_equal_targets_have_a_spread_of_1():
    assert spread_of_targets(np.ones((3, 1))) == 1
