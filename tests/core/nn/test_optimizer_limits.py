"""What optimizers begin with, and where their steps end; what initializers begin with."""

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.initializers import ByNeuron, Constant, Normal, Uniform, draws
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import IRpropMinus, make_optimizer


def irprop_path(gradients, size):
    optimizer, theta, gradient, step = IRpropMinus(), np.zeros(1), np.zeros(1), np.zeros(1)
    calls = optimizer.calls(theta, gradient, step)
    optimizer.state["step_size"][:] = size
    sizes = []
    for value in gradients:
        gradient[:] = value
        run(calls)
        sizes.append(float(optimizer.state["step_size"][0]))
    return sizes, float(theta[0])


def test_an_irprop_step_grows_no_further_than_50():
    sizes, theta = irprop_path([1.0] * 4, 40.0)
    assert sizes == [40.0, 48.0, 50.0, 50.0]
    assert theta == -188.0


def test_an_irprop_step_shrinks_no_further_than_10_to_the_minus_9():
    sizes, _ = irprop_path([1.0, -1.0, -1.0, 1.0, 1.0, -1.0], 3e-9)
    np.testing.assert_allclose(sizes, [3e-9, 1.5e-9, 1.5e-9, 1e-9, 1e-9, 1e-9], rtol=1e-14)


def test_small_irprop_steps_above_the_limit_are_left_alone():
    assert irprop_path([1.0, -1.0], 1e-7)[0] == [1e-7, 0.5e-7]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("sgd", {"learning_rate": 0.5, "momentum": 0.0}),
        ("adam", {"learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999}),
        ("irprop-", {"first_step": 0.1}),
        ("fann-irprop-", {"first_step": float(np.float32(0.1))}),
    ],
)
def test_what_each_method_begins_with(name, settings):
    assert make_optimizer(name).settings == settings


@pytest.mark.parametrize("name", ["irprop", "iRPROP-", "rprop", "irprop-"])
def test_irprop_goes_by_several_names(name):
    assert make_optimizer(name).name == "irprop-"


@pytest.mark.parametrize("name", ["adam", "irprop-", "fann-irprop-"])
def test_a_momentum_of_0_is_none_and_suits_every_method(name):
    assert make_optimizer(name, momentum=0.0).settings == make_optimizer(name).settings
    with pytest.raises(BadInput, match=f"momentum: found 0.1, expected none: {name} has no momentum"):
        make_optimizer(name, momentum=0.1)


def test_a_changed_rate_is_that_of_the_next_step_for_adam_too():
    for rate in (0.01, 0.02):
        optimizer, theta, step = make_optimizer("adam"), np.zeros(1), np.zeros(1)
        calls = optimizer.calls(theta, np.ones(1), step)
        optimizer.change(learning_rate=rate)
        run(calls)
        assert step[0] == pytest.approx(-rate)


def test_initializers_begin_within_minus_1_and_1_around_0_or_at_0():
    assert (Uniform().low, Uniform().high) == (-1.0, 1.0)
    assert (Normal().mean, Normal().deviation) == (0.0, 1.0)
    assert Constant().value == 0.0
    assert Constant(0.25)(draws(1), 2, 3, 2).tolist() == [[0.25] * 3] * 2


def test_by_neuron_transposes_uniform_draws_too():
    drawn = ByNeuron(Uniform(0, 1))(draws(1, "legacy"), 3, 2, 3)
    np.testing.assert_array_equal(drawn, np.random.RandomState(1).random_sample((2, 3)).T)


def test_the_last_seeds_that_there_are():
    assert draws(2**63 - 1)
    assert draws(2**32)
    assert draws(2**32 - 1, "legacy")
    assert draws(0)
    assert draws(0, "legacy")
