import json

import numpy as np
import pytest

from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network


@pytest.fixture
def network():
    labels = Labels(("left", "right ↑"), ("both",), Symbols({"w": 0.1, " ": 1 / 3}))
    return Network([2, 3, 1], ["tanh", "sigmoid"], bias=[True, False], weights=Uniform(-2, 2), seed=7, labels=labels)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.json"


@pytest.fixture
def spoilt(network, path):
    """Load a model in which some keys have another value."""

    def load(**changes):
        network.save(path)
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))
        return Network.load(path)

    return load


def test_a_network_comes_back_to_the_last_bit(network, path):
    network.save(path)
    loaded = Network.load(path)
    assert repr(loaded) == repr(network)
    assert loaded.bias == network.bias
    np.testing.assert_array_equal(loaded.theta, network.theta)


def test_names_and_symbols_come_back_in_their_order(network, path):
    network.save(path)
    labels = Network.load(path).labels
    assert labels == network.labels
    assert list(labels.symbols.values) == ["w", " "]


def test_a_float32_network_comes_back_as_one(path):
    network = Network([3, 2], seed=3, dtype="float32")
    network.save(path)
    loaded = Network.load(path)
    assert loaded.theta.dtype == np.float32
    np.testing.assert_array_equal(loaded.theta, network.theta)


@pytest.mark.parametrize("number", [5e-324, -0.0, 1.7976931348623157e308, 0.1 + 0.2])
def test_numbers_at_the_edge_come_back(path, number):
    Network([1, 1], weights=[[[number], [1.0]]]).save(path)
    assert Network.load(path).weights[0][0, 0].tobytes() == np.float64(number).tobytes()


def test_the_file_is_for_people_to_read(path):
    Network([2, 1], weights=[[[1.5], [-2.0], [0.25]]]).save(path)
    assert path.read_text().splitlines() == [
        "{",
        '  "format": "perceptop-network",',
        '  "version": 1,',
        '  "layers": [2, 1],',
        '  "activations": ["sigmoid"],',
        '  "bias": [true],',
        '  "dtype": "float64",',
        '  "input_names": [],',
        '  "output_names": [],',
        '  "symbols": null,',
        '  "weights": [',
        "    [",
        "      [1.5],",
        "      [-2.0],",
        "      [0.25]",
        "    ]",
        "  ]",
        "}",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": "other"}, "format: found other, expected perceptop-network"),
        ({"version": 2}, "version: found 2, expected 1, the only one this perceptop knows"),
        ({"version": True}, "version: found True, expected 1, the only one this perceptop knows"),
        ({"layers": [2, 3.0, 1]}, "layers[1]: found 3.0, expected a whole number"),
        ({"layers": [2, 0, 1]}, "layers: found [2, 0, 1], expected two or more sizes of 1 or more"),
        ({"layers": [2]}, "layers: found [2], expected two or more sizes of 1 or more"),
        ({"activations": ["tanh"]}, "activations: found 1 values, expected 2, one for each layer after the inputs"),
        ({"bias": [1, 0]}, "bias[0]: found 1, expected true or false"),
        ({"dtype": "object"}, "dtype: found object, expected float64 or float32"),
        ({"input_names": ["left"]}, "input_names: found 1 names, expected 2, or none at all"),
        ({"input_names": ["a", 1]}, "input_names[1]: found 1, expected a text"),
        ({"output_names": ["\x1b[2J"]}, "output_names: found \\x1b[2J, expected printable characters only"),
        ({"symbols": {}}, "symbols: found an object, expected null, or an object of words and their numbers"),
        ({"symbols": {"w": "0.1"}}, "symbols.w: found 0.1, expected a finite number"),
        ({"weights": 3}, "weights: found no list, expected a list of 2 layers"),
        ({"weights": [[], []]}, "weights[0]: found 0 rows, expected a list of 3 rows"),
        ({"colour": "red"}, "found the unknown key colour"),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(spoilt, path, changes, message):
    with pytest.raises(BadInput) as problem:
        spoilt(**changes)
    assert str(problem.value).startswith(f"{path}: {message}")


def test_an_unknown_activation_is_refused_by_its_place(spoilt):
    with pytest.raises(BadInput, match=r"activations\[1\]: found sigmoit, expected one of sigmoid"):
        spoilt(activations=["tanh", "sigmoit"])


@pytest.mark.parametrize("value", [None, "1", True, [1]])
def test_a_weight_that_is_no_number_is_refused_by_its_place(spoilt, value):
    with pytest.raises(BadInput, match=r"weights\[1\]\[2\]\[0\]: found .*, expected a number"):
        spoilt(weights=[[[1, 2, 3]] * 3, [[1], [2], [value]]])


@pytest.mark.parametrize("literal", ["1e999", "-1e999", "9" * 400, "9" * 5000])
def test_a_weight_too_large_to_be_finite_is_refused(path, literal):
    Network([1, 1], weights=[[[77.0], [1.0]]]).save(path)
    path.write_text(path.read_text().replace("77.0", literal))
    with pytest.raises(BadInput, match=r"weights\[0\]\[0\]\[0\]: found -?inf, expected a finite number"):
        Network.load(path)


def test_a_weight_too_large_for_float32_is_refused(spoilt):
    with pytest.raises(BadInput, match=r"weights\[1\]\[0\]\[0\]: found inf, expected a finite number"):
        spoilt(dtype="float32", weights=[[[1, 2, 3]] * 3, [[1e300], [2], [3]]])


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
def test_what_json_has_no_word_for_is_refused(path, literal):
    Network([1, 1], weights=[[[77.0], [1.0]]]).save(path)
    path.write_text(path.read_text().replace("77.0", literal))
    with pytest.raises(BadInput, match=f"found {literal}, expected finite numbers only"):
        Network.load(path)


def test_a_missing_key_is_named(network, path):
    network.save(path)
    model = json.loads(path.read_text())
    del model["bias"]
    path.write_text(json.dumps(model))
    with pytest.raises(BadInput, match="bias: found nothing, expected a value"):
        Network.load(path)


def test_a_key_that_stands_there_twice_is_named(network, path):
    network.save(path)
    path.write_text(path.read_text().replace('"version": 1,', '"version": 1, "bias": [true, true],'))
    with pytest.raises(BadInput, match="found the key bias 2 times, expected each key once"):
        Network.load(path)


def test_what_is_not_json_is_refused_with_line_and_column(path):
    path.write_text('{\n  "format" "x"\n}')
    with pytest.raises(BadInput, match='line 2, column 12: found "x"\\\\n}, expected JSON'):
        Network.load(path)


@pytest.mark.parametrize("text", ["", "[]", "3", "[" * 200_000, '{"a":' * 50_000, "null"])
def test_what_is_no_model_at_all_is_refused_in_one_line(path, text):
    path.write_text(text)
    with pytest.raises(BadInput) as problem:
        Network.load(path)
    assert "\n" not in str(problem.value)


def test_names_that_do_not_fit_are_refused_before_they_are_saved(path):
    network = Network([2, 1], labels=Labels(("only one",)))
    with pytest.raises(BadInput, match="input_names: found 1 names, expected 2"):
        network.save(path)
    assert not path.exists()


def test_more_weights_than_a_text_should_hold_are_refused(path):
    with pytest.raises(BadInput, match=r"found 1,002,001 weights, expected at most 500,000 in a .json file"):
        Network([1001, 1000, 1], bias=[False, True], seed=1).save(path)
