"""Shuffled batches against a replay that draws its own orders: numpy's permutation by seed and epoch."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer

DATA = Dataset(np.random.default_rng(4).normal(size=(7, 2)), np.random.default_rng(5).uniform(size=(7, 1)))


def orders(seed, epochs):
    return [np.random.default_rng([seed, epoch]).permutation(7) for epoch in range(epochs)]


def replay(orders, size, rate=0.5):
    """The weights after an epoch in each of these orders."""
    network = Network([2, 3, 1], "tanh", weights=Uniform(-1, 1), seed=3)
    for order in orders:
        for start in range(0, 7, size):
            batch = order[start : start + size]
            _, gradients = network.gradients(DATA.inputs[batch], DATA.targets[batch], "half_sse")
            for weights, gradient in zip(network.weights, gradients, strict=True):
                weights -= rate * gradient
    return network.theta


def trained(epochs, **settings):
    network = Network([2, 3, 1], "tanh", weights=Uniform(-1, 1), seed=3)
    trainer = Trainer(network, DATA, loss="half_sse", learning_rate=0.5, **settings)
    trainer.run(epochs=epochs)
    return network.theta


@pytest.mark.parametrize("seed", [0, 6])
@pytest.mark.parametrize("size", [2, 3, 6])
def test_batches_follow_the_replay(seed, size):
    np.testing.assert_allclose(trained(5, batch=size, seed=seed), replay(orders(seed, 5), size), atol=1e-13)


def test_each_epoch_and_each_seed_has_an_order_of_its_own():
    found = {tuple(order) for seed in (0, 6) for order in orders(seed, 5)}
    assert len(found) == 10
    assert all(sorted(order) == list(range(7)) for order in found)
    fixed = [orders(0, 1)[0]] * 5
    assert not np.allclose(trained(5, batch=2), replay(fixed, 2), atol=1e-6)


@pytest.mark.parametrize(
    ("settings", "size"),
    [
        ({"batch": 1}, 1),
        ({"batch": 3, "shuffle": False}, 3),
        ({"batch": 7}, 7),
        ({"batch": "full"}, 7),
        ({"batch": 9}, 7),
    ],
)
def test_single_examples_full_batches_and_those_told_so_keep_the_order_of_the_data(settings, size):
    np.testing.assert_allclose(trained(3, **settings), replay([np.arange(7)] * 3, size), atol=1e-13)


def test_single_examples_are_shuffled_on_request():
    np.testing.assert_allclose(trained(3, batch=1, shuffle=True, seed=2), replay(orders(2, 3), 1), atol=1e-13)
