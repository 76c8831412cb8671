"""What the gradient check allows, and how far it steps: from both sides of its limits."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.explain.gradient_check import check_all, check_synapse
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.training.trainer import Trainer

DATA = Dataset([[0.5, -1.0], [1.5, 0.25]], [[1.0], [0.0]])


def trainer_of(dtype="float64", activation="tanh", **settings):
    return Trainer(Network([2, 3, 1], activation, seed=5, dtype=dtype), DATA, loss="half_sse", **settings)


@pytest.mark.parametrize(("dtype", "off", "passed"), [("float64", 1e-4, False), ("float32", 1e-4, True)])
def test_a_ten_thousandth_is_a_fault_in_double_precision_only(monkeypatch, dtype, off, passed):
    honest = Network.gradients

    def wrong(network, *arguments):
        value, gradients = honest(network, *arguments)
        gradients[1][1, 0] *= 1 + off
        return value, gradients

    trainer = trainer_of(dtype)
    monkeypatch.setattr(Network, "gradients", wrong)
    assert check_synapse(trainer, SynapseAddress(1, 1, 0)).passed is passed


def test_a_large_weight_is_moved_by_as_large_a_step():
    # loss = w² / 2, so its slope is w: a step of 1e-5 would be lost in the rounding of 5e11.
    network = Network([1, 1], "linear", bias=False, weights=[[[1e6]]])
    trainer = Trainer(network, Dataset([[1.0]], [[0.0]]), loss="half_sse")
    assert check_synapse(trainer, SynapseAddress(0, 0, 0)).by_differences == pytest.approx(1e6, rel=1e-8)


def test_the_penalty_is_in_both_gradients():
    trainer = trainer_of(l2=0.5)
    trainer.set_weight(0, 0, 0, 4.0)
    bare = check_synapse(trainer_of_same(trainer), SynapseAddress(0, 0, 0))
    check = check_synapse(trainer, SynapseAddress(0, 0, 0))
    assert check.back_propagated - bare.back_propagated == pytest.approx(2.0)
    assert check.by_differences - bare.by_differences == pytest.approx(2.0, rel=1e-6)


def trainer_of_same(trainer):
    """A trainer with the same weights and no penalty."""
    return Trainer(trainer.network.copy(), DATA, loss="half_sse")


def test_what_is_not_finite_is_the_worst(monkeypatch):
    honest = Network.gradients

    def wrong(network, *arguments):
        value, gradients = honest(network, *arguments)
        gradients[1][1, 0] = np.nan
        gradients[1][2, 0] += 1.0
        return value, gradients

    trainer = trainer_of()
    monkeypatch.setattr(Network, "gradients", wrong)
    report = check_all(trainer)
    assert [check.address for check in report.failed] == [SynapseAddress(1, 1, 0), SynapseAddress(1, 2, 0)]
    assert report.worst == report.failed[0]


@pytest.mark.parametrize(("most_work", "checked"), [(13 * 2 * 2 * 5, 5), (13 * 2 * 2 * 5 - 1, 4), (1, 1), (10**6, 13)])
def test_as_many_synapses_are_checked_as_the_work_allows(most_work, checked):
    report = check_all(trainer_of(), most_work)
    assert (report.checked, report.total) == (checked, 13)
