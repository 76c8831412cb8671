"""Which kinds of pictures suit a problem, and what subjects each has, for problems described by hand."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network
from perceptop.core.pictures.hidden_space import hidden_space
from perceptop.core.pictures.kinds import KINDS, applicable
from perceptop.core.pictures.scene import Scene
from perceptop.core.pictures.surface import neuron_surfaces, surface
from perceptop.core.session.session import Session
from perceptop.core.training.trainer import Trainer


@pytest.fixture(scope="module")
def xor():
    return Session(load_experiment("xor"), None, playing=False).snapshot().about


def about(xor, *layers, bias=True, **fields):
    return dataclasses.replace(xor, layers=layers, bias=(bias,) * (len(layers) - 1), classes=(), **fields)


@pytest.mark.parametrize(
    ("layers", "examples", "kinds"),
    [
        ((2, 3, 1), 4, ["surface", "hidden-space", "neurons", "loss-surface", "weights", "histograms"]),
        ((1, 1, 1), 4, ["fit", "loss-surface", "weights", "histograms"]),
        ((1, 1, 1), 1, ["loss-surface", "weights", "histograms"]),
        ((2, 1), 4, ["surface", "loss-surface", "weights", "histograms"]),
        ((1, 1), 1, ["loss-surface", "weights", "histograms"]),
    ],
)
def test_kinds_that_suit(xor, layers, examples, kinds):
    assert list(applicable(about(xor, *layers, examples=examples))) == kinds


def test_a_single_weight_is_only_shown_as_itself(xor):
    assert applicable(about(xor, 1, 1, bias=False, examples=1)) == ("weights",)


@pytest.mark.parametrize(
    ("kind", "layers", "subjects"),
    [
        ("surface", (2, 3, 1), ["1.0", "1.1", "1.2"]),
        ("surface", (2, 1, 2), ["2.0", "2.1", "1.0"]),
        ("weights", (2, 1), []),
        ("weights", (2, 3, 1), ["1", "2"]),
        ("loss-surface", (1, 2), ["0.0-1.0,0.b-1.0", "0.0-1.1,0.b-1.1"]),
        ("loss-surface", (2, 1), ["0.0-1.0,0.1-1.0"]),
        ("hidden-space", (2, 3, 1, 2, 1), ["1.0,1.1", "1.1,1.2", "3.0,3.1"]),
    ],
)
def test_subjects_of_a_kind(xor, kind, layers, subjects):
    assert list(KINDS[kind].subjects(about(xor, *layers))) == subjects


def scene(layers, activation="sigmoid", inputs=((0, 0), (1, 1)), targets=((0,), (1,)), **options):
    return Scene.of(Trainer(Network(layers, activation, **options), Dataset(inputs, targets)))


def test_of_a_wide_layer_twelve_surfaces_are_shown():
    found = neuron_surfaces(scene([2, 13, 1]))
    assert [len(layer) for layer in found.layers] == [12, 1]
    assert found.sizes == (13, 1)


def test_the_marks_of_an_output_are_of_its_own_targets():
    targets = [[0.1, 0.9], [0.2, 0.3], [0.9, 0.2]]
    found = surface(scene([2, 2], inputs=[[0, 0], [1, 0], [1, 1]], targets=targets), "1.1")
    assert found.marks.of.tolist() == [1, 0, 0]


def test_hidden_space_without_limits_goes_a_tenth_beyond_what_there_was():
    weights = [[[1.0, 2.0], [0.0, 0.0], [0.0, -1.0]], [[1.0], [1.0], [0.0]]]
    found = hidden_space(scene([2, 2, 1], ["linear", "sigmoid"], weights=weights))
    assert np.array([found.x, found.y]) == pytest.approx(np.array([[-0.1, 1.1], [-1.2, 1.2]]))
