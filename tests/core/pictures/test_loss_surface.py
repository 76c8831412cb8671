"""The loss surface: every point against the trainer's own loss with the two weights set, and the way across it."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.networks.network import Network
from perceptop.core.pictures.loss_surface import around, loss_surface, losses_around
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Unavailable
from perceptop.core.training.trainer import Trainer

PLACES = [(0, 0), (0, 23), (23, 0), (9, 17)]


def loss_with(trainer, settings):
    """The trainer's loss with some weights set to other values; it is as before afterwards."""
    before = {
        weight: trainer.network.weights[weight.layer][weight.row(trainer.network.layers), weight.target]
        for weight in settings
    }
    for values in (settings, before):
        for weight, value in values.items():
            trainer.set_weight(weight.layer, weight.row(trainer.network.layers), weight.target, value)
        if values is settings:
            loss = trainer.loss
    return loss


@pytest.mark.parametrize(
    "subject", ["0.0-1.0,0.1-1.0", "1.0-2.0,1.b-2.0", "0.b-1.2,1.2-2.0", "1.3-2.0,0.1-1.3", "0.0-1.1,0.1-1.2"]
)
def test_every_point_is_the_loss_with_two_weights_set(subject):
    trainer = load_experiment("xor").trainer()
    trainer.run(epochs=30)
    found = loss_surface(Scene.of(trainer), subject)
    for row, column in PLACES:
        settings = {
            found.first: np.linspace(*found.x, 24)[column],
            found.second: np.linspace(*found.y, 24)[row],
        }
        assert found.losses[row, column] == pytest.approx(loss_with(trainer, settings), rel=1e-5)


@pytest.mark.parametrize("loss", [*LOSSES])
@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_every_loss_and_a_deep_network(loss, output):
    draw = np.random.default_rng(2)
    data = Dataset(draw.normal(size=(5, 2)), np.eye(3)[[0, 1, 2, 1, 0]])
    trainer = Trainer(Network([2, 3, 3, 3], ["tanh", "relu", output], seed=8), data, loss=loss)
    found = loss_surface(Scene.of(trainer), "0.1-1.2,1.0-2.1")
    settings = {found.first: np.linspace(*found.x, 24)[3], found.second: np.linspace(*found.y, 24)[20]}
    assert found.losses[20, 3] == pytest.approx(loss_with(trainer, settings), rel=1e-5)


def test_a_network_without_bias():
    trainer = load_experiment("trask-3-layer").trainer()
    found = loss_surface(Scene.of(trainer), "0.0-1.0,1.0-2.0")
    settings = {found.first: np.linspace(*found.x, 24)[5], found.second: np.linspace(*found.y, 24)[6]}
    assert found.losses[6, 5] == pytest.approx(loss_with(trainer, settings), rel=1e-5)


def test_the_network_is_left_as_it_is():
    trainer = load_experiment("xor").trainer()
    before = trainer.network.theta.copy()
    loss_surface(Scene.of(trainer))
    assert (trainer.network.theta == before).all()


def test_without_a_wish_along_the_two_weights_that_moved_furthest():
    trainer = load_experiment("xor").trainer()
    start = trainer.network.theta.copy()
    trainer.run(epochs=200)
    found = loss_surface(Scene(trainer, start))
    moved = [
        np.abs(now - then) for now, then in zip(trainer.network.weights, trainer.network.split(start), strict=True)
    ]
    chosen = [moved[w.layer][w.row(trainer.network.layers), w.target] for w in (found.first, found.second)]
    assert sorted(chosen) == sorted(np.concatenate([each.ravel() for each in moved]))[-2:]


def test_at_the_start_along_the_two_steepest():
    trainer = load_experiment("xor").trainer()
    found = loss_surface(Scene.of(trainer))
    _, gradients = trainer.network.gradients(trainer.dataset.inputs, trainer.dataset.targets, trainer.loss_function)
    chosen = [abs(gradients[w.layer][w.row(trainer.network.layers), w.target]) for w in (found.first, found.second)]
    assert sorted(chosen) == sorted(np.abs(np.concatenate([each.ravel() for each in gradients])))[-2:]


