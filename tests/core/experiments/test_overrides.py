import re

import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.samples import sample_names


def changed(sample, **settings):
    return load_experiment(sample).override(Overrides(**settings))


def names_of(experiment):
    return [activation.name for activation in experiment.network().activations]


def test_every_setting_can_be_overridden():
    trainer = changed(
        "xor",
        layers=(2, 3, 3, 1),
        activation=("tanh", "relu", "sigmoid"),
        loss="mse",
        optimizer="sgd",
        learning_rate=0.5,
        momentum=0.9,
        batch=2,
        seed=11,
        epochs=30,
        target_loss=0.2,
    ).trainer()
    assert trainer.network.layers == (2, 3, 3, 1)
    assert [activation.name for activation in trainer.network.activations] == ["tanh", "relu", "sigmoid"]
    assert (trainer.loss_function.name, trainer.batch_size, trainer.seed) == ("mse", 2, 11)
    assert trainer.optimizer.settings == {"learning_rate": 0.5, "momentum": 0.9}
    assert (trainer.stopping.epochs, trainer.stopping.target_loss) == (30, 0.2)


def test_nothing_overridden_changes_nothing():
    experiment = load_experiment("xor")
    same = experiment.override(Overrides())
    assert (same.architecture, same.training) == (experiment.architecture, experiment.training)


def test_a_sample_is_not_changed_by_an_override():
    experiment = load_experiment("xor")
    experiment.override(Overrides(seed=8))
    assert experiment.seed == 7


@pytest.mark.parametrize("sample", sample_names())
def test_the_own_layers_of_a_sample_are_no_change(sample):
    experiment = load_experiment(sample)
    assert experiment.override(Overrides(layers=experiment.architecture.layers)).architecture == experiment.architecture


@pytest.mark.parametrize(
    ("sample", "layers", "activations"),
    [
        ("xor", (2, 1), ["sigmoid"]),
        ("xor", (2, 4, 4, 1), ["sigmoid"] * 3),
        ("cubic", (1, 4, 4, 1), ["sigmoid", "sigmoid", "linear"]),
        ("cubic", (1, 1), ["linear"]),
        ("linear", (1, 3, 1), ["linear", "linear"]),
    ],
)
def test_other_numbers_of_layers_keep_the_output_and_the_hidden_activation(sample, layers, activations):
    experiment = changed(sample, layers=layers)
    assert experiment.network().layers == layers
    assert names_of(experiment) == activations


def test_other_layers_go_on_without_a_bias():
    assert changed("trask-2-layer", layers=(3, 4, 1)).network().bias == (False, False)


def test_one_activation_stands_for_all_layers():
    assert names_of(changed("pixels", activation=("tanh",))) == ["tanh"] * 3


def test_an_optimizer_of_another_kind_begins_with_its_own_rates():
    assert changed("xor", optimizer="adam").trainer().optimizer.settings["learning_rate"] == 0.01


def test_an_inferring_sample_can_try_another_activation():
    assert names_of(changed("vertical-predefined", activation=("sigmoid",))) == ["sigmoid", "sigmoid"]


def test_a_seed_that_only_shuffles_makes_sense_too(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        "[data]\ntruth_table = 'or'\n[network]\nweights = [[[0], [0], [0]]]\n[training]\nbatch = 1\nshuffle = true\n"
    )
    assert load_experiment(path).override(Overrides(seed=5)).trainer().seed == 5


