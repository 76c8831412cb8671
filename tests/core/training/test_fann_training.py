"""Training as libfann trains: numbers that libfann 2.2 (double precision) gave, and libfann itself if it is there."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.losses.functions import find_loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer
from tests.core.libfann import FannNetwork, needs_libfann

AND = Dataset([[-1, -1], [-1, 1], [1, -1], [1, 1]], [[-1], [-1], [-1], [1]])
START = [[[0.5, -0.25], [0.75, 0.125], [-0.5, 0.25]], [[1.5], [-0.75], [0.25]]]
WAYS = {"incremental": {"batch": 1, "shuffle": False}, "batch": {"batch": "full"}}


def in_fann_s_order(network):
    return np.concatenate([weights.T.ravel() for weights in network.weights])


def errors_of(trainer, epochs):
    errors = []
    for _ in range(epochs):
        errors.append(trainer.loss)
        trainer.run(epochs=1)
    return errors


def test_fann_and_follows_libfann_over_ten_epochs():
    trainer = load_experiment("fann-and").trainer()
    errors = errors_of(trainer, 10)
    expected = [
        *(0.27401530742645264, 0.20359006524085999, 0.18915817141532898, 0.18191704154014587, 0.1808094084262848),
        *(0.1754881739616394, 0.1475793719291687, 0.12851610779762268, 0.11309400200843811, 0.09561154246330261),
    ]
    np.testing.assert_allclose(errors, expected, rtol=2e-7)
    weights = [
        *(-3.0540421724305853, -3.20425661670333, 0.5883242105277172, 0.08235871632550011, -0.0025556654646949617),
        *(-0.07619422592823458, -0.08191795496688542, -0.10328842609131408, -0.25130925217716654),
        *(-0.40701237976423366, -0.45511761700137293, -0.6140706227673475, -1.3209449226710808),
        *(0.11973582739933693, 0.1044341103691956, -0.18971639332881876, 0.0033795216144414386),
    ]
    np.testing.assert_allclose(in_fann_s_order(trainer.network), weights, rtol=0, atol=1e-12)


def test_fann_and_stops_at_libfann_s_desired_error_one_update_before_libfann():
    trainer = load_experiment("fann-and").trainer()
    trainer.run()
    # libfann: "Epochs 21. Current error: 0.0000076994", measured before the 21st update.
    assert trainer.epoch == 20
    assert trainer.loss == pytest.approx(0.0000076994, abs=1e-10)
    trainer.run(epochs=1)
    weights = in_fann_s_order(trainer.network)
    np.testing.assert_allclose(weights[[0, 4, -1]], [-3.535321689173818, 1.369554344551462, 0.9286856059031557])


@pytest.mark.parametrize(
    ("way", "activations", "expected"),
    [
        (
            "incremental",
            ["sigmoid_stepwise", "tanh_stepwise"],
            (
                *(
                    1.3561807872280376,
                    1.2879900829335411,
                    -0.7780424768429144,
                    -1.0728322563315411,
                    -0.6086799774812832,
                ),
                *(0.2551669928616656, 2.1349847383093143, -1.4580666506712812, -0.35894791820267197),
            ),
        ),
        (
            "batch",
            ["sigmoid_stepwise", "tanh_stepwise"],
            (
                *(
                    0.6409972560649522,
                    0.8697371488581888,
                    -0.6729196759036775,
                    -0.3565338776134487,
                    0.0009614050136750665,
                ),
                *(0.35874689923487896, 1.4093207412408002, -1.0996601160901305, -0.3360871100786446),
            ),
        ),
        (
            "incremental",
            ["tanh_stepwise", "sigmoid_stepwise"],
            (
                *(
                    1.4257587665298204,
                    1.6537060818861302,
                    -1.7984350922791694,
                    -1.2756266507276077,
                    -1.3126633085612496,
                ),
                *(1.4930901615896488, 3.563474909432849, -2.2202335059274687, -2.0705361665088433),
            ),
        ),
        (
            "batch",
            ["tanh_stepwise", "sigmoid_stepwise"],
            (
                *(
                    0.9777456223173134,
                    0.8122202482478978,
                    -1.6935618416310425,
                    -0.45191175042774495,
                    -0.34177204107569703,
                ),
                *(1.1703669399109307, 2.513340465277981, -1.2887401727876713, -1.3248220414524094),
            ),
        ),
    ],
)
def test_sgd_on_fann_mse_is_fann_s_incremental_or_batch_training(way, activations, expected):
    network = Network([2, 2, 1], activations, weights=START)
    trainer = Trainer(network, AND, loss="fann_mse", optimizer="sgd", learning_rate=0.5, **WAYS[way])
    trainer.run(epochs=3)
    np.testing.assert_allclose(in_fann_s_order(network), expected, rtol=0, atol=1e-14)


def test_the_error_is_halved_for_outputs_from_minus_1_to_1():
    outputs, targets = np.array([[0.5, 0.25]]), np.array([[1.0, -0.25]])
    for name, value in (("tanh", (0.0625 + 0.0625) / 2), ("sigmoid", (0.25 + 0.25) / 2), ("linear", 0.25)):
        assert find_loss("fann_mse", ACTIVATIONS[name]).value(outputs, outputs, targets) == value


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (0.5, np.log(3)),
        (-0.5, -np.log(3)),
        (0.0, 0.0),
        (0.9999999, np.log(1.9999999 / (1 - 0.9999999))),
        (0.99999995, 17.0),
        (-0.99999995, -17.0),
        (2.5, 17.0),
    ],
)
def test_its_gradient_is_fann_s_tanh_error_over_the_examples(error, told):
    loss = find_loss("fann_mse", ACTIVATIONS["linear"])
    targets = np.array([[error], [0.0], [0.0], [0.0]])
    np.testing.assert_allclose(loss.gradient(np.zeros((4, 1)), targets)[:, 0], [-told / 4, 0, 0, 0], rtol=1e-12)


def test_the_rule_needs_the_full_batch():
    with pytest.raises(BadInput, match="batch: found 2, expected full: fann-irprop- compares"):
        Trainer(Network([2, 1], "tanh"), AND, optimizer="fann-irprop-", batch=2)


@needs_libfann
@pytest.mark.parametrize("seed", range(20))
def test_libfann_trains_what_is_saved_to_the_same_weights(tmp_path, seed):
    experiment = load_experiment("fann-and")
    trainer = experiment.trainer(seed=seed)
    trainer.network.save(tmp_path / "start.net")
    (tmp_path / "and.data").write_text("4 2 1 -1 -1 -1 -1 1 -1 1 -1 -1 1 1 1")
    fann = FannNetwork(tmp_path / "start.net")
    errors = errors_of(trainer, 10)
    np.testing.assert_allclose(fann.train(tmp_path / "and.data", 10), errors, rtol=2e-7)
    np.testing.assert_allclose(fann.weights(), in_fann_s_order(trainer.network), rtol=0, atol=1e-12)


@needs_libfann
@pytest.mark.parametrize("activation", ["linear", "sigmoid", "sigmoid_stepwise", "tanh", "tanh_stepwise", "gaussian"])
def test_libfann_loads_what_is_saved_and_writes_it_so_that_it_can_be_loaded(tmp_path, activation):
    network = Network([3, 5, 2], ["tanh_stepwise", activation], weights=Uniform(-3, 3), biases=Uniform(-1, 1), seed=8)
    inputs = np.random.default_rng(1).normal(0, 2, (200, 3))
    network.save(tmp_path / "ours.net")
    fann = FannNetwork(tmp_path / "ours.net")
    np.testing.assert_allclose(fann.run(inputs), network.predict(inputs), rtol=1e-13, atol=1e-15)
    fann.save(tmp_path / "theirs.net")
    np.testing.assert_array_equal(Network.load(tmp_path / "theirs.net").theta, network.theta)


@needs_libfann
def test_libfann_trains_a_linear_output_on(tmp_path):
    x = np.linspace(-2, 2, 9)[:, None]
    Dataset(x, 2 * x + 3).save(tmp_path / "line.data")
    Network([1, 1], "linear", weights=[[[3.5], [1.0]]]).save(tmp_path / "line.net")
    fann = FannNetwork(tmp_path / "line.net")
    np.testing.assert_allclose(fann.run([[1.0], [75.0], [-80.0]]), [[4.5], [263.5], [-279.0]], rtol=1e-15)
    assert fann.train(tmp_path / "line.data", 200)[-1] < 1e-5
    fann.save(tmp_path / "after.net")
    assert Network.load(tmp_path / "after.net").weights[0].ravel() == pytest.approx([2, 3], abs=0.01)