def test_the_way_leads_from_the_start_to_now():
    trainer = load_experiment("xor").trainer()
    start, seen = trainer.network.theta.copy(), []
    for _ in range(4):
        seen.append((trainer.epoch, trainer.network.theta.copy()))
        trainer.run(epochs=10)
    seen.append((1000, np.zeros_like(trainer.network.theta)))
    found = loss_surface(Scene(trainer, start, passed=seen), "0.0-1.0,0.1-1.0")
    # What is first and second in the network; a place of the future is none of the way.
    places = [theta.reshape(-1)[[0, 4]] for epoch, theta in seen if epoch <= 30]
    assert found.way == pytest.approx(np.array([*places, trainer.network.theta[[0, 4]]]))


def test_a_long_way_is_thinned():
    trainer = load_experiment("xor").trainer()
    trail = [(epoch, trainer.network.theta + epoch) for epoch in range(500)]
    trainer.loop.epoch = 500
    way = Scene(trainer, trainer.network.theta, passed=trail).way([0], 128)
    assert way.shape == (128, 1)
    assert way[-1, 0] == trainer.network.theta[0]


def test_the_surface_stays_where_it_is_while_the_weights_move_a_little():
    assert around(np.array([0.1, 0.3])) == around(np.array([0.1, 0.35]))
    low, high = around(np.array([-3.0, 9.0]))
    assert low < -3
    assert high > 9


def test_many_examples_are_sampled_and_it_is_said():
    draw = np.random.default_rng(1)
    data = Dataset(draw.random((5000, 3)), draw.random((5000, 1)))
    trainer = Trainer(Network([3, 4, 1], seed=1), data)
    found = loss_surface(Scene.of(trainer))
    assert found.shown <= 256
    assert found.examples == 5000
    assert found.losses.mean() < 1


@pytest.fixture(scope="module")
def large():
    draw = np.random.default_rng(1)
    data = Dataset(draw.random((40, 784)), np.eye(10)[draw.integers(0, 10, 40)])
    return Trainer(Network([784, 128, 64, 10], seed=1), data)


def test_a_large_network_is_looked_at_where_it_can_be_paid_for(large):
    found = loss_surface(Scene.of(large))
    assert min(found.first.layer, found.second.layer) == 2


def test_what_cannot_be_paid_for_is_said(large):
    assert "takes too long" in loss_surface(Scene.of(large), "0.0-1.0,0.1-1.0").reason


def test_one_weight_has_no_surface():
    assert isinstance(loss_surface(Scene.of(load_experiment("single-weight").trainer())), Unavailable)


@pytest.mark.parametrize("subject", ["0.0-1.0", "0.0-1.0,0.0-1.0", "0.0-2.0,0.1-1.0", "a,b"])
def test_weights_that_do_not_exist_are_refused(subject):
    with pytest.raises(BadInput, match=r"^loss-surface: found"):
        loss_surface(Scene.of(load_experiment("xor").trainer()), subject)


def test_negative_examples_keep_their_marks():
    data = Dataset([[0.0], [1.0], [0.5]], [[0.2], [0.7], [0.4]], negative=[False, True, False])
    trainer = Trainer(Network([1, 2, 1], seed=1), data, loss="sse")
    found = loss_surface(Scene.of(trainer), "0.0-1.0,1.0-2.0")
    settings = {found.first: np.linspace(*found.x, 24)[3], found.second: np.linspace(*found.y, 24)[4]}
    assert found.losses[4, 3] == pytest.approx(loss_with(trainer, settings), rel=1e-5)


def test_a_surface_of_one_point():
    trainer = load_experiment("xor").trainer()
    first, second = loss_surface(Scene.of(trainer), "0.0-1.0,0.1-1.0").first, None
    second = loss_surface(Scene.of(trainer), "0.0-1.0,0.1-1.0").second
    network, data = trainer.network, trainer.dataset
    here = (np.array([network.weights[0][0, 0]]), np.array([network.weights[0][1, 0]]))
    losses = losses_around(network, trainer.loss_function, (data.inputs, data.targets), (first, second), here)
    assert losses.item() == pytest.approx(trainer.loss)
