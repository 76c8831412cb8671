import itertools

import numpy as np
import pytest

from perceptop.core.data.generators.function import curve
from perceptop.core.data.generators.images import GREY, SHAPES, pixel_images
from perceptop.core.data.generators.inline import inline_table
from perceptop.core.data.generators.truth_table import truth_table
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("and", all),
        ("or", any),
        ("nand", lambda bits: not all(bits)),
        ("nor", lambda bits: not any(bits)),
        ("xor", lambda bits: sum(bits) % 2 == 1),
        ("xnor", lambda bits: sum(bits) % 2 == 0),
        ("parity", lambda bits: sum(bits) % 2 == 1),
    ],
)
@pytest.mark.parametrize("inputs", [1, 2, 3, 5])
def test_a_table_by_name_holds_every_combination(name, rule, inputs):
    rows = truth_table([name], inputs)
    combinations = list(itertools.product([0, 1], repeat=inputs))
    assert rows.inputs.tolist() == [list(bits) for bits in combinations]
    assert rows.targets.ravel().tolist() == [float(rule(bits)) for bits in combinations]


def test_a_table_by_name_has_two_inputs_without_being_told():
    assert truth_table(["xor"]).input_names == ("a", "b")


def test_a_table_by_expressions_names_its_inputs_and_may_have_several_outputs():
    rows = truth_table(["p ^ q", "p and q"])
    assert rows.input_names == ("p", "q")
    assert rows.targets.tolist() == [[0, 0], [1, 0], [1, 0], [0, 1]]


def test_inputs_can_be_named_in_another_order_and_more_than_are_used():
    rows = truth_table(["a and not b"], ["b", "a", "c"])
    assert rows.targets.ravel().tolist() == [float(a and not b) for b, a, c in itertools.product([0, 1], repeat=3)]


def test_other_numbers_can_stand_for_false_and_true():
    rows = truth_table(["and"], 2, (-1, 1))
    assert rows.inputs.tolist() == [[-1, -1], [-1, 1], [1, -1], [1, 1]]
    assert rows.targets.ravel().tolist() == [-1, -1, -1, 1]


@pytest.mark.parametrize(
    ("formulas", "inputs", "message"),
    [
        (["xor"], 60, "found 60 inputs"),
        (["xor"], 10**12, "inputs, expected 1 to"),
        (["xor"], 23, "numbers, expected a data set of at most"),
        (["a ^ c"], ["a", "b"], "found c, expected one of a, b"),
        (["a + b"], None, "found a \\+ b, which gives 2, expected an expression that is true or false"),
        (["xor"], ["a", "a"], "expected a name of its own"),
        (["xor"], ["not", "b"], "found not, expected a name"),
        (["xro(a, b)"], None, r"found xro\(…\), expected one of sin"),
    ],
)
def test_a_table_that_cannot_be_is_refused(formulas, inputs, message):
    with pytest.raises(BadInput, match=message):
        truth_table(formulas, inputs)


def test_a_curve_includes_both_ends_of_its_range():
    rows = curve("x**3 - 15*x", -5, 5, 1000)
    x = rows.inputs.ravel()
    assert (len(x), x[0], x[-1]) == (1000, -5, 5)
    np.testing.assert_allclose(np.diff(x), 10 / 999)
    np.testing.assert_allclose(rows.targets.ravel(), [value**3 - 15 * value for value in x])


def test_the_variable_of_a_curve_may_have_any_name():
    assert curve("2*t + 3", 0, 4, 5).input_names == ("t",)


@pytest.mark.parametrize(
    ("formula", "low", "high", "points", "message"),
    [
        ("x", 0, 1, 10**12, "points, expected 2 to"),
        ("x", 0, 1, 10**400, "too many points"),
        ("x", 0, 1, 1, "1 points"),
        ("x", 1, 1, 5, "lower end first"),
        ("x", -1e308, 1e308, 5, "a finite distance"),
        ("x*y", 0, 1, 5, "found the variables x, y, expected one variable"),
        ("1/x", -1, 1, 3, "found 1/x = inf at x = 0, expected finite values"),
    ],
)
def test_a_curve_that_cannot_be_is_refused(formula, low, high, points, message):
    with pytest.raises(BadInput, match=message):
        curve(formula, low, high, points)


def test_the_images_are_all_different_and_each_shape_is_shown_by_two():
    rows = pixel_images()
    assert len(np.unique(rows.inputs, axis=0)) == 16
    assert rows.targets.sum(axis=0).tolist() == [2, 2, 2, 2]
    assert rows.targets.sum(axis=1).max() == 1


@pytest.mark.parametrize(
    ("shape", "images"),
    [
        ("solid", {(0, 0, 0, 0), (1, 1, 1, 1)}),
        ("horizontal", {(1, 1, 0, 0), (0, 0, 1, 1)}),
        ("vertical", {(1, 0, 1, 0), (0, 1, 0, 1)}),
        ("diagonal", {(1, 0, 0, 1), (0, 1, 1, 0)}),
    ],
)
def test_a_shape_is_what_its_name_says(shape, images):
    rows = pixel_images(classes=[shape])
    assert {tuple(row) for row in rows.inputs[rows.targets.ravel() == 1].astype(int)} == images
    assert rows.output_names == (shape,)


def test_grey_pixels_are_near_their_color_and_never_quite_it_in_every_set():
    plain, grey = pixel_images(sets=3), pixel_images("greyscale", sets=3, seed=5)
    distance = np.abs(plain.inputs - grey.inputs)
    assert 0 < distance.max() <= GREY
    assert len(np.unique(distance)) == distance.size
    np.testing.assert_array_equal(plain.targets, grey.targets)
    assert len(SHAPES) == plain.targets.shape[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"shade": "gray"}, "found gray, expected one of black-and-white, greyscale"),
        ({"classes": ["round"]}, "found round, expected one of solid"),
        ({"sets": 10**9}, "numbers, expected a data set of at most"),
    ],
)
def test_images_that_cannot_be_are_refused(options, message):
    with pytest.raises(BadInput, match=message):
        pixel_images(**options)


SYMBOLS = Symbols({"w": 0.1, "h": 0.2, "yes": 1.0})


def test_inline_rows_take_numbers_symbols_and_words_of_letters():
    assert inline_table([["w", 0.7], "hw", ["yes", "h"]], SYMBOLS, "inputs").tolist() == [
        [0.1, 0.7],
        [0.2, 0.1],
        [1.0, 0.2],
    ]


def test_a_text_that_is_one_symbol_is_one_value():
    assert inline_table(["yes", "w"], SYMBOLS, "inputs").tolist() == [[1.0], [0.1]]


@pytest.mark.parametrize(
    ("values", "symbols", "message"),
    [
        ([[1], [1, 2]], None, "inputs, row 2: found 2 values, expected 1"),
        ([["w"]], None, "inputs, row 1: found 'w', expected a number"),
        (["wx"], SYMBOLS, "inputs, row 1: found x, expected one of w, h, yes"),
        ([[True]], None, "inputs, row 1: found True"),
        ([[float("inf")]], None, "inputs, row 1: found inf, expected a finite number"),
        ([[10**400]], None, "expected a finite number"),
        ([1, 2], None, "inputs, row 1: found 1, expected a list of numbers"),
        ([[]], None, "inputs, row 1: found"),
        ([], None, "inputs: found"),
        ({}, None, "inputs: found"),
    ],
)
def test_inline_rows_that_are_no_table_are_refused(values, symbols, message):
    with pytest.raises(BadInput, match=message):
        inline_table(values, symbols, "inputs")
