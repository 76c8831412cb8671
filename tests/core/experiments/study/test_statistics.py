"""Wilson's interval beside published figures and its own definition; quantiles beside numpy's."""

import math

import numpy as np
import pytest

from perceptop.core.experiments.study.statistics import quantile, wilson_interval


@pytest.mark.parametrize(
    ("solved", "starts", "low", "high"),
    [
        # Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 1 - 0.1170, 1.0),
    ],
)
def test_the_interval_is_that_of_the_literature(solved, starts, low, high):
    assert wilson_interval(solved, starts) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("solved", "starts"), [(1, 2), (3, 10), (970, 1000)])
def test_its_ends_are_the_rates_at_which_the_score_is_the_quantile(solved, starts):
    for end in wilson_interval(solved, starts):
        score = (solved / starts - end) / math.sqrt(end * (1 - end) / starts)
        assert abs(score) == pytest.approx(1.959963984540054, rel=1e-12)


def test_quantiles_are_those_of_numpy():
    values = [9, 1, 4, 4, 7, 30]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        assert quantile(values, share) == pytest.approx(np.quantile(values, share))
    assert quantile([], 0.5) is None
