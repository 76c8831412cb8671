"""A table alone is an experiment: network and training by its size, test rows held out; a file says the same."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.data.tables.options import TableOptions
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.table_section import experiment_text


def write(path, rows=60, inputs=4, target=lambda row, place: "abc"[place % 3]):
    numbers = np.random.default_rng(1).normal(size=(rows, inputs)).round(4)
    names = [f"x{place + 1}" for place in range(inputs)]
    lines = [",".join([*names, "y"])]
    lines += [",".join([*map(str, row), str(target(row, place))]) for place, row in enumerate(numbers.tolist())]
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    ("inputs", "target", "layers", "activations", "loss"),
    [
        (4, lambda row, place: "abc"[place % 3], (4, 16, 3), ("tanh", "softmax"), "cross_entropy"),
        (4, lambda row, place: place % 2, (4, 16, 1), ("tanh", "sigmoid"), "binary_cross_entropy"),
        (2, lambda row, place: place % 2, (2, 16, 16, 1), ("relu", "relu", "sigmoid"), "binary_cross_entropy"),
        (1, lambda row, place: round(row[0] * 3, 3), (1, 4, 1), ("tanh", "linear"), "mse"),
    ],
)
def test_output_loss_and_layers_follow_from_the_table(tmp_path, inputs, target, layers, activations, loss):
    experiment = load_experiment(write(tmp_path / "t.csv", inputs=inputs, target=target))
    assert experiment.architecture.layers == layers
    assert experiment.architecture.activations == activations
    assert experiment.settings.loss == loss
    assert len(experiment.dataset.test) == 12


@pytest.mark.parametrize("options", [TableOptions(seed=3), TableOptions(("x2",), drop=("y",), test=0.5, scale=False)])
def test_the_file_that_a_table_amounts_to_comes_to_the_same_bits(tmp_path, options):
    first = load_experiment(write(tmp_path / "t.csv"), options)
    text = experiment_text("t.csv", "t", options, first.dataset, first.architecture, first.settings)
    (tmp_path / "t.toml").write_text(text)
    one, other = first.trainer(), load_experiment(tmp_path / "t.toml").trainer()
    for trainer in (one, other):
        trainer.run(epochs=5)
    assert (one.network.theta == other.network.theta).all()
    assert one.test_loss == other.test_loss
    assert other.stopping == one.stopping


def test_a_file_of_an_experiment_may_leave_network_and_training_to_the_size_of_its_table(tmp_path):
    write(tmp_path / "t.csv")
    (tmp_path / "t.toml").write_text('[data]\nfile = "t.csv"\ntarget = "y"\ntest = 0.25\n')
    experiment = load_experiment(tmp_path / "t.toml")
    assert experiment.architecture.layers == (4, 16, 3)
    assert experiment.trainer().test_loss > 0
    assert len(experiment.dataset.test) == 15


def test_a_table_of_inputs_and_targets_as_they_stand_is_read_as_before(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,y\n0,0,0\n1,1,1\n")
    (tmp_path / "t.toml").write_text('[data]\nfile = "t.csv"\n[network]\nlayers = [2, 1]\n')
    dataset = load_experiment(tmp_path / "t.toml").dataset
    assert dataset.encoding is None
    assert dataset.test is None
    assert dataset.inputs.tolist() == [[0, 0], [1, 1]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('target = "z"', "target: found z, expected y|one of"),
        ("test = 1.5", "t.toml: data.test: found 1.5"),
        ('missing = "guess"', "t.toml: data.missing: found 'guess', expected one of drop, mean"),
        ("classes = 3", "t.toml: data.classes"),
        ("scale = 1", "t.toml: data.scale"),
        ('target = "y"\ntargets = "y"', "t.toml: data.targets: found an unknown key"),
    ],
)
def test_a_wrong_key_is_named(tmp_path, line, said):
    write(tmp_path / "t.csv")
    (tmp_path / "t.toml").write_text(f'[data]\nfile = "t.csv"\n{line}\n')
    with pytest.raises(BadInput, match=said):
        load_experiment(tmp_path / "t.toml")


def test_options_of_a_table_are_refused_without_one():
    with pytest.raises(BadInput, match="xor: found options of a table"):
        load_experiment("xor", TableOptions(target=("y",)))


def test_a_table_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        load_experiment(tmp_path / "none.csv")


def test_the_scaled_numbers_learn_what_the_file_says(tmp_path):
    path = write(tmp_path / "t.csv", rows=150, inputs=2, target=lambda row, place: round(1000 + 50 * row[0], 2))
    trainer = load_experiment(path).trainer()
    trainer.run(epochs=100)
    assert trainer.test_loss < 0.02
