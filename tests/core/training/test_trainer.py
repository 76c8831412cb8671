"""The trainer: the plan against the textbook, the same bits whatever the walk, ends on the very epoch."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.losses.functions import LOSSES, find_loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import IRpropMinus, Sgd
from perceptop.core.training.stopping import Plateau, Stopping
from perceptop.core.training.trainer import Trainer

XOR = Dataset([[1, 1], [1, 0], [0, 1], [0, 0]], [[0], [1], [1], [0]])
RANDOM = np.random.default_rng(8)
SHARES = RANDOM.uniform(0.1, 0.9, size=7)
DATA = Dataset(RANDOM.normal(size=(7, 3)), np.column_stack([SHARES, 1 - SHARES]))
WAYS = {
    "full batch": {"learning_rate": 1.0},
    "momentum": {"learning_rate": 0.3, "momentum": 0.9},
    "adam": {"optimizer": "adam"},
    "irprop-": {"optimizer": "irprop-"},
    "each example": {"batch": 1, "learning_rate": 0.5},
    "shuffled batches": {"batch": 3, "learning_rate": 0.5},
    "adam in batches": {"batch": 2, "optimizer": "adam"},
}


def xor_trainer(**settings):
    return Trainer(
        Network([2, 4, 1], weights=Uniform(-2, 2), seed=7), XOR, **({"loss": "half_sse", "seed": 7} | settings)
    )


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", [name for name, it in ACTIVATIONS.items() if it.trainable])
def test_the_plan_takes_the_steps_of_the_textbook(activation, loss):
    network = Network([3, 5, 4, 2], [activation, "tanh", activation], bias=[True, False, True], seed=3)
    output = network.activations[-1]
    if find_loss(loss, output).probabilities and not (output.lowest >= 0 and output.highest <= 1):
        with pytest.raises(BadInput, match="expected one for outputs beyond 0 and 1"):
            Trainer(network, DATA, loss=loss)
        return
    plain = network.copy()
    Trainer(network, DATA, loss=loss, learning_rate=0.05).run(epochs=20)
    for _ in range(20):
        _, gradients = plain.gradients(DATA.inputs, DATA.targets, loss)
        for weights, gradient in zip(plain.weights, gradients, strict=True):
            weights -= 0.05 * gradient
    np.testing.assert_allclose(network.theta, plain.theta, rtol=1e-10, atol=1e-12)


def test_a_thousand_epochs_of_xor_agree_with_the_textbook():
    trainer = xor_trainer(learning_rate=1.0)
    plain = trainer.network.copy()
    trainer.run(epochs=1000)
    for _ in range(1000):
        _, gradients = plain.gradients(XOR.inputs, XOR.targets, "half_sse")
        for weights, gradient in zip(plain.weights, gradients, strict=True):
            weights -= gradient
    np.testing.assert_allclose(trainer.network.theta, plain.theta, atol=1e-12)


def test_batches_take_their_examples_in_the_order_told():
    trainer = xor_trainer(batch=3, shuffle=True, learning_rate=0.5)
    plain = trainer.network.copy()
    for _ in range(5):
        order = trainer.sampler.order(trainer.epoch)
        assert sorted(order) == [0, 1, 2, 3]
        for batch in (order[:3], order[3:]):
            _, gradients = plain.gradients(XOR.inputs[batch], XOR.targets[batch], "half_sse")
            for weights, gradient in zip(plain.weights, gradients, strict=True):
                weights -= 0.5 * gradient
        trainer.run(epochs=1)
        np.testing.assert_allclose(trainer.network.theta, plain.theta, atol=1e-13)


@pytest.mark.parametrize("settings", WAYS.values(), ids=WAYS)
def test_the_same_bits_however_it_is_walked(settings):
    straight, stepped, looked_at = (xor_trainer(**settings) for _ in range(3))
    straight.run(epochs=200)
    for _ in range(200):
        stepped.run(epochs=1)
    while looked_at.epoch < 200:
        looked_at.loop.advance_batches(1)
        assert np.isfinite([looked_at.loss, looked_at.mse, *looked_at.outputs.ravel()]).all()
    np.testing.assert_array_equal(straight.network.theta, stepped.network.theta)
    np.testing.assert_array_equal(straight.network.theta, looked_at.network.theta)


@pytest.mark.parametrize("settings", WAYS.values(), ids=WAYS)
def test_a_state_put_back_goes_on_to_the_same_bits(settings):
    trainer = xor_trainer(**settings)
    trainer.run(epochs=50)
    trainer.loop.advance_batches(1)
    state = trainer.state()
    trainer.run(epochs=70)
    first = trainer.network.theta.copy()
    trainer.restore(state)
    trainer.run(epochs=70)
    np.testing.assert_array_equal(trainer.network.theta, first)


def test_restart_begins_again_from_the_same_weights():
    trainer = xor_trainer(optimizer="adam")
    trainer.run(epochs=100)
    first = trainer.network.theta.copy()
    trainer.restart()
    assert trainer.epoch == 0
    trainer.run(epochs=100)
    np.testing.assert_array_equal(trainer.network.theta, first)


@pytest.mark.parametrize("settings", WAYS.values(), ids=WAYS)
def test_a_stretch_holds_the_loss_of_every_epoch_it_passed(settings):
    trainer, stepped = xor_trainer(**settings), xor_trainer(**settings)
    stretch = trainer.loop.advance(10)
    assert (stretch.first, stretch.end, trainer.epoch) == (0, 10, 10)
    for epoch in range(10):
        assert stretch.losses[epoch] == stepped.loss
        assert stretch.mses[epoch] == stepped.mse
        np.testing.assert_array_equal(stretch.outputs[epoch].T, stepped.outputs)
        stepped.run(epochs=1)


def test_it_stops_on_the_very_epoch_that_reaches_the_target():
    trainer = xor_trainer(learning_rate=1.0, stopping=Stopping(epochs=5000, target_loss=0.001))
    trainer.run()
    assert trainer.stopped.reason == "target_loss"
    assert trainer.loss <= 0.001
    before = xor_trainer(learning_rate=1.0)
    before.run(epochs=trainer.epoch - 1)
    assert before.loss > 0.001


@pytest.mark.parametrize("epochs", [1, 63, 64, 65, 1000])
def test_it_stops_after_the_epochs_told(epochs):
    trainer = xor_trainer(stopping=Stopping(epochs=epochs))
    assert trainer.run() == trainer.epoch == epochs
    assert trainer.stopped.reason == "epochs"


def test_it_stops_on_a_plateau():
    flat = Network([2, 1], "sigmoid", weights=[[[0.0], [0.0], [0.0]]])
    trainer = Trainer(flat, XOR, learning_rate=1.0, stopping=Stopping(plateau=Plateau(epochs=100, share=0.01)))
    trainer.run()
    assert (trainer.stopped.reason, trainer.epoch) == ("plateau", 100)


def test_a_diverging_run_rests_on_the_epoch_whose_loss_is_not_finite():
    data = Dataset([[1.0], [2.0], [3.0]], [[2.0], [4.0], [6.0]])
    trainer = Trainer(Network([1, 1], "linear", seed=1), data, loss="sse", learning_rate=10.0)
    trainer.run(epochs=10_000)
    assert trainer.diverged_at == trainer.epoch < 10_000
    assert not np.isfinite(trainer.loss)
    assert trainer.stopped.reason == "diverged"
    last = Trainer(Network([1, 1], "linear", seed=1), data, loss="sse", learning_rate=10.0)
    last.run(epochs=trainer.epoch - 1)
    assert np.isfinite(last.loss)


def test_a_network_that_cannot_learn_is_shown_and_rests():
    network = Network([2, 1], "step", weights=[[[1], [1], [-1.5]]])
    trainer = Trainer(network, XOR)
    trainer.run()
    assert (trainer.epoch, trainer.stopped.reason) == (0, "inference")
    assert trainer.outputs.ravel().tolist() == [1.0, 0.0, 0.0, 0.0]
    with pytest.raises(BadInput, match="expected one with a slope"):
        trainer.run(epochs=1)


def test_float32_stays_float32():
    network = Network([2, 4, 1], dtype="float32", weights=Uniform(-2, 2), seed=7)
    trainer = Trainer(network, XOR, loss="half_sse", learning_rate=1.0)
    trainer.run(epochs=500)
    assert trainer.outputs.dtype == np.float32
    assert trainer.loss == pytest.approx(0.0063, abs=0.01)


def test_nothing_is_said_on_stderr_when_numbers_overflow(capfd):
    trainer = Trainer(Network([1, 1], "linear", seed=1), Dataset([[1e200]], [[0.0]]), learning_rate=1.0)
    trainer.run(epochs=5)
    assert trainer.diverged_at is not None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"batch": 0}, 'batch: found 0, expected "full"'),
        ({"batch": "half"}, 'batch: found half, expected "full"'),
        ({"batch": 2, "optimizer": IRpropMinus()}, "batch: found 2, expected full: irprop-"),
        ({"loss": "nothing"}, "loss: found nothing, expected one of"),
    ],
)
def test_settings_that_do_not_fit_are_refused(settings, message):
    with pytest.raises(BadInput, match=message):
        xor_trainer(**settings)


def test_data_of_another_width_is_refused():
    with pytest.raises(BadInput, match="layers: found a network of 3 inputs, expected 2, as the data has"):
        Trainer(Network([3, 1]), XOR)


def test_buffers_beyond_memory_are_refused_before_they_are_laid_down():
    with pytest.raises(BadInput, match=r"network and data: found .* MiB of buffers, expected at most 768"):
        Trainer(Network([2, 400_000, 1]), Dataset(np.zeros((1000, 2)), np.zeros((1000, 1))), optimizer=Sgd())


@pytest.mark.slow
def test_so_are_few_examples_of_a_network_whose_weights_alone_take_that_much_four_times():
    with pytest.raises(BadInput, match=r"network and data: found 79[0-9] MiB of buffers"):
        Trainer(Network([5100, 5100, 1]), Dataset(np.zeros((1, 5100)), np.zeros((1, 1))), optimizer=Sgd())
