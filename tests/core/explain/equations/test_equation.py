"""Digits: as few as tell the truth, more where terms cancel, and ≈ where none would."""

import numpy as np
import pytest

from perceptop.core.explain.equations.arithmetic import (
    Difference,
    Number,
    PowerOfE,
    Product,
    Quotient,
    Square,
    Sum,
    ln,
)
from perceptop.core.explain.equations.digits import half_unit, rounded, written
from perceptop.core.explain.equations.equation import equation
from perceptop.core.protocol.explanation import Equation


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.94, 4, "0.94"),
        (0.94003, 4, "0.9400"),
        (-1.0, 4, "-1"),
        (0.0, 4, "0"),
        (-0.0, 4, "0"),
        (1.23456e-7, 3, "1.23e-7"),
        (1e300, 3, "1e300"),
        (12345.678, 4, "12346"),
        (9.99996, 4, "10.00"),
        (2.0**-30, 4, "9.313e-10"),
        (float("nan"), 4, "nan"),
        (float("-inf"), 4, "-inf"),
    ],
)
def test_numbers_are_written_with_their_digits(value, digits, text):
    assert written(value, digits) == text


def test_a_result_keeps_its_zeros():
    assert rounded(1.0, 4) == "1.000"
    assert rounded(0.0, 4) == "0.000"
    assert str(half_unit("1.000")) == "0.0005"
    assert float(half_unit("1.20e-7")) == 5e-10


def text(value, *expressions):
    return equation("r", value, *expressions).text


def test_the_fewest_digits_that_reconcile_are_taken():
    # 0.3333 + 0.3333 would be 0.6666, which is not the sum's rounding.
    third = 1 / 3
    assert text(2 / 3, Sum((Number(third), Number(third)))) == "r = 0.33333 + 0.33333 = 0.6667"


def test_terms_that_cancel_get_the_digits_that_are_lost():
    one, other = 1.000000123, 1.0
    assert text(one - other, Difference(Number(one), Number(other))) == "r = 1.000000123 - 1 = 1.230e-7"


def test_an_exact_result_has_no_zeros_at_its_end():
    assert text(0.5, Product((Number(0.5), Number(1.0)))) == "r = 0.5 × 1 = 0.5"
    assert text(0.0, Product((Number(0.0), Number(0.777123)))) == "r = 0 × 0.7771 = 0"


def test_what_the_digits_do_not_give_is_only_about():
    wrong = equation("r", 0.95, Product((Number(0.5), Number(1.0))))
    assert (wrong.relation, wrong.text) == ("≈", "r = 0.5 × 1 ≈ 0.9500")


def test_a_second_form_is_taken_where_the_first_has_lost_its_digits():
    nearly = 1 - 2.0**-53
    first = Product((Number(nearly), Difference(Number(1.0), Number(1.0))))
    second = Quotient(Number(1.0), PowerOfE(Number(30.0)))
    assert text(9.357622968840175e-14, first, second) == "r = 1 / e^30 = 9.358e-14"


def test_another_line_gets_the_digits_it_asks_for_if_there_are_as_many():
    exact = equation("r", 0.7 / 3, Quotient(Number(0.7), Number(3.0)))
    single = equation("r", float(np.float32(0.7 / 3)), Quotient(Number(0.7), Number(3.0)))
    assert (exact.text, exact.with_digits(7).text) == ("r = 0.7 / 3 = 0.2333", "r = 0.7 / 3 = 0.2333333")
    assert single.with_digits(7).text == "r = 0.7 / 3 = 0.2333333"
    assert single.with_digits(12) is single
    assert exact.with_digits(4) is exact


def test_what_is_not_finite_is_never_equal():
    assert equation("r", float("inf"), Product((Number(float("inf")), Number(1.0)))).relation == "≈"


def test_a_lone_number_is_not_repeated():
    assert text(0.25, Number(0.25)) == "r = 0.25"
    assert text(0.25, Sum((Number(0.25),))) == "r = 0.25"
    assert text(0.25) == "r = 0.25"


def test_parentheses_stand_where_they_are_needed_and_nowhere_else():
    a, b = Number(-0.5), Number(2.0)
    assert shown(Square(Difference(a, b))) == "(-0.5 - 2)²"
    assert shown(Square(a)) == "(-0.5)²"
    assert shown(Difference(b, a)) == "2 - (-0.5)"
    assert shown(Difference(b, Sum((b, b)))) == "2 - (2 + 2)"
    assert shown(Quotient(b, Product((b, b)))) == "2 / (2 × 2)"
    assert shown(Product((Sum((a, b)), b))) == "(-0.5 + 2) × 2"
    assert shown(PowerOfE(Product((a, b)))) == "e^(-0.5 × 2)"
    assert shown(ln(Sum((b, b)))) == "ln(2 + 2)"


def shown(expression):
    return "".join(span.text for span in expression.spans(4))


def test_all_parts_of_an_equation_are_in_its_text():
    made = Equation("a", "f(z)", (), "=", "1", 1.0)
    assert made.text == "a = f(z) = 1"