@pytest.mark.parametrize(
    ("sample", "settings", "message"),
    [
        (
            "xor",
            {"layers": (3, 4, 1)},
            "--layers: found 3-4-1, expected 2 inputs first and 1 outputs last, as the data has",
        ),
        ("xor", {"layers": (2,)}, "--layers: found 2, expected two or more sizes of 1 or more, inputs first"),
        ("xor", {"layers": (2, 0, 1)}, "--layers: found 2,0,1, expected two or more sizes"),
        ("letters-v1", {"layers": (1, 3, 1)}, "--layers: found 1-3-1, expected none, or 1-2-1: the weights are given"),
        ("letters-v1", {"seed": 3}, "--seed: found 3, expected none: the weights are given, and nothing else is drawn"),
        ("single-weight", {"seed": 3}, "--seed: found 3, expected none: the weights are given"),
        (
            "letters-v1",
            {"epochs": 3},
            "--epochs: found 3, expected none: the experiment has no [training], so nothing is trained",
        ),
        ("and-perceptron", {"learning_rate": 0.5}, "--learning-rate: found 0.5, expected none"),
        (
            "fann-and",
            {"loss": "cross_entropy"},
            "--loss: found binary_cross_entropy, expected one for outputs beyond 0 and 1",
        ),
        (
            "xor",
            {"activation": ("tanh",), "loss": "cross_entropy"},
            "--loss: found binary_cross_entropy, expected one for",
        ),
        ("xor", {"loss": "hinge"}, "--loss: found hinge, expected one of mse"),
        ("xor", {"activation": ("step",)}, "--activation: found step, expected one with a slope"),
        ("xor", {"activation": ("sigmiod",)}, "--activation: found sigmiod, expected one of sigmoid"),
        ("xor", {"activation": ("tanh",) * 3}, "--activation: found 3 names, expected 1 or 2"),
        ("xor", {"optimizer": "lbfgs"}, "--optimizer: found lbfgs, expected one of sgd"),
        ("xor", {"optimizer": "adam", "momentum": 0.5}, "--momentum: found 0.5, expected none: adam has no momentum"),
        (
            "fann-and",
            {"learning_rate": 0.7},
            "--learning-rate: found 0.7, expected none: fann-irprop- has no learning rate",
        ),
        ("letters", {"optimizer": "irprop-"}, "letters.toml: training.batch: found 1, expected full"),
        ("fann-and", {"batch": 2}, "--batch: found 2, expected full: fann-irprop- compares the signs"),
        ("xor", {"batch": 0}, "--batch: found 0, expected"),
        ("xor", {"seed": -1}, "--seed: found -1, expected a whole number from 0"),
        ("xor", {"learning_rate": -1.0}, "--learning-rate: found -1.0, expected a number above 0"),
        ("xor", {"learning_rate": float("nan")}, "--learning-rate: found nan, expected a number above 0"),
        ("xor", {"momentum": 1.0}, "--momentum: found 1.0, expected a number from 0 to below 1"),
        ("xor", {"epochs": -1}, "--epochs: found -1, expected a whole number of 0 or more"),
        ("xor", {"target_loss": -0.1}, "--target-loss: found -0.1, expected a number of 0 or more"),
    ],
)
def test_what_makes_no_sense_is_refused_and_says_why(sample, settings, message):
    with pytest.raises(BadInput, match="^" + re.escape(message)):
        changed(sample, **settings).trainer()


def test_layers_that_leave_an_activation_open_ask_for_it(tmp_path):
    path = tmp_path / "mine.toml"
    network = "layers = [2, 3, 3, 1]\nactivations = ['tanh', 'relu', 'sigmoid']"
    path.write_text(f"[data]\ntruth_table = 'or'\n[network]\n{network}\n[training]\n")
    experiment = load_experiment(path)
    with pytest.raises(
        BadInput, match="--layers: found 4 layers after the inputs, expected 3, or an activation for each"
    ):
        experiment.override(Overrides(layers=(2, 3, 3, 3, 1)))
    assert names_of(experiment.override(Overrides(layers=(2, 3, 1), activation=("tanh", "sigmoid")))) == [
        "tanh",
        "sigmoid",
    ]


def test_words_of_a_whole_rate_are_as_it_is_typed():
    assert Overrides(learning_rate=5.0).words == "learning rate 5"
    assert Overrides(layers=(2, 3, 1), seed=3).words == "layers 2,3,1 …"
