"""Data and model files at their edges: what is accepted by a hair, and what is refused by one."""

import json
import warnings
import zipfile

import numpy as np
import pytest

from perceptop.core.data import rows as room
from perceptop.core.data.readers import read_data_file
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.model_files import fann_net
from perceptop.core.model_files.fann_keys import KEYS
from perceptop.core.model_files.formats import require_writable
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network


def read(folder, name, text, **options):
    (folder / name).write_text(text)
    return read_data_file(folder / name, name, **options)


@pytest.mark.parametrize(("name", "text"), [("a.data", "1 1 1 2 3"), ("a.txt", "In; 1; Expected; 0")])
def test_only_a_csv_has_columns_to_name(tmp_path, name, text):
    with pytest.raises(BadInput, match=f"names of target columns, expected none: a {name[1:]} file"):
        read(tmp_path, name, text, targets=("y",))


@pytest.mark.parametrize(("header", "mark"), [("a\tb", "\t"), ("a;b", ";"), ("a;b,c", ","), ("a\tb;c", ";")])
def test_a_comma_separates_before_a_semicolon_and_that_before_a_tab(tmp_path, header, mark):
    rows = read(tmp_path, "a.csv", f"{header}\n1{mark}2\n")
    assert (rows.inputs.tolist(), rows.targets.tolist()) == ([[1]], [[2]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2,3\n", "a.csv, line 2: found 3 values, expected 2, one for each column"),
        ("a,,b\n1,2,3\n", "a.csv, line 1: found a, , b, expected a header that names two columns or more"),
    ],
)
def test_a_cell_too_many_or_without_a_name_is_refused(tmp_path, text, message):
    with pytest.raises(BadInput) as problem:
        read(tmp_path, "a.csv", text)
    assert str(problem.value).startswith(message)


def test_a_symbol_may_stand_between_blanks_or_look_like_a_number(tmp_path):
    symbols = Symbols({"w": 0.1, "7": 0.7})
    rows = read(tmp_path, "a.csv", "x,y\n w ,7\n7,0.5\n", symbols=symbols)
    assert np.hstack([rows.inputs, rows.targets]).tolist() == [[0.1, 0.7], [0.7, 0.5]]
    alike = read(tmp_path, "b.csv", "x,y\n7,7\n", symbols=symbols)
    assert np.hstack([alike.inputs, alike.targets]).tolist() == [[0.7, 0.7]]


def test_rows_are_refused_on_the_line_on_which_there_is_no_more_room(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "MOST_NUMBERS", 5)
    rows = "".join(f"In; 1; {row}; Expected; 0\n" for row in range(2))
    assert read(tmp_path, "a.txt", rows).inputs.shape == (2, 2)
    with pytest.raises(BadInput, match=r"a\.txt, line 3: found 6 numbers, expected a data set of at most 5"):
        read(tmp_path, "a.txt", rows + "In; 1; 2; Expected; 0\n")


@pytest.mark.parametrize("text", ["2 1 1 1 2 3", "2 1 1"])
def test_fann_data_may_not_be_short_by_one_number(tmp_path, text):
    with pytest.raises(BadInput, match="after the first three, expected 4: 1 inputs and 1 outputs for each of 2"):
        read(tmp_path, "a.data", text)


def test_fann_s_counts_may_have_zeros_before_them(tmp_path):
    assert read(tmp_path, "a.data", "002 1 01 1 2 3 4").targets.tolist() == [[2], [4]]


def test_a_steepness_of_0_is_refused(tmp_path):
    Network([1, 1], "tanh", seed=1).save(tmp_path / "a.net")
    text = (tmp_path / "a.net").read_text().replace("(2, 5, 1.0", "(2, 5, 0.0")
    (tmp_path / "a.net").write_text(text)
    with pytest.raises(BadInput, match="neurons of layer 1: found a steepness of 0, expected more than 0"):
        Network.load(tmp_path / "a.net")


def test_a_network_too_large_for_a_net_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(fann_net, "MOST_WEIGHTS", 9)
    Network([2, 3], "tanh", seed=1).save(tmp_path / "a.net")
    with pytest.raises(BadInput, match=r"found 10 weights and biases, expected at most 9 in a \.net file"):
        Network([4, 2], "tanh", seed=1).save(tmp_path / "b.net")
    assert not (tmp_path / "b.net").exists()


def test_training_settings_in_a_net_are_libfann_s_own_defaults():
    # As libfann 2.2 writes them for a network that was just created.
    expected = {
        "learning_rate": "0.700000",
        "learning_momentum": "0.000000",
        "training_algorithm": "2",
        "train_error_function": "1",
        "train_stop_function": "0",
        "rprop_increase_factor": "1.200000",
        "rprop_decrease_factor": "0.500000",
        "rprop_delta_min": "0.000000",
        "rprop_delta_max": "50.000000",
        "rprop_delta_zero": "0.100000",
    }
    assert {key: KEYS[key] for key in expected} == expected


@pytest.mark.parametrize("activation", ["sigmoid", "sigmoid_stepwise", "tanh", "tanh_stepwise", "gaussian"])
def test_weights_in_a_net_are_the_network_s_own(tmp_path, activation):
    network = Network([2, 3], activation, weights=Uniform(-2, 2), seed=4)
    network.save(tmp_path / "a.net")
    pairs = (tmp_path / "a.net").read_text().partition("weight)=")[2].strip(" ()\n").split(") (")
    assert [float(pair.split(", ")[1]) for pair in pairs] == network.weights[0].T.ravel().tolist()


def test_true_is_no_size(tmp_path):
    Network([1, 1], seed=1).save(tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text()) | {"layers": [True, 1]}
    (tmp_path / "a.json").write_text(json.dumps(found))
    with pytest.raises(BadInput, match=r"layers\[0\]: found True, expected a whole number"):
        Network.load(tmp_path / "a.json")


def test_an_array_may_not_be_there_twice(tmp_path):
    path = tmp_path / "a.npz"
    Network([1, 1], seed=1).save(path)
    with zipfile.ZipFile(path) as archive:
        data = archive.read("weights_0.npy")
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("weights_0.npy", data)
    with pytest.raises(BadInput, match="weights_0: found 2 arrays of this name, expected one"):
        Network.load(path)


def test_a_folder_that_is_not_there_is_no_place_to_write(tmp_path):
    require_writable(tmp_path / "a.json")
    with pytest.raises(BadInput, match="no: found no such folder, expected a folder to write in"):
        require_writable(tmp_path / "no" / "a.json")
