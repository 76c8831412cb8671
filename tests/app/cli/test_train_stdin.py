"""`train --stdin`: one update a line, against a loop of updates written out."""

import io
import json

import numpy as np
import pytest

from perceptop.app.cli.main import main
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network

LINES = "1, 1, 0\n# one\n\nIn; 1; 0; Expected; 1\n0 1 1\n0;0;0\n"
ROWS = [((1, 1), 0), ((1, 0), 1), ((0, 1), 1), ((0, 0), 0)]


@pytest.fixture
def train(monkeypatch, capsys):
    """Exit code, stdout and stderr of `train --stdin` with that on standard input."""

    def run(text, *arguments):
        if isinstance(text, str | bytes):
            text = io.TextIOWrapper(io.BytesIO(text if isinstance(text, bytes) else text.encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", text)
        code = main(["train", *arguments, "--stdin"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def updated(rows, rate=1.0):
    """XOR's network from seed 7 after one update of plain gradient descent for each row, and their losses."""
    first, second = load_experiment("xor").network().weights
    losses = []
    for x, y in rows:
        hidden_in = np.append(x, 1.0)
        hidden = 1 / (1 + np.exp(-hidden_in @ first))
        out_in = np.append(hidden, 1.0)
        output = 1 / (1 + np.exp(-out_in @ second))
        losses.append(0.5 * float(((output - y) ** 2).sum()))
        delta = (output - y) * output * (1 - output)
        back = (second[:-1] @ delta) * hidden * (1 - hidden)
        second = second - rate * np.outer(out_in, delta)
        first = first - rate * np.outer(hidden_in, back)
    return [first, second], losses


def test_each_line_is_one_update(train):
    code, out, error = train(LINES * 3, "xor", "--json")
    result = json.loads(out)
    assert (code, error) == (0, "")
    assert (result["examples"], result["epochs"], result["stopped_because"]) == (12, 0, "end_of_input")
    weights, _ = updated(ROWS * 3)
    for found, expected in zip(result["weights"], weights, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-11)
    assert result["loss"] == pytest.approx(_loss(weights), rel=1e-11)


def _loss(weights):
    network = Network([2, 4, 1], weights=weights)
    return 0.5 * sum(float(((network.predict(x) - y) ** 2).sum()) for x, y in ROWS)


def test_a_json_line_is_told_for_each_example_and_the_result_at_the_end(train):
    lines = [json.loads(line) for line in train(LINES, "xor", "--json-lines")[1].splitlines()]
    _, losses = updated(ROWS)
    assert [line["example"] for line in lines[:-1]] == [1, 2, 3, 4]
    np.testing.assert_allclose([line["loss"] for line in lines[:-1]], losses, rtol=1e-11)
    assert lines[-1]["examples"] == 4


def test_words_say_how_many_and_what_became_of_the_rows(train):
    code, out, _ = train("1 1 0\n", "xor")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("xor · 2-4-1 · seed 7 · 1 example from stdin in ")
    assert lines[1] == "on the rows of the experiment:"
    assert [line.split(":")[0] for line in lines[3:]] == ["row 1", "row 2", "row 3", "row 4"]


def test_nothing_on_stdin_is_an_untrained_network(train):
    result = json.loads(train("", "xor", "--json")[1])
    assert result["examples"] == 0
    np.testing.assert_array_equal(result["weights"][0], load_experiment("xor").network().weights[0])


def test_overrides_and_save_are_those_of_train(train, tmp_path):
    model = tmp_path / "xor.json"
    train(LINES, "xor", "--learning-rate", "0.25", "--save", str(model))
    np.testing.assert_allclose(Network.load(model).weights[1], updated(ROWS, 0.25)[0][1], rtol=1e-11)


def test_symbols_are_read_and_not_drives_away(train):
    before = float(load_experiment("letters").network().predict([0.1])[0])
    result = json.loads(train("In; w; Not; t\n" * 200, "letters", "--json")[1])
    away = result["outputs"][0][0]
    assert abs(away - 0.6) > abs(before - 0.6)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 1 0\n1 1\n", "stdin, line 2: found 2 values, expected 2 inputs and 1 target"),
        ("# a\n\n1 x 1\n", "stdin, line 3: found x, expected a number"),
        (b"1 \xff 1\n", "stdin, line 1: found �, expected a number"),
        ("1" * 1_000_001, "stdin, line 1: found more than 1,000,000 characters"),
        (None, "stdin: found it closed, expected examples"),
    ],
)
def test_what_is_no_example_is_one_line_and_nothing_is_saved(train, tmp_path, text, message):
    model = tmp_path / "xor.json"
    code, out, error = train(text, "xor", "--save", str(model))
    assert (code, out, model.exists()) == (2, "", False)
    assert error.startswith(f"perceptop: {message}")
    assert error.count("\n") == 1


class Interrupted(io.TextIOWrapper):
    """One line, and then Ctrl+C."""

    def __init__(self):
        super().__init__(io.BytesIO(b"1 1 0\n"), encoding="utf-8")

    def readline(self, size=-1):
        if line := super().readline(size):
            return line
        raise KeyboardInterrupt


def test_ctrl_c_ends_it_with_130_and_what_has_been_learned(train, tmp_path):
    model = tmp_path / "xor.json"
    code, out, _ = train(Interrupted(), "xor", "--json", "--save", str(model))
    assert (code, json.loads(out)["examples"], json.loads(out)["stopped_because"]) == (130, 1, "interrupted")
    np.testing.assert_allclose(Network.load(model).weights[0], updated(ROWS[:1])[0][0], rtol=1e-11)


def test_targets_that_the_loss_cannot_mean_are_refused_with_their_line(train):
    code, _, error = train("1 1 0\n1 1 2\n", "xor", "--loss", "cross_entropy")
    assert code == 2
    assert error.startswith("perceptop: stdin, line 2: loss: found ")


def test_a_loss_that_is_no_number_any_more_ends_it_with_1_and_the_weights_before(train, tmp_path):
    model = tmp_path / "linear.json"
    code, out, error = train("1 5\n1e300 1\n1 5\n", "linear", "--json", "--save", str(model))
    assert (code, json.loads(out)["examples"], json.loads(out)["stopped_because"]) == (1, 1, "diverged")
    assert error.startswith("perceptop train: stdin, line 2: loss: found inf, expected a finite number")
    assert not model.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["xor", "--epochs", "5"], "--epochs: found it with --stdin"),
        (["xor", "--batch", "2"], "--batch: found it with --stdin"),
        (["xor", "--target-loss", "0.1"], "--target-loss: found it with --stdin"),
        (["xor", "--stop-when", "flip"], "--stop-when: found it with --stdin"),
        (["xor", "--every", "2", "--json-lines"], "train: --every: found with --stdin"),
        (["xor", "--optimizer", "irprop-"], "batch: found 1, expected full: irprop-"),
        (["letters-v1"], "letters-v1: found no [training]"),
    ],
)
def test_what_does_not_go_with_it_is_one_line(train, arguments, message):
    code, out, error = train("1 1 0\n", *arguments)
    assert (code, out) == (2, "")
    assert message in error
    assert error.count("\n") == 1


