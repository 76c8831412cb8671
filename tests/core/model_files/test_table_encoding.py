"""A model keeps how its table was encoded, as JSON and as npz; older files, which say nothing of it, still load."""

import json

import numpy as np
import pytest

from perceptop.core.data.table_encoding import CategoryColumn, ClassTarget, NumberColumn, TableEncoding
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.networks.network import Network

ENCODING = TableEncoding(
    (NumberColumn("long", 5.8433333333333333, 0.82), CategoryColumn("color", ("blue", "red"), "red")),
    (ClassTarget("kind", ("a", "b", "c")),),
)
NUMBERS = TableEncoding((NumberColumn("x", fill=0.5),), (NumberColumn("y", 3.0, 2.0), NumberColumn("z")))


def network(encoding):
    layers = [len(encoding.input_names), 2, len(encoding.output_names)]
    return Network(layers, seed=1, labels=Labels(encoding=encoding))


@pytest.mark.parametrize("encoding", [ENCODING, NUMBERS])
@pytest.mark.parametrize("name", ["m.json", "m.npz"])
def test_an_encoding_comes_back_as_it_was(tmp_path, encoding, name):
    network(encoding).save(tmp_path / name)
    assert Network.load(tmp_path / name).labels.encoding == encoding


def test_a_network_of_no_table_says_nothing_of_one(tmp_path):
    Network([2, 1]).save(tmp_path / "m.json")
    assert "table" not in json.loads((tmp_path / "m.json").read_text())
    assert Network.load(tmp_path / "m.json").labels.encoding is None


def test_outputs_come_back_as_words_and_units_of_the_table():
    assert ENCODING.decode_outputs(np.array([[0.1, 0.7, 0.2], [0.5, 0.2, 0.3]])) == [["b"], ["a"]]
    assert NUMBERS.decode_outputs(np.array([[1.0, 4.0]])) == [[5.0, 4.0]]
    pair = TableEncoding((NumberColumn("x"),), (ClassTarget("on", ("no", "yes")),))
    assert pair.decode_outputs(np.array([[0.2], [0.8]])) == [["no"], ["yes"]]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["table"], 3, "table: found no object"),
        (["table", "inputs"], [], "table.inputs: found no list"),
        (["table", "inputs", 0, "mean"], "5", r"table.inputs\[0\].mean"),
        (["table", "inputs", 0, "deviation"], 0, "a number above 0"),
        (["table", "inputs", 0, "deviation"], True, "a finite number"),
        (["table", "inputs", 1, "values"], ["blue", "blue"], "texts that differ"),
        (["table", "inputs", 1, "values"], ["blue", "red", "x"], "columns for 4 inputs, expected 3"),
        (["table", "inputs", 1, "fill"], "green", "one of the values, or null"),
        (["table", "targets", 0, "classes"], "abc", "a list of printable texts"),
        (["table", "targets", 0, "classes"], ["a", "\x1b[2J", "c"], "a list of printable texts"),
        (["table", "targets", 0, "name"], None, r"table.targets\[0\].name"),
        (["table", "targets", 0], {"name": "x"}, r"table.targets\[0\]: found name"),
    ],
)
def test_a_damaged_encoding_is_refused_by_its_place(tmp_path, path, value, said):
    network(ENCODING).save(tmp_path / "m.json")
    content = json.loads((tmp_path / "m.json").read_text())
    inner = content
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    (tmp_path / "m.json").write_text(json.dumps(content))
    with pytest.raises(BadInput, match=said):
        Network.load(tmp_path / "m.json")
