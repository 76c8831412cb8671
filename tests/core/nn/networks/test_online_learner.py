import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.networks.online_learner import OnlineLearner
from perceptop.core.training.trainer import Trainer

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])


@pytest.mark.parametrize("options", [{"learning_rate": 0.5}, {"optimizer": "adam"}, {"momentum": 0.9}])
def test_examples_one_by_one_give_what_a_trainer_gives_with_batches_of_one(options):
    streamed, trained = Network([2, 3, 1], seed=2), Network([2, 3, 1], seed=2)
    learner = OnlineLearner(streamed, **options)
    for _ in range(5):
        for x, y in zip(X, Y, strict=True):
            learner.learn(x, y)
    Trainer(trained, Dataset(X, Y), loss="half_sse", batch=1, **options).run(5)
    np.testing.assert_allclose(streamed.theta, trained.theta, rtol=1e-12)


def test_it_returns_the_loss_before_the_update():
    network = Network([2, 3, 1], seed=2)
    before = 0.5 * ((network.predict(X) - Y) ** 2).sum()
    assert OnlineLearner(network).learn(X, Y) == pytest.approx(before, rel=1e-14)


def test_a_loss_of_the_users_own():
    network = Network([2, 1], seed=2)
    learner = OnlineLearner(
        network, loss=lambda outputs, targets: float(abs(outputs - targets).sum()), learning_rate=0.1
    )
    first = learner.learn(X[1], Y[1])
    for _ in range(200):
        last = learner.learn(X[1], Y[1])
    assert last < first / 2


def test_a_negative_example_drives_the_output_away():
    network = Network([2, 3, 1], seed=2)
    learner = OnlineLearner(network, learning_rate=1.0)
    wrong = network.predict(X[1])
    for _ in range(100):
        learner.learn(X[1], wrong, negative=True)
    assert abs(network.predict(X[1]) - wrong) > 0.2


@pytest.mark.parametrize(
    ("inputs", "targets", "negative"),
    [(X, Y[:2], False), (X[:, :1], Y, False), (X, np.hstack([Y, Y]), False), (X, Y, [True])],
)
def test_shapes_that_do_not_fit_are_refused(inputs, targets, negative):
    with pytest.raises(BadInput):
        OnlineLearner(Network([2, 3, 1])).learn(inputs, targets, negative)


def test_a_network_that_cannot_learn_is_refused():
    with pytest.raises(BadInput, match="found step"):
        OnlineLearner(Network([2, 1], activation="step"))


def test_what_is_not_finite_leaves_the_network_as_it_was():
    network = Network([2, 1], activation="linear", seed=2)
    before = network.theta.copy()
    with pytest.raises(BadInput, match="a finite number"):
        OnlineLearner(network).learn([1e300, 1e300], [0])
    np.testing.assert_array_equal(network.theta, before)
