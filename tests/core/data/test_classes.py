"""What outputs are read as, by the data's own targets."""

import numpy as np
import pytest

from perceptop.core.data.classes import find_classes
from perceptop.core.data.dataset import Dataset
from perceptop.core.data.symbols import Symbols


def data(targets, **options):
    return Dataset(np.zeros((len(targets), 1)), targets, **options)


@pytest.mark.parametrize(("low", "high", "names"), [(0, 1, ("0", "1")), (-1, 1, ("-1", "1"))])
def test_one_output_with_two_values_is_yes_or_no(low, high, names):
    classes = find_classes(data([[low], [high]]))
    middle = (low + high) / 2
    assert classes.names == names
    assert classes.read(np.array([[middle - 0.01], [middle], [middle + 0.01]])).ravel().tolist() == [0, 0, 1]


def test_one_output_a_class_the_largest_counts():
    classes = find_classes(data([[1, 0, 0], [0, 1, 0], [0, 0, 1]], output_names=["a", "b", "c"]))
    assert classes.names == ("a", "b", "c")
    assert classes.read(np.array([[0.2, 0.1, 0.3], [0.4, 0.1, 0.0]])).ravel().tolist() == [2, 0]


def test_examples_of_no_class_are_a_class_of_their_own():
    classes = find_classes(data([[1, 0], [0, 1], [0, 0]], output_names=["a", "b"]))
    assert classes.names == ("a", "b", "none")
    assert classes.read(np.array([[0.6, 0.7], [0.4, 0.3]])).ravel().tolist() == [1, 2]


def test_several_marks_in_a_row_are_read_one_by_one():
    classes = find_classes(data([[1, 1], [0, 1]]))
    assert classes.names == ("0", "1")
    assert classes.read(np.array([[0.9, 0.1]])).tolist() == [[1, 0]]


def test_words_are_read_by_the_nearest_number():
    words = Symbols({"w": 0.1, "h": 0.2, "e": 0.3})
    classes = find_classes(data([[0.1], [0.3]], symbols=words))
    outputs = np.array([[0.0], [0.14], [0.16], [9.0]])
    assert [classes.names[place] for place in classes.read(outputs).ravel()] == [
        words.nearest(value) for value in outputs.ravel()
    ]


@pytest.mark.parametrize("targets", [[[0.1], [0.2]], [[1.0], [1.0]], [[0.0], [2.0]], [[0.0], [1.0], [0.5]]])
def test_numbers_are_no_classes(targets):
    assert find_classes(data(targets)) is None


def test_too_many_words_are_no_classes():
    assert find_classes(data([[0.1]], symbols=Symbols({str(place): place for place in range(65)}))) is None


def test_a_third_value_far_down_is_found():
    targets = np.tile([[0.0], [1.0]], (500, 1))
    targets[-1] = 0.5
    assert find_classes(data(targets)) is None
