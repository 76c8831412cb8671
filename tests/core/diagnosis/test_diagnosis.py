"""Diagnosis: for each rule a run that it is about, and one that it is not."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.diagnosis.diagnose import RULES, diagnose
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.commands import Choose, Step
from perceptop.core.session.session import Session


def after(steps, name="xor", experiment=None, **overrides):
    """The snapshot of a run after that many epochs."""
    experiment = (experiment or load_experiment(name)).override(Overrides(**overrides))
    session = Session(experiment, None, playing=False)
    session.handle(Step(steps))
    while session.wait() == 0:
        session.advance(1.0)
    return session.snapshot()


def with_weights(weights, **overrides):
    """XOR from given weights."""
    experiment = load_experiment("xor")
    layers = (len(weights[0]) - 1, *(len(array[0]) for array in weights))
    architecture = dataclasses.replace(experiment.architecture, layers=layers, weights=weights)
    return dataclasses.replace(experiment, architecture=architecture).override(Overrides(**overrides))


def found(snapshot, rule):
    return [finding for finding in diagnose(snapshot) if finding.rule == rule]


def only(snapshot, rule):
    findings = found(snapshot, rule)
    assert len(findings) == 1, diagnose(snapshot)
    return findings[0]


@pytest.mark.parametrize("epochs", [0, 1, 50, 100, 150, 300, 2000])
def test_nothing_is_the_matter_with_the_sample(epochs):
    assert diagnose(after(epochs)) == ()


def test_diverged_says_when_and_names_the_rate():
    snapshot = after(500, "linear", learning_rate=5.0)
    finding = only(snapshot, "diverged")
    assert f"diverged at epoch {snapshot.progress.epoch:,}: the learning rate of 5" in finding.sentence
    assert "0.5" in finding.advice
    assert diagnose(snapshot) == (finding,)


def test_a_run_that_only_falls_has_not_diverged():
    assert not found(after(500, "linear"), "diverged")


def test_saturated_neurons_are_named():
    weights = [[[40.0, 1.0], [30.0, -1.0], [30.0, 0.5]], [[0.5], [1.0], [0.1]]]
    finding = only(after(3, experiment=with_weights(weights)), "saturated")
    assert finding.neurons == (NeuronAddress(1, 0),)
    assert finding.sentence.startswith("h1 is saturated")


def test_a_switch_in_a_solved_network_is_not_called_saturated():
    # Two neurons far out on both sides make XOR: nothing is the matter with that.
    weights = [[[40.0, 40.0], [40.0, 40.0], [-20.0, -60.0]], [[40.0], [-40.0], [-20.0]]]
    assert diagnose(after(3, experiment=with_weights(weights))) == ()


def test_dead_neurons_are_named():
    weights = [[[-1.0, 1.0], [-1.0, -1.0], [-0.5, 0.5]], [[1.0], [1.0], [0.0]]]
    finding = only(after(3, experiment=with_weights(weights, activation=("relu", "sigmoid"))), "dead")
    assert finding.neurons == (NeuronAddress(1, 0),)
    assert finding.sentence.startswith("h1 is dead")


def test_a_relu_that_fires_now_and_then_is_alive():
    weights = [[[-1.0, 1.0], [-1.0, -1.0], [1.5, 0.5]], [[1.0], [1.0], [0.0]]]
    assert not found(after(3, experiment=with_weights(weights, activation=("relu", "sigmoid"))), "dead")
    assert not found(after(3, activation=("leaky_relu", "sigmoid")), "dead")


def test_of_large_data_nothing_is_said_of_neurons_from_a_window():
    snapshot = after(0, "cubic")
    assert snapshot.about.examples > len(snapshot.numbers.inputs)
    assert not found(snapshot, "saturated")


def test_a_gradient_that_vanishes_is_told_by_layers():
    finding = only(after(100, layers=(2, 8, 8, 8, 8, 8, 8, 1)), "vanishing gradient")
    assert finding.sentence.startswith("Layer 1 gets as little as")
    assert finding.neurons == tuple(NeuronAddress(1, index) for index in range(8))


def test_one_hidden_layer_gets_enough():
    assert not found(after(100), "vanishing gradient")
    assert not found(after(100, layers=(2, 8, 8, 1)), "vanishing gradient")


def test_a_plateau_is_told_with_its_length():
    # All rows alike at 0.5: no row is right, so there is none to blame.
    finding = only(after(1000, epochs=1000, layers=(2, 8, 8, 8, 8, 8, 8, 1)), "plateau")
    assert "for 200 epochs" in finding.sentence
    assert finding.rows == ()


@pytest.mark.by_default(1)
@pytest.mark.parametrize("name", ["pixels", "vertical", "xor3"])
def test_a_plateau_that_a_run_leaves_by_itself_is_no_finding(name):
    assert not diagnose(after(600, name))
    assert not diagnose(after(3000, name))


def test_a_run_under_way_is_not_called_stuck():
    assert diagnose(after(2000, layers=(2, 2, 1), seed=1)) == ()


def test_steps_of_their_own_size_do_not_vanish():
    deep = (2, 8, 8, 8, 8, 8, 8, 1)
    for optimizer in ("adam", "irprop-"):
        assert not found(after(20, layers=deep, optimizer=optimizer), "vanishing gradient")


def test_a_loss_that_falls_slowly_is_no_plateau():
    assert not found(after(1000, "single-weight"), "plateau")
    assert not found(after(150, layers=(2, 8, 8, 8, 8, 8, 8, 1)), "plateau")


def test_symmetric_weights_are_told_by_group():
    weights = [[[0.3, 0.3, 0.7], [-0.4, -0.4, 0.1], [0.1, 0.1, -0.2]], [[0.5], [0.5], [-0.3], [0.2]]]
    for epochs in (0, 40):
        finding = only(after(epochs, experiment=with_weights(weights)), "symmetric weights")
        assert finding.neurons == (NeuronAddress(1, 0), NeuronAddress(1, 1))
        assert finding.sentence.startswith("h1 and h2 have the same weights")


def test_the_same_weights_in_but_others_out_are_not_symmetric():
    weights = [[[0.3, 0.3], [-0.4, -0.4], [0.1, 0.1]], [[0.5], [-0.5], [0.2]]]
    assert not found(after(5, experiment=with_weights(weights)), "symmetric weights")


@pytest.mark.parametrize(("seed", "rows"), [(1, (0, 2)), (4, (0,)), (7, (1, 3))])
def test_a_stuck_xor_says_which_rows_are_wrong(seed, rows):
    snapshot = after(2000, epochs=2000, layers=(2, 2, 1), seed=seed)
    finding = only(snapshot, "stuck rows")
    assert finding.rows == rows
    assert f"row {rows[0] + 1} gives" in finding.sentence
    assert not found(snapshot, "plateau")


def test_a_solved_xor_has_no_stuck_rows():
    assert diagnose(after(2000, epochs=2000, layers=(2, 2, 1), seed=3)) == ()


def test_rows_are_numbered_as_in_the_data_when_only_a_window_is_shown():
    inputs = np.tile([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], (30, 1))
    experiment = dataclasses.replace(
        load_experiment("xor"), dataset=Dataset(inputs, (inputs.sum(axis=1, keepdims=True) == 1).astype(float))
    ).override(Overrides(layers=(2, 2, 1), seed=4, learning_rate=1 / 30, epochs=2000))
    session = Session(experiment, None, playing=False)
    session.handle(Step(2000))
    while session.wait() == 0:
        session.advance(1.0)
    session.handle(Choose(119))
    finding = only(session.snapshot(), "stuck rows")
    assert all(row % 4 == 0 for row in finding.rows)
    assert finding.rows[0] == 56
    assert "of those shown" in finding.sentence


def test_given_weights_are_not_diagnosed():
    for name in ("letters-v1", "and-perceptron", "vertical-predefined", "spam-neuron"):
        assert diagnose(after(0, name)) == ()


def test_every_rule_states_its_condition():
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) == 7
    assert all(rule.condition for rule in RULES)


def test_every_finding_is_a_sentence_and_an_advice():
    for finding in diagnose(after(2000, epochs=2000, layers=(2, 2, 1), seed=1)):
        assert finding.sentence.endswith(".")
        assert finding.advice.endswith(".")
