"""Numbers as text keep their width, and never say another number than the one they stand for."""

from itertools import product

import pytest

from perceptop.app.wording.numbers import abbreviated, duration, fixed, grouped, plain, rate, short

VALUES = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    0.999999,
    9.96,
    -9.96,
    99.996,
    1234.5,
    -123456.7,
    1e-7,
    -3.2e-5,
    1e9,
    2.5e100,
    1e-300,
]
STRANGE = [float("nan"), float("inf"), float("-inf")]


@pytest.mark.parametrize("form", [fixed, plain])
def test_width_is_kept(form):
    for value, width, sign in product(VALUES + STRANGE, range(12), (False, True)):
        assert len(form(value, width, sign)) == width, (value, width, sign)


@pytest.mark.parametrize("sign", [False, True])
@pytest.mark.parametrize("value", VALUES)
def test_the_text_is_the_number(value, sign):
    assert float(fixed(value, 9, sign)) == pytest.approx(value, rel=0.05)


@pytest.mark.parametrize(
    ("value", "width", "sign", "text"),
    [
        (0.5, 6, False, "0.5000"),
        (-0.5, 6, False, "-0.500"),
        (0.5, 6, True, "+0.500"),
        (12.3456, 6, False, "12.346"),
        (99.96, 4, False, " 100"),
        (0.0000012, 7, False, "1.20e-6"),
        (0.0, 5, True, "+0.00"),
        (float("nan"), 5, False, "  nan"),
        (float("inf"), 3, False, "inf"),
        (float("-inf"), 3, False, "###"),
        (1e100, 3, False, "###"),
    ],
)
def test_fixed(value, width, sign, text):
    assert fixed(value, width, sign) == text


def test_small_activations_stay_decimal():
    assert plain(0.0004, 5) == "0.000"
    assert plain(0.25, 6, sign=True) == "+0.250"


def test_no_negative_zero():
    assert fixed(-0.0, 5) == "0.000"
    assert "-" not in plain(-0.0001, 5)


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.25, "0.25"), (-3.5, "-3.5"), (1e-7, "1e-7"), (-0.0, "0"), (float("inf"), "inf")]
)
def test_short(value, text):
    assert short(value) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0"), (500, "500"), (2500, "2,500"), (20_000, "20k"), (1_500_000, "1.5M"), (3e9, "3G"), (1e13, "1e13")],
)
def test_abbreviated(count, text):
    assert abbreviated(count) == text


def test_grouped():
    assert grouped(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.5, "0.5"), (59.94, "59.9"), (1234, "1,230"), (20512, "20,500"), (float("nan"), "0")],
)
def test_rate_has_three_digits(value, text):
    assert rate(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(2.1, "0:03"), (0, "0:00"), (-5, "0:00"), (760, "12:40"), (11100, "3:05:00"), (187200, "2 d 4 h"), (1e30, "∞")],
)
def test_duration(seconds, text):
    assert duration(seconds) == text
