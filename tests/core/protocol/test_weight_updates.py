"""The ledger: what the last update did to each synapse, sorted and filtered."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.commands import Step
from perceptop.core.protocol.weight_updates import WeightUpdates
from perceptop.core.session.session import Session


def snapshot_after(epochs):
    session = Session(load_experiment("xor"), None, playing=False)
    session.handle(Step(epochs))
    while session.wait() == 0:
        session.advance(1.0)
    return session.snapshot(), session.trainer


def xor():
    return WeightUpdates.of(snapshot_after(3)[0])


def test_before_and_step_and_after_of_every_synapse():
    before = snapshot_after(2)[1].network.theta
    ledger = xor()
    assert len(ledger) == 17
    np.testing.assert_allclose(ledger.before, before, atol=1e-15)
    np.testing.assert_allclose(ledger.before + ledger.step, ledger.after, atol=1e-15)
    assert (ledger.size == abs(ledger.step)).all()


def test_addresses_there_and_back():
    ledger = xor()
    assert ledger.address(0) == SynapseAddress(0, 0, 0)
    assert ledger.address(8) == SynapseAddress(0, None, 0)
    assert ledger.address(16) == SynapseAddress(1, None, 0)
    assert [ledger.place_of(ledger.address(place)) for place in range(17)] == list(range(17))
    assert ledger.place_of(SynapseAddress(1, 0, 3)) is None


def test_the_one_that_moved_most():
    ledger = xor()
    assert ledger.size[ledger.largest] == ledger.size.max()
    assert WeightUpdates.of(snapshot_after(0)[0]).largest is None


def test_filters_are_by_layer_source_and_target():
    ledger = xor()
    assert ledger.select(layer=1).tolist() == [12, 13, 14, 15, 16]
    assert ledger.select(layer=0, source=1).tolist() == [4, 5, 6, 7]
    assert ledger.select(layer=0, target=2).tolist() == [2, 6, 10]
    assert ledger.select(biases=True).tolist() == [8, 9, 10, 11, 16]
    assert len(ledger.select(biases=False)) == 12
    assert len(ledger.select()) == 17


def test_sorting_is_stable_and_works_on_what_was_filtered():
    ledger = xor()
    by_size = ledger.sort("size", descending=True)
    assert (np.diff(ledger.size[by_size]) <= 0).all()
    assert by_size[0] == ledger.largest
    layer = ledger.sort("after", ledger.select(layer=1))
    assert sorted(layer.tolist()) == [12, 13, 14, 15, 16]
    assert (np.diff(ledger.after[layer]) >= 0).all()
    assert ledger.sort("layer").tolist() == list(range(17))
    assert ledger.sort("layer", descending=True).tolist() == [*range(12, 17), *range(12)]


def test_an_unknown_column_is_refused():
    with pytest.raises(BadInput, match="sort: found color, expected one of layer, source"):
        xor().sort("color")


def test_sums_by_layer():
    ledger, snapshot = xor(), snapshot_after(3)[0]
    for line, step in zip(ledger.sums(), snapshot.numbers.last_step, strict=True):
        assert line.synapses == step.size
        assert line.step == pytest.approx(step.sum())
        assert line.mean_size == pytest.approx(abs(step).mean())


def test_a_run_that_has_diverged_still_has_a_ledger():
    snapshot = snapshot_after(1)[0]
    step = tuple(array.copy() for array in snapshot.numbers.last_step)
    step[0][1, 1] = np.nan
    numbers = dataclasses.replace(snapshot.numbers, last_step=step)
    ledger = WeightUpdates.of(dataclasses.replace(snapshot, numbers=numbers))
    assert ledger.largest == 5
    assert ledger.sort("size", descending=True)[-1] == 5
