"""Settings of the data given other values: it is read again, and the run is that of a file which says so itself."""

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.commands import Rebuild, Step
from tests.core.sessions import do, session

MOONS = """
[data]
points = "moons"
count = 60
noise = {noise}
test = {test}
features = {features}
[network]
layers = [{inputs}, 3, 1]
activations = ["tanh", "sigmoid"]
[training]
loss = "binary_cross_entropy"
"""


def moons(folder, noise=0.1, test=0.2, features=("x1", "x2"), name="moons.toml"):
    path = folder / name
    features = list(features)
    path.write_text(MOONS.format(noise=noise, test=test, features=features, inputs=len(features)))
    return path


CHANGES = [
    {"noise": 0.4},
    {"test": 0.5},
    {"test": 0.0},
    {"features": ("x1", "x2", "x1*x2")},
    {"noise": 0.0, "features": ("x2",), "test": 0.3},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_the_run_is_that_of_a_file_which_says_so(change, tmp_path):
    changed = load_experiment(moons(tmp_path)).override(Overrides(**change))
    said = load_experiment(moons(tmp_path, **change, name="said.toml"))
    trainers = [experiment.trainer() for experiment in (changed, said)]
    for trainer in trainers:
        trainer.run(20)
    np.testing.assert_array_equal(trainers[0].network.theta, trainers[1].network.theta)
    assert trainers[0].test_loss == trainers[1].test_loss
    assert changed.source_of_data.values == said.source_of_data.values


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_session_rebuilt_has_the_same_bits(change, tmp_path):
    made = session(moons(tmp_path))
    do(made, Step(3), Rebuild((("layers", (2, 4, 1)),)), Rebuild(tuple(change.items())), Step(20))
    trainer = load_experiment(moons(tmp_path, **change, name="said.toml")).override(Overrides(hidden=(4,))).trainer()
    trainer.run(20)
    np.testing.assert_array_equal(made.trainer.network.theta, trainer.network.theta)


def test_what_follows_from_the_size_follows_from_the_new_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\n" + "".join(f"{x / 7},{x * x % 31 / 7}\n" for x in range(200)))
    experiment = load_experiment(path)
    half = experiment.override(Overrides(learning_rate=0.5)).override(Overrides(test=0.9))
    assert (half.epochs, half.settings.rates) != (experiment.epochs, experiment.settings.rates)
    assert half.settings.rates == {"learning_rate": 0.5}
    assert half.architecture.layers != experiment.architecture.layers
    # In a session what is seen stays: only the rows are others.
    made = session(path)
    before = do(made, Step(1)).about
    after = do(made, Rebuild((("test", 0.9),)), Step(1)).about
    stays = ("layers", "activation", "loss", "optimizer", "learning_rate", "epochs")
    assert {name: dict(after.values)[name] for name in stays} == {name: dict(before.values)[name] for name in stays}
    assert after.examples < before.examples


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("xor", {"noise": 0.2}, "--noise: found 0.2, expected nothing: the points are not generated"),
        ("xor", {"test": 0.2}, "--test: found 0.2, expected nothing: rows are held out of tables only"),
        ("letters", {"features": ("x",)}, "--features: found"),
        ("moons", {"noise": -1.0}, "--noise: found -1.0, expected a number of 0 or more"),
        ("moons", {"test": 1.0}, "--test: found 1.0, expected a share"),
        ("moons", {"features": ("x3",)}, "moons.toml: data.points: features: x3: found x3, expected one of x1, x2"),
    ],
)
def test_what_the_data_cannot_have_is_refused(name, change, words):
    with pytest.raises(BadInput) as problem:
        load_experiment(name).override(Overrides(**change))
    assert words in str(problem.value)
