"""Many networks at once, against one network after the other, and against the textbook network."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.losses.functions import OwnLoss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.training.batched.trainer import BatchedTrainer
from perceptop.core.training.trainer import Trainer

LAYOUTS = ["networks last", "networks first"]
RANDOM = np.random.default_rng(3)
X = RANDOM.uniform(-1, 1, (6, 3))
SHARES = np.eye(2)[[0, 1, 1, 0, 1, 0]]
HIDDEN = [name for name, activation in ACTIVATIONS.items() if activation.trainable]
LOSSES = [
    ("mse", "tanh"),
    ("half_mse", "linear"),
    ("sse", "softplus"),
    ("half_sse", "sigmoid"),
    ("cross_entropy", "sigmoid"),
    ("cross_entropy", "softmax"),
    ("binary_cross_entropy", "gaussian"),
    ("fann_mse", "tanh"),
    ("mse", "softmax"),
    (OwnLoss(lambda a, y: float(((a - y) ** 4).sum()), lambda a, y: 4 * (a - y) ** 3), "sigmoid"),
]


def networks(hidden="sigmoid", output="sigmoid", count=3, **options):
    return [Network([3, 4, 2], [hidden, output], weights=Uniform(-1, 1), seed=seed, **options) for seed in range(count)]


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_gradients_are_the_textbook_networks_for_every_activation(hidden, layout):
    many = networks(hidden)
    found = BatchedTrainer(many, Dataset(X, SHARES), layout=layout).gradients
    for network, gradient in zip(many, found, strict=True):
        _, expected = network.gradients(X, SHARES)
        close(gradient, np.concatenate([array.ravel() for array in expected]))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("loss", "output"), LOSSES)
def test_losses_and_gradients_are_the_textbook_networks_for_every_loss(loss, output, layout):
    many = networks(output=output)
    batched = BatchedTrainer(many, Dataset(X, SHARES), loss=loss, layout=layout)
    for network, value, gradient in zip(many, batched.losses, batched.gradients, strict=True):
        expected_value, expected = network.gradients(X, SHARES, loss)
        close(value, expected_value)
        close(gradient, np.concatenate([array.ravel() for array in expected]))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("optimizer", "settings"),
    [
        ("sgd", {}),
        ("sgd", {"learning_rate": [0.1, 0.7, 2.0]}),
        ("sgd", {"learning_rate": 0.3, "momentum": [0.0, 0.5, 0.9]}),
        ("adam", {"learning_rate": [0.001, 0.01, 0.1]}),
        *((name, {}) for name in OPTIMIZERS if name != "sgd"),
    ],
)
@pytest.mark.parametrize("bias", [True, False])
def test_the_first_epochs_are_those_of_the_single_engine(optimizer, settings, bias, layout):
    many, data = networks("tanh", bias=bias), Dataset(X, SHARES)
    batched = BatchedTrainer(many, data, optimizer=optimizer, layout=layout, **settings)
    batched.run(7)
    for place, network in enumerate(many):
        own = {name: np.broadcast_to(values, 3)[place] for name, values in settings.items()}
        single = Trainer(network, data, optimizer=optimizer, **{name: float(value) for name, value in own.items()})
        single.run(epochs=7)
        close(batched.thetas[place], network.theta)
        close(batched.losses[place], single.loss)
        close(batched.outputs[place], single.outputs)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_chunks_change_nothing(layout, monkeypatch):
    data = Dataset(X, SHARES)
    whole = BatchedTrainer(networks(count=7), data, learning_rate=np.arange(1.0, 8), layout=layout)
    monkeypatch.setattr("perceptop.core.training.batched.trainer.CACHE_BYTES", 10_000)
    chunked = BatchedTrainer(networks(count=7), data, learning_rate=np.arange(1.0, 8), layout=layout)
    assert len(chunked._chunks) > 2
    for trainer in (whole, chunked):
        trainer.run(5)
    np.testing.assert_array_equal(chunked.thetas, whole.thetas)
    np.testing.assert_array_equal(chunked.network(6).theta, whole.thetas[6])
    assert len(chunked) == 7


def test_networks_of_seeds_are_the_ordinary_runs_of_those_seeds():
    experiment = load_experiment("xor")
    batched = BatchedTrainer(
        [experiment.network(seed) for seed in range(5)],
        experiment.dataset,
        loss=experiment.settings.loss,
        learning_rate=experiment.settings.make_optimizer().learning_rate,
    )
    batched.run(50)
    for seed in range(5):
        single = experiment.trainer(seed)
        single.run(epochs=50)
        close(batched.thetas[seed], single.network.theta)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_negative_examples_are_told_apart(layout):
    many, data = networks(), Dataset(X, SHARES, negative=[0, 1, 0, 0, 1, 0])
    batched = BatchedTrainer(many, data, layout=layout)
    batched.run(3)
    single = Trainer(many[1], data)
    single.run(epochs=3)
    close(batched.thetas[1], many[1].theta)


def test_a_network_that_diverges_leaves_the_others_alone():
    many, data = networks("relu", "linear"), Dataset(X, SHARES)
    batched = BatchedTrainer(many, data, learning_rate=[0.1, 1e200, 0.1])
    batched.run(9)
    assert list(np.isfinite(batched.losses)) == [True, False, True]


def test_much_arithmetic_chooses_matrix_products_and_little_does_not():
    wide = Network([64, 32, 10])
    digits = Dataset(np.zeros((4, 64)), np.zeros((4, 10)))
    assert BatchedTrainer([wide], digits).layout == "networks first"
    assert BatchedTrainer(networks(), Dataset(X, SHARES)).layout == "networks last"
    assert BatchedTrainer(networks(), Dataset(X.repeat(9, axis=0), SHARES.repeat(9, axis=0))).layout == "networks first"


def test_networks_given_are_not_changed():
    many = networks()
    before = [network.theta.copy() for network in many]
    BatchedTrainer(many, Dataset(X, SHARES)).run(3)
    np.testing.assert_array_equal([network.theta for network in many], before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"learning_rate": [1.0, 2.0]}, r"learning_rate: found shape \(2,\), expected one number, or 3"),
        ({"learning_rate": [1.0, -2.0, 1.0]}, "learning rate: found -2"),
        ({"optimizer": "adam", "momentum": 0.5}, "momentum: found one for each network, expected none: adam has no"),
        ({"layout": "sideways"}, "layout: found sideways, expected networks last or networks first"),
    ],
)
def test_bad_settings_are_refused(options, message):
    with pytest.raises(BadInput, match=message):
        BatchedTrainer(networks(), Dataset(X, SHARES), **options)


def test_networks_of_different_shapes_are_refused():
    with pytest.raises(BadInput, match=r"networks\[1\]: found Network\(3-2-2.*expected layers, activations and biases"):
        BatchedTrainer([Network([3, 4, 2]), Network([3, 2, 2])], Dataset(X, SHARES))
    with pytest.raises(BadInput, match="networks: found none"):
        BatchedTrainer([], Dataset(X, SHARES))
