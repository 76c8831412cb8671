"""FANN's iRPROP- against its rule written one weight at a time, its edges, and the explanation of each case."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.explain.formulas.optimizer_formulas import next_update
from perceptop.core.explain.synapse import explain_synapse
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import FannIRpropMinus, make_optimizer
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.training.trainer import Trainer

GROWTH, FIRST = float(np.float32(1.2)), float(np.float32(0.1))


def path_of(gradients, start=0.0, size=None):
    """Weight and step size after each of the gradients."""
    optimizer = FannIRpropMinus()
    theta, gradient, step = np.array([start]), np.zeros(1), np.zeros(1)
    calls = optimizer.calls(theta, gradient, step)
    if size is not None:
        optimizer.state["step_size"][:] = size
    found = []
    for value in gradients:
        before = theta.copy()
        gradient[:] = value
        run(calls)
        assert theta[0] == before[0] + step[0]
        found.append((float(theta[0]), float(optimizer.state["step_size"][0])))
    return found


def by_the_rule(gradients, weight=0.0, size=FIRST):
    last, found = 0, []
    for gradient in gradients:
        slope = -int(np.sign(gradient))
        size = max(size, 1e-4)
        if last * slope >= 0:
            size = min(size * GROWTH, 50.0)
        else:
            size, slope = size * 0.5, 0
        weight = max(weight - size, -1500.0) if slope < 0 else min(weight + size, 1500.0)
        last = slope
        found.append((weight, size))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_a_walk_is_that_of_the_rule(seed):
    random = np.random.default_rng(seed)
    gradients = random.normal(size=40) * (random.random(40) > 0.2)
    np.testing.assert_allclose(path_of(gradients), by_the_rule(gradients), rtol=1e-14)


def test_the_first_step_is_0_1_grown_to_0_12():
    (weight, size), *_ = path_of([-1e-200])
    assert size == pytest.approx(0.12, rel=1e-6)
    assert weight == size


def test_a_turn_halves_the_step_and_leads_up_and_the_next_one_grows():
    path = path_of([2.0, -1.0, 3.0, -1.0])
    np.testing.assert_allclose([size for _, size in path], FIRST * GROWTH * np.array([1, 0.5, 0.5 * GROWTH, 0.3]), 1e-7)
    np.testing.assert_allclose(np.diff([0, *[weight for weight, _ in path]]), [-0.12, 0.06, -0.072, 0.036], 1e-6)


def test_a_gradient_of_0_leads_up_by_a_grown_step():
    assert path_of([0.0]) == by_the_rule([0.0])
    assert path_of([0.0])[0][0] > 0


def test_signs_are_compared_and_no_product_that_could_vanish():
    (_, first), (_, second) = path_of([1e-200, -1e-200])
    assert second == first / 2


def test_a_step_size_of_less_than_the_floor_starts_from_it():
    assert path_of([1.0], size=1e-9) == [(-1e-4 * GROWTH, 1e-4 * GROWTH)]
    # A halved one may lie below it.
    assert path_of([1.0, -1.0], size=1e-4 / GROWTH)[1][1] == pytest.approx(1e-4 * GROWTH / 2, rel=1e-12)


def test_no_step_is_larger_than_50():
    assert path_of([1.0] * 3, size=49.0)[-1] == (-150.0, 50.0)


@pytest.mark.parametrize(("gradient", "limit"), [(-1.0, 1500.0), (1.0, -1500.0)])
def test_no_weight_is_led_beyond_1500(gradient, limit):
    assert path_of([gradient], start=limit * 0.999, size=40.0)[0][0] == limit
    # One that lies beyond comes back at its own pace, and goes no further away.
    beyond = limit * 2
    assert path_of([-gradient], beyond)[0][0] == pytest.approx(beyond - np.sign(limit) * 0.12)
    assert path_of([gradient], beyond)[0][0] == limit


def test_several_weights_do_not_mix():
    optimizer, theta, gradient, step = FannIRpropMinus(), np.zeros(3), np.zeros(3), np.zeros(3)
    calls = optimizer.calls(theta, gradient, step)
    columns = np.array([[1, -1, 0], [-1, -1, 2], [3, 1, -1.0]])
    for values in columns:
        gradient[:] = values
        run(calls)
    np.testing.assert_allclose(theta, [by_the_rule(column)[-1][0] for column in columns.T], rtol=1e-14)


def test_it_has_no_rate_and_wants_full_batches():
    optimizer = make_optimizer("fann-irprop-")
    assert list(optimizer.settings) == ["first_step"]
    assert optimizer.full_batch


@pytest.mark.parametrize(
    ("state", "weight", "gradient", "said", "step", "last_line"),
    [
        ((0.1, 0.0), 0.0, 2.0, "not the opposite one", -0.12, "Δw = -step size = -0.1200"),
        ((0.1, -1.0), 0.0, 2.0, "has turned: the step size halves", 0.05, "Δw = step size = 0.05"),
        ((0.1, 1.0), 0.0, 0.0, "not the opposite one", 0.12, "Δw = step size = 0.1200"),
        ((45.0, 1.0), 0.0, 1.0, "not the opposite one", -50.0, "Δw = -step size = -50"),
        ((40.0, -1.0), 1499.0, -1.0, "not the opposite one", 1.0, "Δw = 1,500 - w = 1500 - 1499 = 1"),
        ((40.0, 1.0), -1499.5, 1.0, "not the opposite one", -0.5, "Δw = -1,500 - w = -1500 - (-1499.5) = -0.5"),
    ],
)
def test_each_case_is_explained(state, weight, gradient, said, step, last_line):
    optimizer, theta = FannIRpropMinus(), np.array([weight])
    optimizer.calls(theta, np.zeros(1), np.zeros(1))
    optimizer.state["step_size"][:], optimizer.state["last_gradient"][:] = state
    update = next_update(optimizer, theta, 0, gradient)
    assert update.step == pytest.approx(step, rel=1e-6)
    assert said in update.lines[0].text
    assert update.lines[-1].text == last_line
    taken_for_0 = gradient == 0 or state[1] * gradient < 0
    assert any("moves a weight up" in line.text for line in update.lines[2:-1]) == taken_for_0
    assert theta[0] == weight


def test_what_is_foretold_is_what_comes():
    data = Dataset([[-1, -1], [-1, 1], [1, -1], [1, 1]], [[-1], [-1], [-1], [1]])
    network = Network([2, 3, 1], "tanh", seed=1)
    trainer = Trainer(network, data, optimizer="fann-irprop-", loss="fann_mse")
    trainer.run(epochs=4)
    told = explain_synapse(trainer, SynapseAddress(0, 1, 2))
    before = network.weights[0][1, 2]
    trainer.run(epochs=1)
    after = next(line for section in told.sections for line in section.lines if line.text.startswith("w after"))
    assert after.value == network.weights[0][1, 2] != before
