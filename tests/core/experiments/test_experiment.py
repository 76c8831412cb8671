import dataclasses
import random
from contextlib import suppress

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.samples import sample_file, sample_names
from perceptop.core.training.metrics import MetricSchedule
from perceptop.core.training.stopping import Plateau, Stopping

WHOLE = """
title = "A title"
source = "A source"
look_for = "A sentence."
speed = 12.5

[data]
inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]
targets = [[0], [1], [1], [0]]
input_names = ["left", "right"]
output_names = ["differ"]

[network]
layers = [2, 3, 1]
activations = ["tanh", "sigmoid"]
bias = [true, false]
weights = { uniform = [-2, 2], seed = 7 }
dtype = "float32"

[training]
loss = "sse"
optimizer = "sgd"
learning_rate = 0.25
momentum = 0.5
batch = 2
shuffle = true
epochs = 20
target_loss = 0.5
plateau = { epochs = 10, share = 0.01 }
checkpoints = { metric = "mae", every = 5 }
"""


def load(folder, text, name="mine.toml"):
    path = folder / name
    path.write_text(text)
    return load_experiment(path)


def refusal(folder, text):
    with pytest.raises(BadInput) as problem:
        load(folder, text).trainer()
    message = str(problem.value).replace(str(folder) + "/", "")
    assert "\n" not in message
    return message


def with_line(old, new, text=WHOLE):
    assert old in text
    return text.replace(old, new)


def test_an_experiment_says_what_its_file_says(tmp_path):
    experiment = load(tmp_path, WHOLE)
    assert (experiment.name, experiment.title, experiment.source) == ("mine", "A title", "A source")
    assert (experiment.look_for, experiment.speed, experiment.seed) == ("A sentence.", 12.5, 7)
    assert experiment.stopping == Stopping(20, 0.5, Plateau(10, 0.01))
    assert (experiment.epochs, experiment.batch) == (20, 2)
    assert experiment.checkpoints == MetricSchedule("mae", 5)


def test_its_trainer_has_all_its_settings(tmp_path):
    trainer = load(tmp_path, WHOLE).trainer()
    assert trainer.network.layers == (2, 3, 1)
    assert [activation.name for activation in trainer.network.activations] == ["tanh", "sigmoid"]
    assert trainer.network.bias == (True, False)
    assert trainer.network.theta.dtype == np.float32
    assert trainer.network.labels.inputs == ("left", "right")
    assert trainer.network.labels.outputs == ("differ",)
    assert trainer.loss_function.name == "sse"
    assert trainer.optimizer.settings == {"learning_rate": 0.25, "momentum": 0.5}
    assert (trainer.batch_size, trainer.shuffle, trainer.seed) == (2, True, 7)


def test_what_a_file_leaves_out_has_a_default(tmp_path):
    experiment = load(tmp_path, "[data]\ntruth_table = 'xor'\n[network]\nlayers = [2, 1]\n[training]\n")
    assert (experiment.title, experiment.source, experiment.look_for, experiment.speed) == ("mine", "", "", 60)
    assert (experiment.epochs, experiment.checkpoints, experiment.batch) == (None, None, "full")
    assert experiment.trainer().loss_function.name == "mse"


def test_the_weights_follow_from_the_seed(tmp_path):
    experiment = load(tmp_path, WHOLE)
    np.testing.assert_array_equal(experiment.network().theta, experiment.network(7).theta)
    assert (experiment.network(8).theta != experiment.network(7).theta).all()


def test_each_trainer_has_a_network_of_its_own(tmp_path):
    experiment = load(tmp_path, WHOLE)
    first = experiment.trainer()
    first.run(5)
    np.testing.assert_array_equal(experiment.trainer().network.theta, experiment.network().theta)


def test_an_experiment_cannot_be_changed(tmp_path):
    with pytest.raises(dataclasses.FrozenInstanceError):
        load(tmp_path, WHOLE).title = "another"


def test_given_weights_are_taken_as_they_are_and_tell_the_shape(tmp_path):
    text = """
    [data]
    inputs = [[1, 2]]
    targets = [[0.5]]
    [network]
    activation = "linear"
    weights = [[[1, 2, 3], [4, 5, 6]], [[1], [2], [3]]]
    biases = [[0.1, 0.2, 0.3], [0.4]]
    """
    network = load(tmp_path, text).network()
    assert network.layers == (2, 3, 1)
    np.testing.assert_array_equal(network.weights[0], [[1, 2, 3], [4, 5, 6], [0.1, 0.2, 0.3]])
    np.testing.assert_allclose(network.predict([1, 2]), [9.1 + 2 * 12.2 + 3 * 15.3 + 0.4])


