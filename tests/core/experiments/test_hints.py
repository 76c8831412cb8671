"""What to look for is said only of a run that it is about: from any seed, with the settings of the file."""

import re

import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.samples import sample_names
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Fork, GoTo, Make, Reseed, Step
from tests.core.sessions import do, session


def hint(**overrides):
    return load_experiment("xor").override(Overrides(**overrides)).look_for


def test_it_holds_from_any_seed_and_to_any_end():
    assert hint() == hint(seed=3, epochs=10, target_loss=0.5) != ""


@pytest.mark.parametrize(
    "overrides",
    [
        {"layers": (2, 2, 1)},
        {"activation": ("tanh", "sigmoid")},
        {"loss": "mse"},
        {"optimizer": "adam"},
        {"learning_rate": 0.1},
        {"momentum": 0.5},
        {"batch": 1},
        {"learning_rate": 0.1, "seed": 3},
    ],
)
def test_with_other_settings_there_is_none(overrides):
    assert hint(**overrides) == ""


@pytest.mark.parametrize("change", [Change("learning_rate", 5.0), Edit(0, 0, 0, 3.0)])
def test_after_a_change_on_the_way_there_is_none_and_in_the_branch_without_it_there_is(change):
    made = session()
    do(made, Step(20))
    assert do(made, Fork(), Make(change), Step(5)).about.look_for == ""
    assert do(made, Reseed(9)).about.look_for == hint()


def test_another_target_loss_is_no_change_of_course():
    made = session()
    assert do(made, Step(5), Make(Change("target_loss", 0.3)), GoTo(0)).about.look_for == hint()


@pytest.mark.parametrize("name", sample_names())
def test_no_sample_promises_what_one_seed_does(name):
    experiment = load_experiment(name)
    if experiment.seeded:
        assert not re.search(r"epoch|thousand|at once|about [0-9]", experiment.look_for)
