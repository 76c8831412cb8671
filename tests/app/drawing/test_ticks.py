"""Axis marks are round, few enough, and inside."""

import math

import pytest

from perceptop.app.drawing.ticks import linear_ticks, log_ticks, round_above, round_below, value_label

RANGES = [(0, 1), (0, 5000), (0, 1e9), (-3, 7), (1e-9, 2e-9), (100, 101), (0, 1e-300), (0, 1e300)]


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_linear_ticks_are_inside_and_no_more_than_asked(low, high):
    for most in range(1, 12):
        ticks = linear_ticks(low, high, most)
        assert len(ticks) <= most
        assert all(low - 1e-6 * (high - low) <= tick <= high + 1e-6 * (high - low) for tick in ticks)


def test_linear_ticks_are_1_2_5():
    assert linear_ticks(0, 100, 6) == [0, 20, 40, 60, 80, 100]
    assert linear_ticks(0, 1, 3) == [0, 0.5, 1]


def test_log_ticks_are_powers_of_ten():
    assert log_ticks(1e-5, 1, 6) == pytest.approx([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1])
    assert log_ticks(1e-5, 1, 3) == pytest.approx([1e-4, 1e-2, 1])


def test_a_log_scale_has_two_ticks_where_none_but_one_power_is_of_the_stride():
    assert log_ticks(2e-6, 0.1, 2) == pytest.approx([1e-5, 1e-2])


def test_log_ticks_within_two_decades_are_1_2_5():
    assert log_ticks(0.1, 1, 5) == pytest.approx([0.1, 0.2, 0.5, 1])


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-1, 1), (2, 1), (math.nan, 1), (1, math.inf), (math.inf, math.inf)])
def test_no_log_ticks_where_there_is_no_log_scale(low, high):
    assert log_ticks(low, high, 5) == []


@pytest.mark.parametrize(("low", "high"), [(math.nan, 1), (0, math.inf), (2, 1)])
def test_no_linear_ticks_where_there_is_no_scale(low, high):
    assert linear_ticks(low, high, 5) == []


@pytest.mark.parametrize("value", [1.0, 1.01, 9.99, 0.00123, 5000.0, 7e12, 1e-300])
def test_round_limits_enclose_the_value(value):
    assert round_below(value) <= value * (1 + 1e-9) <= round_above(value) * (1 + 2e-9)
    assert round_above(value) <= 2 * round_below(value) * (1 + 1e-9)


@pytest.mark.parametrize(("value", "text"), [(0.05, "0.05"), (2.5, "2.5"), (1e-5, "1e-5"), (2e4, "20k"), (3e9, "3e9")])
def test_value_label(value, text):
    assert value_label(value) == text
