"""Slopes and losses that are nearly 0 keep their digits: against 40 decimal digits."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import SigmoidCrossEntropy


@pytest.mark.parametrize("z", [-300.0, -40.0, -18.0, -3.0, -0.2, 0.0, 0.2, 3.0, 18.0, 20.0, 40.0, 300.0])
def test_the_slope_of_tanh_is_right_in_its_tail(z):
    with localcontext(prec=40):
        power = Decimal(z).exp()
        expected = float(4 / (power + 1 / power) ** 2)
    array = np.array([z])
    assert ACTIVATIONS["tanh"].slope(array, np.tanh(array))[0] == pytest.approx(expected, rel=1e-14)


def test_the_slope_of_tanh_is_0_and_no_error_far_out():
    z = np.array([-np.inf, -1e4, 1e4, np.inf])
    with np.errstate(all="raise", under="ignore"):
        assert ACTIVATIONS["tanh"].slope(z, np.tanh(z)).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("z", [-60.0, -37.5, -20.0, -1.0, 0.0, 1.0, 20.0, 37.5, 60.0])
@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
def test_cross_entropy_on_sigmoid_keeps_small_values(z, y):
    with localcontext(prec=40):
        on, off = (1 + Decimal(-z).exp()).ln(), (1 + Decimal(z).exp()).ln()
        expected = float(Decimal(y) * on + (1 - Decimal(y)) * off)
    found = SigmoidCrossEntropy().term(np.array([z]), None, np.array([y]))
    assert float(found[0]) == pytest.approx(expected, rel=1e-14)
