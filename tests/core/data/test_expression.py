import tracemalloc

import numpy as np
import pytest

from perceptop.core.data.expression import Expression
from perceptop.core.errors.bad_input import BadInput

A = np.array([0.0, 0.0, 1.0, 1.0])
B = np.array([0.0, 1.0, 0.0, 1.0])
X = np.array([-2.0, 0.5, 3.0])


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("a ^ b", [0, 1, 1, 0]),
        ("a and b", [0, 0, 0, 1]),
        ("a & b", [0, 0, 0, 1]),
        ("a or b", [0, 1, 1, 1]),
        ("a | b", [0, 1, 1, 1]),
        ("not (a and b)", [1, 1, 1, 0]),
        ("~a", [1, 1, 0, 0]),
        ("a ^ 1", [1, 1, 0, 0]),
        ("a == b", [1, 0, 0, 1]),
        ("a + b >= 1", [0, 1, 1, 1]),
        ("0 < a + b < 2", [0, 1, 1, 0]),
        ("b if a else not b", [1, 0, 0, 1]),
        ("True", [1, 1, 1, 1]),
    ],
)
def test_boolean_expressions_over_truth_values(text, truth):
    assert Expression(text)({"a": A.astype(bool), "b": B.astype(bool)}).tolist() == truth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x**3 - 15*x", X * X * X - 15 * X),
        ("-x / 4 + 1", 1 - X / 4),
        ("x % 2", [0.0, 0.5, 1.0]),
        ("x // 2", [-1.0, 0.0, 1.0]),
        ("2*sin(pi*x)", 2 * np.sin(np.pi * X)),
        ("exp(-x**2) + abs(x)", np.exp(-(X**2)) + np.abs(X)),
        ("sqrt(max(x, 0))", np.sqrt([0, 0.5, 3])),
        ("1 < 2 < x", [0, 0, 1]),
    ],
)
def test_arithmetic_on_columns(text, expected):
    np.testing.assert_allclose(Expression(text)({"x": X}), expected, rtol=1e-15)


def test_the_names_are_those_of_its_inputs_in_order_of_appearance():
    assert Expression("b + sin(a) * pi - b").names == ("b", "a")


def test_a_constant_fills_the_column():
    assert Expression("7")({"x": X}).tolist() == [7, 7, 7]


def test_a_power_written_as_xor_is_refused_with_a_hint():
    with pytest.raises(BadInput, match=r"a power is \*\*"):
        Expression("x ^ 3")({"x": X})


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "x.real",
        "x[0]",
        "[x for x in y]",
        "lambda: 1",
        "(x := 1)",
        "f'{x}'",
        "'text'",
        "1j",
        "print(x)",
        "sin(x, x)",
        "sin(*x)",
        "sin(x=1)",
        "x @ x",
        "x << 2",
        "x is x",
        "x in y",
        "x, y",
        "await x",
        "",
        "x +",
        "x\0y",
        "0or",
        "None",
        "...",
    ],
)
def test_all_that_is_not_on_the_list_is_refused_in_one_line(text):
    with pytest.raises(BadInput) as problem:
        Expression(text, "here")
    assert str(problem.value).startswith("here: found ")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "text", ["(" * 5000 + "x" + ")" * 5000, "-" * 5000 + "x", "x+" * 100_000 + "x", "(" * 150 + "x", "9" * 399]
)
def test_long_and_deep_texts_are_refused(text):
    with pytest.raises(BadInput):
        Expression(text)


def test_towers_of_powers_take_no_time_and_no_memory():
    tracemalloc.start()
    value = Expression("9**9**9**9**9**9")({"x": X})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.isinf(value).all()
    assert peak < 1_000_000


def test_the_deepest_text_that_is_short_enough_is_still_evaluated():
    assert Expression("-" * 90 + "x")({"x": X}).tolist() == X.tolist()


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(BadInput, match="found c, expected one of a, b"):
        Expression("a and c")({"a": A, "b": B})
