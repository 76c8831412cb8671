"""The thresholds of rules and milestones, each from both sides, on snapshots made by hand."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.diagnosis import saturation, standstill, stuck_rows, vanishing
from perceptop.core.diagnosis.milestones import NAMES, MilestonesReached, milestones
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.session.session import Session


@pytest.fixture(scope="module")
def xor():
    """The snapshot of XOR before its first epoch: four rows, MSE 0.25 or more."""
    return Session(load_experiment("xor"), None, playing=False).snapshot()


def changed(snapshot, **parts):
    """The snapshot with some fields of its parts replaced: `numbers={"mse": 0.1}`."""
    new = {name: dataclasses.replace(getattr(snapshot, name), **fields) for name, fields in parts.items()}
    return dataclasses.replace(snapshot, **new)


def with_deltas(snapshot, *sizes):
    """A network with one neuron in each layer after its inputs, and δ of these sizes at all four rows."""
    layers = (2, *(1 for _ in sizes))
    deltas = tuple(np.array([[size], [-size], [size], [-size]]) for size in sizes)
    return changed(snapshot, about={"layers": layers}, numbers={"deltas": deltas})


@pytest.mark.parametrize(
    ("sizes", "layers"),
    [
        ((1e-4, 0.2, 0.5), [1]),
        ((1e-4, 0.5), []),  # one hidden layer only
        ((1e-17, 1e-13, 1e-13), []),  # the outputs have nothing to pass back
        ((0.0, 0.2, 0.5), []),  # dead, or at rest: that is another rule's
        ((6e-4, 0.2, 0.5), []),  # 1/833 of the outputs' δ
    ],
)
def test_layers_whose_delta_is_below_a_thousandth(xor, sizes, layers):
    found = vanishing.find(with_deltas(xor, *sizes))
    assert [neuron.layer for finding in found for neuron in finding.neurons] == layers


def with_hidden(snapshot, activation, z, a):
    """A single hidden neuron with the same z and a at all rows."""
    output_z, output = np.zeros((4, 1)), np.full((4, 1), 0.5)
    numbers = {
        "z": (np.full((4, 1), z), output_z),
        "activations": (snapshot.numbers.inputs, np.full((4, 1), a), output),
    }
    return changed(snapshot, about={"layers": (2, 1, 1), "activations": (activation, "sigmoid")}, numbers=numbers)


@pytest.mark.parametrize(
    ("activation", "z", "a", "saturated"),
    [
        ("sigmoid", 7.0, 0.999088948, False),  # 1/274 of the steepest slope
        ("sigmoid", 10.414, 0.99997, False),  # 1/8,334
        ("sigmoid", 10.820, 0.99998, True),  # 1/12,500
        ("sigmoid", 12.0, 0.999993856, True),  # 1/40,700
        ("tanh", -9.0, -0.99999997, True),
        ("gaussian", 1e-6, 1.0, False),  # at the top of the bell
        ("gaussian", 5.0, 1.4e-11, True),
    ],
)
def test_a_flat_curve_is_saturated_from_a_ten_thousandth_on(xor, activation, z, a, saturated):
    found = saturation.find_saturated(with_hidden(xor, activation, z, a))
    assert [finding.neurons for finding in found] == ([(NeuronAddress(1, 0),)] if saturated else [])


def ended(snapshot, epoch, losses, **numbers):
    """A run that has ended at `epoch`, with losses at evenly spread epochs up to there."""
    epochs = np.linspace(1, epoch, len(losses)).round()
    curve = {"epochs": epochs, "lows": np.array(losses), "highs": np.array(losses)}
    return changed(snapshot, progress={"state": "finished", "epoch": epoch}, curve=curve, numbers=numbers)


@pytest.mark.parametrize(("epoch", "window"), [(150, None), (199, None), (200, 100), (1000, 200)])
def test_a_standstill_takes_200_epochs_at_least(xor, epoch, window):
    assert standstill.standing(ended(xor, epoch, [0.25] * 50)) == window


def test_a_loss_that_still_falls_by_a_hundredth_does_not_stand(xor):
    assert standstill.standing(ended(xor, 1000, [0.25] * 40 + [0.2474] * 10)) is None
    assert standstill.standing(ended(xor, 1000, [0.25] * 40 + [0.2476] * 10)) == 200


def test_rows_are_stuck_only_where_targets_have_two_values(xor):
    outputs = np.array([[0.1], [0.1], [0.9], [0.1]])
    two, three = np.array([[0.0], [1.0], [1.0], [0.0]]), np.array([[0.0], [1.0], [1.0], [0.2]])
    (finding,) = stuck_rows.find(ended(xor, 1000, [0.25] * 50, outputs=outputs, targets=two))
    assert finding.rows == (1,)
    assert stuck_rows.find(ended(xor, 1000, [0.25] * 50, outputs=outputs, targets=three)) == ()


def test_all_rows_wrong_or_none_are_not_stuck(xor):
    targets = np.array([[0.0], [1.0], [1.0], [0.0]])
    for outputs in (targets, 1 - targets):
        assert stuck_rows.find(ended(xor, 1000, [0.25] * 50, outputs=outputs, targets=targets)) == ()


def logged(snapshot, epochs, outputs, **numbers):
    """The log of these epochs, with the outputs of a network with one output, `(epochs, rows)`."""
    log = {"epochs": np.array(epochs), "outputs": np.array(outputs, float)[..., None]}
    return changed(snapshot, log=log, numbers=numbers, progress={"reached": epochs[-1], "epoch": epochs[-1]})


@pytest.mark.parametrize(("first", "exact"), [(6, True), (7, False)])
def test_a_milestone_is_exact_if_the_log_goes_on_where_the_last_one_ended(xor, first, exact):
    targets = xor.numbers.targets[:, 0]
    seen = logged(xor, [first, first + 1], [1 - targets, targets])
    _, found = milestones(MilestonesReached(frozenset(NAMES[:2]), xor.branches[0].name, 5), seen)
    assert [(callout.epoch, callout.exact) for callout in found] == [(first + 1, exact)] * 2


def test_a_negative_row_is_right_if_its_target_does_not_come_out(xor):
    targets = np.array([[1.0], [0.0], [1.0], [0.0]])
    negative = np.array([False, False, True, True])
    hit, missed = [1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]
    reached = MilestonesReached(frozenset(NAMES[:3]), xor.branches[0].name, 0)
    _, found = milestones(reached, logged(xor, [1, 2], [hit, missed], targets=targets, negative=negative))
    assert [(callout.name, callout.epoch) for callout in found] == [("all rows right", 2)]


def test_what_is_left_of_delta_is_said_as_a_share_of_the_outputs(xor):
    (finding,) = vanishing.find(with_deltas(xor, 1e-4, 0.2, 0.5))
    assert finding.sentence.startswith("Layer 1 gets as little as 0.0002 of the error")