FRUIT = "weight;kind;price\n0,15;apple;10\n0,17;pear;12,5\n0,20;apple;20\n0,22;pear;31\n0,3;pear;1.000,0\n"


@pytest.mark.parametrize("line", ["0,25; pear; 1.020,5\n", "In; 0,25; pear; Expected; 1.020,5\n"])
def test_a_line_of_a_table_is_in_the_words_and_units_of_its_file(train, tmp_path, line):
    path = tmp_path / "fruit.csv"
    path.write_text(FRUIT)
    data = load_experiment(str(path)).dataset
    weight, price = data.encoding.inputs[0], data.encoding.targets[0]
    scaled = [weight.encode([0.25])[0, 0], 0.0, 1.0]
    network = load_experiment(str(path)).network()
    expected, _ = network.gradients([scaled], price.encode([1020.5]), loss="mse")
    code, out, error = train(line, str(path), "--json-lines")
    assert (code, error) == (0, "")
    assert json.loads(out.splitlines()[0])["loss"] == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("5,3,1,0.2,rose", "line 1, class: found rose, expected one of setosa, versicolor, virginica"),
        ("5,3,wide,0.2,setosa", "line 1, petal length: found wide, expected a number"),
        ("5,3,setosa", "line 1: found 3 values, expected 4 inputs and 1 target"),
        ('5,3,1,0.2,"setosa', "line 1: found unexpected end of data, expected quotes in pairs"),
    ],
)
def test_a_line_that_is_no_row_of_the_table_is_refused(train, line, said):
    code, _, error = train(line, "iris")
    assert code == 2
    assert said in error
