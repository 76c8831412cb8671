import numpy as np
import pytest

from perceptop.core.nn.activations.fann_stepwise import SigmoidStepwise, TanhStepwise
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.numpy_calls import run

PAIR = [SigmoidStepwise(), TanhStepwise()]


@pytest.mark.parametrize("stepwise", PAIR, ids=repr)
def test_it_is_found_by_name(stepwise):
    assert ACTIVATIONS[stepwise.name].name == stepwise.name


@pytest.mark.parametrize(("stepwise", "smooth", "off"), [(PAIR[0], "sigmoid", 0.034), (PAIR[1], "tanh", 0.067)])
def test_it_follows_the_function_that_it_stands_for(stepwise, smooth, off):
    z = np.linspace(-10, 10, 2001)
    assert np.abs(stepwise.function(z) - ACTIVATIONS[smooth].function(z)).max() < off


@pytest.mark.parametrize(
    ("stepwise", "z", "expected"),
    # What libfann 2.2 (double precision) returns for one input, weight 1, bias 0.
    [
        (
            PAIR[0],
            [-6, -4, -0.7, 0, 1, 4, 6],
            [0, 0.029777370273382304, 0.3407081382161212, 0.5, 0.7275598025483982, 0.9702226199700434, 1],
        ),
        (
            PAIR[1],
            [-3, -2, -1, 0, 0.5, 1.3, 3],
            [-1, -0.9404452399400869, -0.6953353021543818, 0, 0.4551196050967965, 0.8253583570486418, 1],
        ),
    ],
)
def test_it_is_what_libfann_computes(stepwise, z, expected):
    np.testing.assert_allclose(stepwise.function(np.array(z, float)), expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize(
    ("stepwise", "a", "expected"),
    # libfann 2.2: the slope of the smooth curve at a, which is held off its limits in single precision.
    [
        (PAIR[0], [0, 0.005, 0.25, 0.5, 0.9, 1], [0.0099, 0.0099, 0.1875, 0.25, 0.09, 0.0099]),
        (PAIR[1], [-1, -0.985, -0.5, 0, 0.9, 1], [0.0396, 0.0396, 0.75, 1, 0.19, 0.0396]),
    ],
)
def test_it_learns_by_the_slope_of_the_curve_it_stands_for(stepwise, a, expected):
    a = np.array(a, float)
    np.testing.assert_allclose(stepwise.slope(np.full_like(a, np.nan), a), expected, rtol=1e-5)
    held = float(np.float32(0.99 if stepwise.lowest == 0 else 0.98))
    edge = held * (1 - held) if stepwise.lowest == 0 else 1 - held * held
    assert stepwise.slope(a, a)[-1] == edge


@pytest.mark.parametrize("stepwise", PAIR, ids=repr)
def test_a_point_belongs_to_the_line_on_its_right(stepwise):
    at = stepwise.points[[0, -1]]
    np.testing.assert_array_equal(stepwise.function(at), [stepwise.values[0], stepwise.highest])


@pytest.mark.parametrize("stepwise", PAIR, ids=repr)
def test_an_infinite_z_is_at_the_limit_and_nan_stays_nan(stepwise):
    a = stepwise.function(np.array([-np.inf, np.inf, np.nan]))
    np.testing.assert_array_equal(a, [stepwise.lowest, stepwise.highest, np.nan])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("stepwise", PAIR, ids=repr)
def test_its_calls_are_its_formulas(stepwise, dtype):
    z = np.linspace(-7, 7, 60).reshape(4, 15).astype(dtype)
    a, spare, slope = np.empty_like(z), np.empty_like(z), np.ones_like(z)
    run(stepwise.forward_calls(z, a, spare) + stepwise.slope_calls(z, a, spare, slope))
    np.testing.assert_array_equal(a, stepwise.function(z))
    np.testing.assert_array_equal(slope, stepwise.slope(z, a))
