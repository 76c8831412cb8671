"""The gradient check: it agrees with back-propagation everywhere, and notices where that would be wrong."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.explain.gradient_check import check_all, check_synapse
from perceptop.core.explain.gradient_check_text import check_section, report_section
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.losses.functions import LOSSES, find_loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.training.trainer import Trainer
from tests.grid import grid

TRAINABLE = [name for name, it in ACTIVATIONS.items() if it.trainable]
RANDOM = np.random.default_rng(3)
DATA = Dataset(RANDOM.normal(size=(6, 3)), np.eye(2)[RANDOM.integers(0, 2, size=6)])


def trainer_of(activation="tanh", output="sigmoid", dtype="float64", data=DATA, **settings):
    network = Network([3, 5, 4, 2], [activation, activation, output], weights=Uniform(-1, 1), seed=2, dtype=dtype)
    return Trainer(network, data, **settings)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("activation", "loss"), grid(TRAINABLE, LOSSES))
def test_all_synapses_agree(activation, loss, dtype):
    output = ACTIVATIONS[activation]
    if find_loss(loss, output).probabilities and not (output.lowest >= 0 and output.highest <= 1):
        output = ACTIVATIONS["softmax"]
    report = check_all(trainer_of(activation, output.name, dtype, loss=loss))
    assert report.passed, report.failed
    assert (report.checked, report.total) == (54, 54)
    if output.surrogate or LOSSES[loss].surrogate:
        assert report.surrogates == 54
        assert report.worst is None
        return
    assert report.worst.difference <= report.worst.allowed


def test_one_synapse_side_by_side():
    trainer = trainer_of(loss="half_sse")
    check = check_synapse(trainer, SynapseAddress(1, None, 2))
    _, gradients = trainer.network.gradients(DATA.inputs, DATA.targets, "half_sse")
    assert check.back_propagated == gradients[1][-1, 2]
    assert check.by_differences == pytest.approx(check.back_propagated, rel=1e-7)
    assert check.passed
    assert "✓" in check_section(check).lines[-1].text


def test_a_wrong_gradient_fails(monkeypatch):
    trainer = trainer_of(loss="half_sse")
    honest = Network.gradients

    def wrong(network, inputs, targets, loss="mse", l2=0.0):
        value, gradients = honest(network, inputs, targets, loss)
        gradients[1][2, 1] *= 1.01
        return value, gradients

    monkeypatch.setattr(Network, "gradients", wrong)
    report = check_all(trainer)
    assert [check.address for check in report.failed] == [SynapseAddress(1, 2, 1)]
    assert report.worst == report.failed[0]
    text = [line.text for line in report_section(report).lines]
    assert text[0] == "all 54 synapses: ✗ 1 differ"
    assert "1.2-2.1" in text[-1]


def test_a_kink_is_noted_and_not_judged():
    # z is 0 for the first example: relu bends right there.
    network = Network([1, 1, 1], ["relu", "linear"], weights=[[[1.0], [0.0]], [[1.0], [0.0]]])
    trainer = Trainer(network, Dataset([[0.0], [1.0]], [[3.0], [0.0]]), loss="half_sse")
    check = check_synapse(trainer, SynapseAddress(0, None, 0))
    assert check.kink
    assert check.passed
    assert "kink" in check_section(check).lines[-1].text
    assert check_all(trainer).kinks == 1


def test_what_learns_by_a_surrogate_is_told_and_not_judged():
    network = Network([3, 4, 2], ["tanh_stepwise", "sigmoid"], weights=Uniform(-1, 1), seed=2)
    trainer = Trainer(network, DATA, loss="mse")
    report = check_all(trainer)
    # The 4 · 3 + 4 weights before the stepwise layer; the 5 · 2 behind it are judged.
    assert (report.surrogates, report.kinks, report.checked) == (16, 0, 26)
    assert report.worst.address.layer == 1
    assert "16 are not judged: they learn as FANN does" in report_section(report).lines[1].text
    everything = check_all(trainer_of("tanh_stepwise", "tanh_stepwise", loss="mse"))
    assert report_section(everything).lines[0].text == "all 54 synapses: none judged"
    before = check_synapse(trainer, SynapseAddress(0, 0, 0))
    assert before.difference > before.allowed
    assert before.passed
    assert "not judged" in check_section(before).lines[-1].text
    assert not check_synapse(trainer, SynapseAddress(1, 0, 0)).surrogate


def test_the_network_is_left_as_it_was():
    trainer = trainer_of()
    before = trainer.network.theta.copy()
    check_all(trainer)
    assert (trainer.network.theta == before).all()


def test_a_large_network_is_checked_in_an_even_sample():
    report = check_all(trainer_of(), most_work=54 * 2 * 6 * 10)
    assert (report.checked, report.total) == (10, 54)
    assert report.passed


def test_negative_examples_and_losses_of_ones_own_are_checked_too():
    negative = Dataset(DATA.inputs, DATA.targets, negative=[True, False, True, False, False, False])
    assert check_all(trainer_of(data=negative, loss="mse")).passed

    def fourth(outputs, targets):
        return float(((outputs - targets) ** 4).sum())

    assert check_all(trainer_of(loss=fourth)).passed


def test_numbers_that_are_not_finite_do_not_pass():
    trainer = trainer_of(loss="sse")
    trainer.network.weights[0][0, 0] = np.nan
    assert not check_synapse(trainer, SynapseAddress(0, 0, 0)).passed


def test_without_slopes_there_is_nothing_to_check():
    network = Network([3, 2], "step", seed=1)
    with pytest.raises(BadInput, match="one with a slope"):
        check_all(Trainer(network, DATA))
