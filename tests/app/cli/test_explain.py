"""`perceptop explain`: what it prints, of samples and of saved networks, and what it refuses."""

import argparse
import re

import pytest

from perceptop.app.cli.explain_arguments import add_explain_parser
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network


def run(*words):
    parser = argparse.ArgumentParser()
    add_explain_parser(parser.add_subparsers())
    parsed = parser.parse_args(["explain", *map(str, words)])
    return parsed.run(parsed)


@pytest.fixture
def saved(tmp_path):
    """XOR after 200 epochs, under a name that is no sample's."""
    trainer = load_experiment("xor").trainer()
    trainer.run(epochs=200)
    trainer.network.save(tmp_path / "mine.json")
    return tmp_path / "mine.json"


def printed(capsys, *words):
    assert run(*words) == 0
    return capsys.readouterr().out


def test_a_neuron_of_a_sample(capsys):
    text = printed(capsys, "xor", "--example", 2, "--neuron", "1.0")
    assert text.startswith("xor after 0 epochs from seed 7\n\nh1 (1.0), row 2 of 4\n")
    assert re.search(r"z = Σ input · weight \+ 1 · bias = 1 × \S+ \+ 0 × \S+ \+ 1 × \S+ = ", text)
    assert "δ = dLoss/da · slope" in text


def test_a_sample_is_trained_first_and_overridden(capsys):
    text = printed(capsys, "xor", "--epochs", 10, "--seed", 3, "--optimizer", "adam", "--synapse", "0.b-1.2")
    assert text.startswith("xor after 10 epochs from seed 3\n")
    assert "bias → h3, the synapse 0.b-1.2" in text
    assert "√v′" in text
    assert "gradient check" in text


def test_a_saved_network_with_the_rows_of_an_experiment(capsys, saved):
    text = printed(capsys, saved, "--data", "xor", "--example", 3, "--neuron", "2.0")
    assert "rows and settings of xor" in text
    [printed_a] = re.findall(r"sigmoid of z\n.* = ([0-9.]+)\n", text)
    assert float(printed_a) == pytest.approx(Network.load(saved).predict([0, 1])[0], abs=1e-4)


def test_a_file_named_after_a_sample_takes_its_rows(capsys, saved):
    named = saved.rename(saved.with_name("xor.json"))
    assert "rows and settings of xor" in printed(capsys, named, "--example", 3)


def test_a_row_of_ones_own_goes_forward_only(capsys, saved):
    text = printed(capsys, saved, "--inputs", "0.5,0.25")
    assert "a of y" in text
    assert "loss" not in text
    assert "none: without a target" in printed(capsys, saved, "--inputs", "0.5,0.25", "--neuron", "1.0")


def test_without_an_address_the_whole_row_and_the_loss(capsys):
    text = printed(capsys, "xor")
    assert "row 1 of 4, forward through the network" in text
    assert "half_sse = ½ Σ (output - target)²" in text
    assert "MSE = " in text


def test_a_row_may_begin_with_a_minus(capsys):
    assert "x1 = -1, x2 = 1" in printed(capsys, "fann-and", "--inputs=-1,1")


def test_symbols_are_inputs_too(capsys):
    assert "letter = 0.1" in printed(capsys, "letters-v1", "--inputs", "w")


def test_all_gradients_are_checked(capsys):
    assert "all 17 synapses: ✓ agree" in printed(capsys, "xor", "--check")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("xor", "--example", 5), "--example: found 5, expected a row from 1 to 4"),
        (("xor", "--example", 0), "--example: found 0, expected a row from 1 to 4"),
        (("xor", "--neuron", "1.4"), r"--neuron: found 1\.4, expected an index from 0 to 3 in layer 1"),
        (("xor", "--synapse", "0.1"), r"--synapse: found 0\.1, expected layer\.index-layer\.index"),
        (("xor", "--inputs", "1,0", "--synapse", "0.1-1.1"), r"--synapse: found 0\.1-1\.1, expected rows with targets"),
        (("xor", "--inputs", "1,0", "--check"), "--check: found a row without a target, expected rows with targets"),
        (("xor", "--inputs", "1,0,1"), "--inputs: found 1,0,1, expected 2 values"),
        (("xor", "--inputs", "1,x"), "value 2: found x, expected a number"),
        (("xor", "--data", "xor"), "--data: found xor, expected none: xor brings its own examples"),
        (("xro",), "sample: found xro, expected xor"),
        (("and-perceptron", "--epochs", 5), "--epochs: found 5, expected none"),
        (("letters-v1", "--check"), "--check: found nothing to train, expected a network that learns"),
    ],
)
def test_what_makes_no_sense_is_refused(words, message):
    with pytest.raises(BadInput, match=message):
        run(*words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), r"a network without examples, expected --data EXPERIMENT for its rows, or --inputs"),
        (("--data", "xor3"), "--data: found xor3, expected an experiment with 2 inputs and 1 outputs"),
        (("--data", "xor", "--epochs", 5), "--epochs: found a saved network, expected an experiment to train"),
        (("--data", "xor", "--momentum", 0.5), "--momentum: found a saved network"),
    ],
)
def test_what_makes_no_sense_of_a_saved_network_is_refused(saved, words, message):
    with pytest.raises(BadInput, match=message):
        run(saved, *words)


def test_one_thing_is_asked_at_a_time(capsys):
    with pytest.raises(SystemExit):
        run("xor", "--neuron", "1.0", "--check")
    assert "not allowed with" in capsys.readouterr().err
