"""Words belong to the columns that were written with them: a number is not shown as the word of another column."""

import pytest

from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.networks.network import Network
from perceptop.core.session.describe import describe
from perceptop.core.session.timeline.timeline import Timeline

COLORS = "symbols = { red = 0, green = 1, sour = 0, sweet = 1 }\n"
NETWORK = "[network]\nlayers = [{0}, 1]\nactivation = 'sigmoid'\n[training]\nepochs = 3\n"


def experiment(tmp_path, data, inputs, file="", text=""):
    if file:
        (tmp_path / file).write_text(text)
    path = tmp_path / "own.toml"
    path.write_text("[data]\n" + COLORS + data + "\n" + NETWORK.format(inputs))
    return load_experiment(path)


def words(made):
    """What the inputs 0 and 1 of each column, and the outputs 0 and 1, are shown as."""
    about = describe(Timeline(made))
    columns = [tuple(about.input_word(place, value) for value in (0, 1)) for place in range(about.layers[0])]
    return columns, about.symbols and tuple(about.symbols.nearest(value) for value in (0.1, 0.9))


FRUIT = "color,weight,taste\nred,0,sour\ngreen,1,sweet\n"


def test_each_column_of_a_file_has_its_own_words(tmp_path):
    made = experiment(tmp_path, 'file = "fruit.csv"', 2, "fruit.csv", FRUIT)
    assert words(made) == ([("red", "green"), (None, None)], ("sour", "sweet"))


def test_the_order_of_the_table_does_not_matter(tmp_path):
    made = experiment(tmp_path, 'file = "fruit.csv"', 2, "fruit.csv", "taste,weight,color\nsour,0,red\nsweet,1,green\n")
    assert words(made) == ([("sour", "sweet"), (None, None)], ("red", "green"))


def test_lines_of_in_and_expected(tmp_path):
    made = experiment(
        tmp_path, 'file = "a.txt"', 2, "a.txt", "In; 0; red; Expected; sour\nIn; 1; green; Expected; sweet\n"
    )
    assert words(made) == ([(None, None), ("red", "green")], ("sour", "sweet"))


def test_rows_that_are_written_out(tmp_path):
    made = experiment(tmp_path, 'inputs = [[0, "red"], [1, "green"]]\ntargets = [[0], [1]]', 2)
    assert words(made) == ([(None, None), ("red", "green")], None)


def test_a_table_that_no_example_uses_is_there_to_read_by(tmp_path):
    made = experiment(tmp_path, "inputs = [[0], [1]]\ntargets = [[0], [1]]", 1)
    assert words(made) == ([("red", "green")], ("red", "green"))


def test_a_word_of_other_columns_is_still_a_word(tmp_path):
    # An output may come nearest to a letter that is no target.
    about = describe(Timeline(load_experiment("letters")))
    assert about.symbols.nearest(0.1) == "w"
    assert list(about.symbols.values) == ["w", "h", "e", "n", "a", "t"]


@pytest.mark.parametrize("suffix", ["json", "npz"])
def test_a_saved_network_reads_as_its_data_did(tmp_path, suffix):
    numbers = experiment(tmp_path, 'inputs = [["red"], ["green"]]\ntargets = [[0], [1]]', 1).network()
    tastes = experiment(tmp_path, 'file = "fruit.csv"', 2, "fruit.csv", FRUIT).network()
    for network in (numbers, tastes):
        network.save(tmp_path / f"saved.{suffix}")
        back = Network.load(tmp_path / f"saved.{suffix}")
        assert back.labels == network.labels
    assert numbers.query(["red"])[0].symbol is None
    assert tastes.query(["red", 0])[0].symbol in ("sour", "sweet")


def test_a_saved_word_about_outputs_must_be_true_or_false(tmp_path):
    path = tmp_path / "saved.json"
    Network([1, 1], labels=Labels(symbols=Symbols({"a": 1.0}), numbers_out=True)).save(path)
    path.write_text(path.read_text().replace('"numbers_out": true', '"numbers_out": 3'))
    with pytest.raises(BadInput, match="numbers_out: found 3, expected true or false"):
        Network.load(path)
