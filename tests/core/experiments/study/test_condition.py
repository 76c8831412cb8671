"""Conditions of many networks at once, beside a loop over one after the other."""

import numpy as np
import pytest

from perceptop import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.study.condition import parse_condition

XOR = Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
CLASSES = Dataset([[0.0], [1.0], [2.0]], np.eye(3))


def holds(text, dataset, outputs, losses=None):
    """For outputs `(many, examples, outputs)`, as a reader thinks of them."""
    found = parse_condition(text, dataset).holds(np.transpose(outputs, (2, 1, 0)), lambda: np.asarray(losses))
    return found.tolist()


def test_every_output_is_on_its_side_of_the_middle():
    good = [[0.49], [0.51], [0.9], [0.1]]
    rows = np.array([good, [[0.5], *good[1:]], [*good[:3], [0.6]], [[np.nan], *good[1:]], [[np.inf], *good[1:]]])
    assert holds("right", XOR, rows) == [True, False, False, False, False]


def test_the_middle_is_that_of_the_data():
    data = Dataset([[0], [1]], [[-1], [1]])
    assert holds("right", data, np.array([[[-0.1], [0.1]], [[0.2], [0.7]]])) == [True, False]


def test_accuracy_counts_examples_whose_largest_output_is_their_class():
    outputs = np.array([np.eye(3) * 0.2, [[1, 0, 0], [0, 1, 0], [0, 1, 0]], np.full((3, 3), np.nan)], float)
    assert holds("accuracy=1", CLASSES, outputs) == [True, False, False]
    assert holds("accuracy=0.66", CLASSES, outputs) == [True, True, False]


def test_accuracy_of_one_output_counts_its_side():
    outputs = np.array([[[0.1], [0.9], [0.2], [0.1]], [[0.9], [0.9], [0.2], [0.9]]])
    assert holds("accuracy=0.75", XOR, outputs) == [True, False]


def test_mse_is_the_mean_over_outputs_and_examples():
    outputs = np.random.default_rng(1).random((50, 4, 1))
    errors = [np.mean([(a - y) ** 2 for a, y in zip(each.ravel(), [0, 1, 1, 0], strict=True)]) for each in outputs]
    limit = float(np.median(errors))
    assert holds(f"mse={limit!r}", XOR, outputs) == [error <= limit for error in errors]


def test_loss_is_the_loss():
    assert holds("loss=0.1", XOR, np.zeros((3, 4, 1)), [0.05, 0.1, 0.2]) == [True, True, False]


@pytest.mark.parametrize("text", ["", "rigth", "right=1", "mse", "mse=", "mse=x", "mse=-1", "mse=inf", "accuracy=2"])
def test_what_is_no_condition_is_refused_with_the_forms(text):
    with pytest.raises(BadInput, match="--solved: found"):
        parse_condition(text, XOR)


def test_targets_of_more_than_two_values_have_no_right_side():
    with pytest.raises(BadInput, match="expected mse=X or loss=X, which any targets can meet"):
        parse_condition("right", Dataset([[0], [1], [2]], [[0], [1], [2]]))
