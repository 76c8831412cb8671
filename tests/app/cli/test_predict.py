"""`perceptop predict`: saved networks and samples, words and numbers, one row and a chain of them."""

import json

import pytest

from perceptop.app.cli.main import main
from perceptop.core.data.symbols import Symbols
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.networks.network import Network

PUBLISHED = (0.243879, 0.340194, 0.441022, 0.532646, 0.607575, 0.664986)


def predicted(capsys, *arguments):
    """Exit code, stdout and stderr."""
    code = main(["predict", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(("letter", "number"), list(zip("whenat", PUBLISHED, strict=True)))
def test_a_sample_with_given_weights_gives_its_published_outputs(capsys, letter, number):
    assert predicted(capsys, "letters-v1", letter, "--numbers") == (0, f"{number}\n", "")


def test_a_sample_reads_its_outputs_as_symbols(capsys):
    assert predicted(capsys, "letters-v1", "w") == (0, "h\n", "")


def test_an_experiment_file_is_as_good_as_a_sample(capsys, tmp_path):
    file = tmp_path / "one.toml"
    file.write_text("[data]\ninputs = [[1]]\ntargets = [[1]]\n[network]\nactivation = 'linear'\nweights = [[[2], [3]]]")
    assert predicted(capsys, str(file), "10") == (0, "23\n", "")


def test_drawn_weights_are_refused_with_what_to_do(capsys):
    code, out, error = predicted(capsys, "xor", "1", "0")
    assert (code, out) == (2, "")
    assert error == (
        "perceptop: xor: found weights that are drawn, expected given ones, or a trained network: "
        "perceptop train xor --save xor.json, then perceptop predict xor.json\n"
    )


def test_a_chain_of_symbols_is_a_line_each(capsys):
    assert predicted(capsys, "letters-v1", "w", "--chain", "4") == (0, "h\ne\nn\na\n", "")


def test_a_chain_of_numbers_feeds_them_back_as_they_are(capsys):
    code, out, _ = predicted(capsys, "letters-v1", "w", "--chain", "2", "--numbers")
    first, second = (float(line) for line in out.splitlines())
    assert (code, first) == (0, PUBLISHED[0])
    assert second == pytest.approx(float(predicted(capsys, "letters-v1", str(first), "--numbers")[1]), abs=2e-6)


def test_json_has_a_row_of_each_link_of_a_chain(capsys):
    rows = json.loads(predicted(capsys, "letters-v1", "w", "--chain", "3", "--json")[1])
    assert [len(row) for row in rows] == [1, 1, 1]
    assert rows[1][0] == pytest.approx(PUBLISHED[1], abs=1e-6)


def test_several_outputs_are_fed_back_together(capsys, tmp_path):
    model = str(tmp_path / "swap.json")
    symbols = Symbols({"no": 0.0, "yes": 1.0})
    network = Network([2, 2], "linear", weights=[[[0, 1], [1, 0], [0, 0]]], labels=Labels(symbols=symbols))
    network.save(model)
    assert predicted(capsys, model, "no", "yes", "--chain", "2")[1] == "yes no\nno yes\n"


def test_what_is_not_finite_is_null_in_json(capsys, tmp_path):
    model = str(tmp_path / "large.json")
    Network([1, 1], "linear", bias=False, weights=[[[1e300]]]).save(model)
    assert predicted(capsys, model, "1e300", "--json") == (0, "[null]\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["spam-neuron", "1", "0", "--chain", "2"], "chain: found 1 outputs, expected 2"),
        (["letters-v1", "w", "h"], "values: found 2, expected 1, one for each input of letters-v1"),
        (["letters-v1", "z"], "value 1: found z, expected a number or one of w, h, e, n, a, t"),
        (["letters-v2", "w"], "sample: found letters-v2, expected letters-v1?"),
    ],
)
def test_bad_usage_is_one_line(capsys, arguments, message):
    code, out, error = predicted(capsys, *arguments)
    assert (code, out) == (2, "")
    assert error.startswith(f"perceptop: {message}")
    assert error.count("\n") == 1
