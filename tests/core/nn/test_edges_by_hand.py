"""Edges of losses, optimizers and activations with their values worked out by hand."""

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.initializers import Glorot, He
from perceptop.core.nn.losses.functions import find_loss
from perceptop.core.nn.losses.target_checks import require_shares
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import FannIRpropMinus, Sgd


@pytest.mark.parametrize(("output", "value"), [("sigmoid", 1.0), ("linear", 1.0), ("gaussian", 1.0), ("tanh", 0.25)])
def test_fann_halves_errors_of_outputs_from_minus_1_to_1_only(output, value):
    loss = find_loss("fann_mse", ACTIVATIONS[output])
    outputs, targets = np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]])
    assert loss.value(outputs, outputs, targets) == value


@pytest.mark.parametrize(
    ("error", "gradient"),
    [
        (0.5, -1.0986122886681098),  # -ln 3
        (0.9999998, -16.118095551),  # -ln(1.9999998 / 0.0000002)
        (0.99999995, -17.0),
        (-0.99999995, 17.0),
        (1.0, -17.0),
    ],
)
def test_fann_s_tanh_error_ends_at_17(error, gradient):
    found = find_loss("fann_mse", ACTIVATIONS["sigmoid"]).gradient(np.array([[0.0]]), np.array([[error]]))
    assert found[0, 0] == pytest.approx(gradient, rel=1e-8)


@pytest.mark.parametrize(("total", "fits"), [(1 + 5e-7, True), (1 - 5e-7, True), (1 + 1e-5, False), (1 - 1e-5, False)])
def test_shares_may_miss_1_by_a_millionth(total, fits):
    targets = np.array([[0.25, total - 0.25]])
    if fits:
        require_shares("cross_entropy", targets)
        return
    with pytest.raises(BadInput, match="row 1, expected targets of softmax outputs that sum to 1"):
        require_shares("cross_entropy", targets)


def test_a_step_at_0_is_0_in_both_forms():
    z, a = np.array([-1.0, -0.0, 0.0, 1e-300]), np.full(4, np.nan)
    run(ACTIVATIONS["step"].forward_calls(z, a, np.empty(4)))
    assert a.tolist() == ACTIVATIONS["step"].function(z).tolist() == [0, 0, 0, 1]


def updated(optimizer, theta, gradient, step=None):
    """The weights after one update."""
    theta, gradient = np.array(theta, float), np.array(gradient, float)
    step = np.zeros_like(theta) if step is None else np.array(step, float)
    run(optimizer.calls(theta, gradient, step))
    return theta.tolist()


def test_fann_leads_a_weight_to_1500_and_no_further():
    # The step size of 40 grows to 48.
    theta = [1480.0, -1480.0, 1440.0, -1440.0]
    after = updated(FannIRpropMinus(first_step=40.0), theta, [-1, 1, -1, 1])
    assert after == pytest.approx([1500, -1500, 1488, -1488], rel=1e-6)


def test_of_several_networks_each_has_its_own_momentum():
    optimizer = Sgd(learning_rate=0.1)
    optimizer.vary(momentum=np.array([0.0, 0.5]))
    # Each with a gradient of 1 and a last step of 2: -0.1 and -0.1 + 1.
    assert updated(optimizer, [[0.0, 0.0]], [[1.0, 1.0]], [[2.0, 2.0]]) == [pytest.approx([-0.1, 0.9])]


class Limits:
    """Draws that are all the upper limit, or the deviation, that was asked for."""

    def uniform(self, low, high, size):
        assert low == -high
        return np.full(size, high)

    def normal(self, loc, scale, size):
        assert loc == 0
        return np.full(size, scale)


def test_a_bias_that_is_drawn_with_the_weights_is_no_input_of_its_layer():
    assert Glorot()(Limits(), 2, 4, 3).tolist() == [[1.0] * 4] * 3  # √(6 / (2 + 4))
    assert He()(Limits(), 8, 1, 9).tolist() == [[0.5]] * 9  # √(2 / 8)


def test_a_table_of_one_row_gives_a_table():
    network = Network([2, 1], "linear", weights=[[[2.0], [3.0], [0.5]]])
    assert network.predict([[1.0, 1.0]]).tolist() == [[5.5]]
    assert network.predict([1.0, 1.0]).tolist() == [5.5]


def test_settings_are_changed_all_together_or_not_at_all():
    optimizer = Sgd(learning_rate=0.1)
    with pytest.raises(BadInput, match="momentum"):
        optimizer.change(learning_rate=0.2, momentum=-1.0)
    with pytest.raises(BadInput, match=r"first_step: found 0\.5, expected a setting of sgd: learning_rate, momentum"):
        optimizer.change(learning_rate=0.3, first_step=0.5)
    assert optimizer.settings == {"learning_rate": 0.1, "momentum": 0.0}