@pytest.mark.parametrize("rows", ["weights = [[[7], [3], [-5]]]", "weights = [[[7], [3]]]\nbiases = [[-5]]"])
def test_a_bias_may_be_the_last_row_or_stand_apart(tmp_path, rows):
    network = load(tmp_path, f"[data]\ntruth_table = 'and'\n[network]\n{rows}\n").network()
    assert network.weights[0].ravel().tolist() == [7, 3, -5]
    assert network.bias == (True,)


def test_weights_without_a_bias_have_no_such_row(tmp_path):
    text = "[data]\ntruth_table = 'and'\n[network]\nbias = false\nweights = [[[7], [3]]]\n"
    assert load(tmp_path, text).network().bias == (False,)


def test_without_training_there_is_nothing_to_run(tmp_path):
    experiment = load(tmp_path, "[data]\ntruth_table = 'and'\n[network]\nweights = [[[7], [3], [-5]]]\n")
    trainer = experiment.trainer()
    assert experiment.training is None
    assert trainer.run() == 0
    assert trainer.outputs.shape == (4, 1)


def test_data_files_are_found_beside_the_experiment(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("a,b,c\n1,2,3\n4,5,6\n")
    text = "[data]\nfile = 'data/a.csv'\ntargets = ['a']\n[network]\nlayers = [2, 1]\n[training]\n"
    experiment = load(tmp_path, text)
    assert experiment.dataset.targets.tolist() == [[1], [4]]
    assert experiment.dataset.input_names == ("b", "c")


def test_symbols_reach_data_and_network(tmp_path):
    text = "[data]\nsymbols = { no = 0, yes = 1 }\ninputs = ['no', 'yes']\ntargets = ['yes', 'no']\n"
    experiment = load(tmp_path, text + "[network]\nlayers = [1, 1]\n[training]\n")
    assert experiment.dataset.targets.tolist() == [[1], [0]]
    assert experiment.network().labels.symbols == experiment.dataset.symbols


def test_images_are_pictures(tmp_path):
    text = "[data]\nimages = 'greyscale'\nsets = 2\n[network]\nlayers = [4, 4]\n[training]\n"
    dataset = load(tmp_path, text).dataset
    assert (len(dataset), dataset.image) == (32, (2, 2))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("= 0.25", "= 'fast'", "mine.toml: training.learning_rate: found 'fast', expected a number above 0"),
        ("= 0.25", "= 0", "mine.toml: training.learning_rate: found 0, expected a number above 0"),
        ("= 0.25", "= nan", "mine.toml: training.learning_rate: found nan"),
        ("= 0.25", "= true", "mine.toml: training.learning_rate: found True"),
        ("= 0.25", "= 1" + "0" * 400, "mine.toml: training.learning_rate: found 1"),
        (
            "learning_rate",
            "learning_rat",
            "mine.toml: training.learning_rat: found an unknown key, expected learning_rate?",
        ),
        (
            "momentum = 0.5",
            "momentum = 1",
            "mine.toml: training.momentum: found 1, expected a number from 0 to below 1",
        ),
        ("batch = 2", "batch = 0", 'mine.toml: training.batch: found 0, expected "full", or'),
        ("batch = 2", "batch = 'half'", "mine.toml: training.batch: found 'half'"),
        ("epochs = 20\n", "epochs = 2.5\n", "mine.toml: training.epochs: found 2.5, expected a whole number"),
        ("share = 0.01", "shar = 0.01", "mine.toml: training.plateau.shar: found an unknown key, expected share?"),
        ('"mae"', '"mean"', "mine.toml: training.checkpoints.metric: found 'mean', expected one of loss"),
        ("every = 5", "every = 0", "mine.toml: training.checkpoints.every: found 0, expected a whole number of 1"),
        ('loss = "sse"', 'loss = "see"', "mine.toml: training.loss: found see, expected one of"),
        ('loss = "sse"', "loss = 1", "mine.toml: training.loss: found 1, expected a text"),
        ('"sgd"', '"sdg"', "mine.toml: training.optimizer: found sdg, expected one of sgd, adam"),
        ('"sgd"', '"adam"', "mine.toml: training.momentum: found 0.5, expected none: adam has no momentum"),
        (
            "[2, 3, 1]",
            "[3, 3, 1]",
            "mine.toml: network.layers: found 3-3-1, expected 2 inputs first and 1 outputs last",
        ),
        ("[2, 3, 1]", "[2, 0, 1]", "mine.toml: network.layers: found 0, expected a whole number of 1 or more"),
        ("[2, 3, 1]", "[2]", "mine.toml: network.layers: found [2], expected two or more sizes"),
        ("[2, 3, 1]", "'2,3,1'", "mine.toml: network.layers: found '2,3,1', expected a list of whole numbers"),
        ("[2, 3, 1]", "[2, 100000000, 1]", "mine.toml: network.layers: found 400,000,000 weights, expected at most"),
        ('"tanh", ', '"than", ', "mine.toml: network.activations: found than, expected one of sigmoid, tanh"),
        ('"tanh", ', '"step", ', "mine.toml: network.activations: found step, expected one with a slope"),
        (
            '["tanh", ',
            '["tanh", "tanh", ',
            "mine.toml: network.activations: found ['tanh', 'tanh', 'sigmoid'], expected 1 or 2",
        ),
        ("[true, false]", "[true, 0]", "mine.toml: network.bias: found [True, 0], expected true or false"),
        ("[-2, 2]", "[2, -2]", "mine.toml: network.weights.uniform: found [2.0, -2.0], expected the lower limit first"),
        ("[-2, 2]", "[2]", "mine.toml: network.weights.uniform: found [2], expected a list of 2 numbers"),
        ("uniform", "uniforn", "mine.toml: network.weights: found no way to draw numbers, expected one of uniform"),
        ("seed = 7", "seed = -7", "mine.toml: network.weights.seed: found -7, expected a whole number of 0 or more"),
        (
            "seed = 7",
            "seed = 7, generator = 'old'",
            "mine.toml: network.weights.generator: found 'old', expected one of",
        ),
        ("seed = 7", f"seed = {2**32}, generator = 'legacy'", "mine.toml: network.weights.seed: found 4294967296"),
        ("float32", "float16", "mine.toml: network.dtype: found float16, expected float64 or float32"),
        ("speed = 12.5", "speed = 0", "mine.toml: speed: found 0, expected 0.001 to 1,000,000,000"),
        ('title = "A title"', "title = 3", "mine.toml: title: found 3, expected a text"),
        ("[training]", "[trainign]", "mine.toml: trainign: found an unknown key, expected training?"),
        ("[data]", "[date]", "mine.toml: found no [data], expected a table of that name"),
        ("[[0], [1], [1], [0]]", "[[0], [1], [1]]", "mine.toml: data.targets: found 3 rows, expected 4"),
        (
            "[[0], [1], [1], [0]]",
            "[[0], [1], [1], ['x']]",
            "mine.toml: data.targets, row 4: found 'x', expected a number",
        ),
        ('["left", "right"]', '["left"]', "mine.toml: data.input_names: found 1 names, expected 2"),
        (
            "inputs = [[0, 0]",
            "file = 'a.csv'\ninputs = [[0, 0]",
            "mine.toml: data: found file and inputs, expected one of file",
        ),
        ("inputs = [[0, 0]", "inptus = [[0, 0]", "mine.toml: data: found no data, expected one of file"),
        ('output_names = ["differ"]', "image = [3, 3]", "mine.toml: data.image: found 3 x 3, expected 2 pixels"),
        ('output_names = ["differ"]', "symbols = {}", "mine.toml: data.symbols: found {}, expected at least one name"),
        (
            'output_names = ["differ"]',
            "symbols = { a = 'b' }",
            "mine.toml: data.symbols.a: found 'b', expected a number",
        ),
        ("[data]", "[data", "mine.toml: found no valid TOML"),
        ("[data]", "a = " + "[" * 100_000, "mine.toml: found"),
        ("[data]", "a = " + "1" * 5000, "mine.toml: found no valid TOML"),
        ("= 12.5", "= [[[12.5]]]", "mine.toml: speed: found [[[12.5]]]"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(tmp_path, old, new, message):
    assert refusal(tmp_path, with_line(old, new)).startswith(message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("truth_table = 'xor'\nvariables = 60", "mine.toml: data.truth_table: found 60 inputs"),
        ("truth_table = 'a ^'", "mine.toml: data.truth_table: found a ^, expected an expression"),
        ("truth_table = 'xor'\nvalues = [1, 1]", "mine.toml: data.values: found [1.0, 1.0]"),
        (
            "function = 'x'\nrange = [0, 1]\npoints = 1000000000000",
            "mine.toml: data.function: found 1,000,000,000,000 points",
        ),
        ("function = 'x'\nrange = [0]", "mine.toml: data.range: found [0], expected a list of 2 numbers"),
        ("images = 'colored'", "mine.toml: data.images: found colored, expected one of black-and-white"),
        ("images = 'greyscale'\nsets = 1000000000000", "mine.toml: data.images: found"),
        ("file = '/etc/passwd'", "mine.toml: data.file: found /etc/passwd, expected a file beside the experiment file"),
        ("file = 'missing.csv'", "missing.csv: found no such file, expected a text file"),
        ("inputs = [['a']]\ntargets = [[1]]", "mine.toml: data.inputs, row 1: found 'a', expected a number"),
        ("inputs = [[1]]", "mine.toml: data.targets: found None, expected a list of examples"),
    ],
)
def test_data_that_cannot_be_is_refused(tmp_path, data, message):
    text = f"[data]\n{data}\n[network]\nlayers = [2, 1]\n[training]\n"
    assert refusal(tmp_path, text).startswith(message)


@pytest.mark.parametrize(
    ("network", "message"),
    [
        ("weights = [[[1], [2, 3]]]", "mine.toml: network.weights[0]: found [[1], [2, 3]], expected rows of numbers"),
        ("weights = [[['a']]]", "mine.toml: network.weights[0]: found 'a', expected a number"),
        ("weights = [[[nan], [1], [1]]]", "mine.toml: network.weights[0]: found nan, expected a number"),
        ("weights = []", "mine.toml: network.weights: found none"),
        ("weights = [[[1], [1], [1]], [[1], [1], [1]]]", "mine.toml: network.weights[1]: found shape (3, 1)"),
        ("weights = [[[1], [1]]]\nbiases = [[1, 2]]", "mine.toml: network.biases: found [2]"),
        ("weights = [[[1], [1]]]\nbiases = { constant = 0 }", "mine.toml: network.biases: found"),
        ("layers = [2, 2]\nweights = [[[1], [1], [1]]]", "mine.toml: network.layers: found [2, 2], expected [2, 1]"),
        ("weights = 'random'", "mine.toml: network.layers: found None"),
        ("layers = [2, 1]\nweights = 'random'", "mine.toml: network.weights: found 'random', expected a table like"),
        ("layers = [2, 1]\nbiases = [[1]]", "mine.toml: network.biases: found [[1]], expected a table"),
    ],
)
def test_weights_that_cannot_be_are_refused(tmp_path, network, message):
    assert refusal(tmp_path, f"[data]\ntruth_table = 'xor'\n[network]\n{network}\n").startswith(message)


def test_too_many_layers_are_refused(tmp_path):
    text = f"[data]\ntruth_table = 'xor'\n[network]\nlayers = [2{', 3' * 5000}, 1]\n"
    assert refusal(tmp_path, text) == "mine.toml: network.layers: found 5,002 layers, expected at most 1000"


def test_a_sample_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(BadInput, match=r"sample: found xro, expected xor\?"):
        load_experiment("xro")


@pytest.mark.parametrize("path", ["missing.toml", "missing/xor.toml", "./xor"])
def test_a_path_that_is_not_there_is_refused_as_it_was_given(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=f"{path}: found no such file"):
        load_experiment(path)


def test_a_folder_is_no_experiment(tmp_path):
    with pytest.raises(BadInput, match="not an ordinary file"):
        load_experiment(tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path):
    assert "more than 1 MiB" in refusal(tmp_path, "#" * 2_000_000)


def test_xor_is_the_first_of_the_samples():
    assert sample_names()[0] == "xor"
    assert len(set(sample_names())) == len(sample_names())


def test_damaged_files_raise_nothing_but_bad_input(tmp_path):
    draw = random.Random(3)
    for _ in range(300):
        text = list(WHOLE)
        for _ in range(draw.randint(1, 4)):
            place = draw.randrange(len(text))
            text[place] = draw.choice(["", " ", "[", "]", "{", "}", '"', "=", "-", "9", "\n", "x", "\x01", "1e9"])
        with suppress(BadInput):
            load(tmp_path, "".join(text)).trainer()


def test_watchpoints_of_a_file_are_on_when_it_is_watched(tmp_path):
    text = sample_file("and").read_text().replace("[training]", '[training]\nstop_when = ["flip", "loss=0.1"]')
    path = tmp_path / "and.toml"
    path.write_text(text)
    assert load_experiment(path).stop_when == ("flip", "loss=0.1")
    path.write_text(text.replace('"flip"', '"flop"'))
    with pytest.raises(BadInput, match=r"training\.stop_when: found flop, expected one of flip"):
        load_experiment(path)
