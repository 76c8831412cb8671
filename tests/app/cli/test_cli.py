"""The command line as its users meet it: arguments, output, errors and an exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from perceptop.app.cli.main import build_parser, options_of
from perceptop.app.run.options import RunOptions
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import OPTIMIZERS
from tests.app.command_line import perceptop
from tests.app.pseudo_terminal import ROOT


def test_train_says_what_came_of_it():
    done = perceptop("train", "xor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "xor · 2-4-1 · seed 7 · 2,320 epochs" in done.stdout
    assert "target loss reached" in done.stdout


def test_train_json_is_one_complete_object_and_nothing_else():
    done = perceptop("train", "trask-3-layer", "--epochs", "20001", "--json")
    assert done.stderr == ""
    result = json.loads(done.stdout)
    assert list(result) == [
        "name",
        "layers",
        "seed",
        "epochs",
        "loss_name",
        "loss",
        "mse",
        "stopped_because",
        "outputs",
        "targets",
        "weights",
        "seconds",
        "accuracy",
        "classes",
        "checkpoints",
    ]
    assert (result["name"], result["layers"], result["epochs"]) == ("trask-3-layer", [3, 4, 1], 20001)
    assert (result["loss_name"], result["stopped_because"]) == ("half_sse", "epochs")
    assert [epoch for epoch, _ in result["checkpoints"]] == [0, 10000, 20000]
    assert result["checkpoints"][1][1] == pytest.approx(0.00858452565325, rel=1e-11)
    assert np.array(result["weights"][0]).shape == (3, 4)
    outputs, targets = np.array(result["outputs"]), np.array(result["targets"])
    assert result["mse"] == pytest.approx(np.mean((outputs - targets) ** 2))


def test_a_run_that_diverges_exits_with_1_and_null_for_what_is_no_number():
    done = perceptop("train", "linear", "--learning-rate", "10", "--json")
    assert done.returncode == 1
    result = json.loads(done.stdout)
    assert (result["loss"], result["stopped_because"]) == (None, "diverged")


def test_overrides_reach_the_run():
    done = perceptop(
        *("train", "xor", "--json", "--layers", "2,3,1", "--activation", "tanh,sigmoid", "--loss", "cross_entropy"),
        *("--optimizer", "adam", "--learning-rate", "0.05", "--batch", "2", "--seed", "3", "--epochs", "40"),
        *("--target-loss", "0"),
    )
    result = json.loads(done.stdout)
    assert (result["layers"], result["seed"], result["epochs"]) == ([2, 3, 1], 3, 40)
    assert result["loss_name"] == "binary_cross_entropy"


def test_the_same_command_gives_the_same_weights():
    first, again = (
        json.loads(perceptop("train", "xor", "--json", "--batch", "3", "--epochs", "50").stdout) for _ in range(2)
    )
    assert first["weights"] == again["weights"]


@pytest.mark.parametrize("suffix", [".json", ".npz", ".net"])
def test_a_saved_model_predicts(tmp_path, suffix):
    model = str(tmp_path / f"xor{suffix}")
    assert perceptop("train", "xor", "--save", model).returncode == 0
    done = perceptop("predict", model, "1", "0")
    assert (done.returncode, done.stdout) == (0, "0.976226\n")
    assert json.loads(perceptop("predict", model, "1", "0", "--json").stdout) == pytest.approx(
        Network.load(model).predict([1, 0]).tolist()
    )


@pytest.mark.slow
def test_symbols_go_in_and_come_out(tmp_path):
    model = str(tmp_path / "letters.json")
    perceptop("train", "letters", "--save", model)
    assert perceptop("predict", model, "w").stdout == "h\n"
    assert perceptop("predict", model, "0.1").stdout == "h\n"
    refused = perceptop("predict", model, "z")
    assert refused.stderr == "perceptop: value 1: found z, expected a number or one of w, h, e, n, a, t\n"


def test_a_negative_number_is_a_value(tmp_path):
    model = str(tmp_path / "and.net")
    perceptop("train", "fann-and", "--save", model)
    assert float(perceptop("predict", model, "1", "-1").stdout) == pytest.approx(-1, abs=0.01)


def test_samples_lists_name_title_and_source():
    lines = perceptop("samples").stdout.splitlines()
    assert lines[0].split() == ["xor", "XOR", "BnZel/learning-neural-networks-from-scratch"]
    assert len(lines) >= 18


def test_explain_prints_arithmetic():
    done = perceptop("explain", "xor", "--epochs", "10", "--neuron", "2.0")
    assert done.returncode == 0
    assert "1 / (1 + e^-z)" in done.stdout


def test_version_by_a_process_of_its_own():
    command = [sys.executable, "-m", "perceptop", "--version"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout == "perceptop 1.0.0\n"


@pytest.mark.slow
def test_bad_usage_ends_a_process_of_its_own_with_2():
    command = [sys.executable, "-m", "perceptop", "train", "nope"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_help_names_every_method_and_imports_little():
    code = "from perceptop.app.cli.main import main; main(sys.argv[1:])"
    names = "'numpy', 'textual', 'rich', 'perceptop.core.nn.networks.network', 'asyncio'"
    heavy = f"print(sorted({{{names}}} & set(sys.modules)), file=sys.stderr)"
    script = f"import atexit, sys; atexit.register(lambda: {heavy}); {code}"
    command = [sys.executable, "-c", script, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "watch" in done.stdout
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("names", [ACTIVATIONS, LOSSES, OPTIMIZERS])
def test_train_help_names_every_method(names):
    text = " ".join(perceptop("train", "--help").stdout.split())
    for name in names:
        assert name in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tain"], "invalid choice: 'tain'"),
        (["train", "nope"], "sample: found nope, expected"),
        (["train", "nope.toml"], "nope.toml"),
        (["train", "xor", "--layers", "2,x"], "argument --layers: found '2,x', expected whole numbers"),
        (["train", "xor", "--layers", "3,1"], "--layers: found 3-1"),
        (["train", "xor", "--activation", "sine"], "--activation: found sine, expected one of sigmoid"),
        (["train", "xor", "--loss", "most"], "--loss: found most, expected one of mse"),
        (["train", "xor", "--optimizer", "none"], "--optimizer: found none, expected one of sgd"),
        (["train", "xor", "--learning-rate", "-1"], "--learning-rate: found -1.0, expected a number above 0"),
        (["train", "xor", "--learning-rate", "nan"], "found 'nan', expected a number"),
        (["train", "xor", "--momentum", "1"], "--momentum: found 1.0, expected"),
        (["train", "xor", "--batch", "0"], '--batch: found 0, expected "full"'),
        (["train", "xor", "--seed", "-1"], "found '-1', expected a whole number"),
        (["train", "xor", "--epochs", "x"], "found 'x', expected a whole number"),
        (["train", "xor", "--save", "model.txt"], "model.txt"),
        (["train", "xor", "--save", "/nowhere/model.json"], "no such folder"),
        (["predict", "nothing.json", "1"], "nothing.json: found no such file"),
        (["watch", "--speed", "0"], "argument --speed: found '0', expected epochs a second, 0.001 to"),
    ],
)
def test_bad_usage_is_one_line_with_exit_code_2(arguments, message):
    done = perceptop(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("perceptop")


def test_a_model_is_not_overwritten_by_a_run_that_cannot_be(tmp_path):
    model = tmp_path / "model.json"
    model.write_text("precious")
    perceptop("train", "linear", "--learning-rate", "10", "--save", str(model))
    assert model.read_text() == "precious"


@pytest.mark.slow
def test_ctrl_c_ends_training_with_130_and_what_there_is():
    arguments = [
        sys.executable,
        "-m",
        "perceptop",
        "train",
        "xor",
        "--epochs",
        "1000000000",
        "--target-loss",
        "0",
        "--json",
    ]
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    # It trains from the moment on at which it has begun to use the processor for longer than imports take.
    while _cpu_seconds(process.pid) < 1.0:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == ""
    assert json.loads(out)["stopped_because"] == "interrupted"


def _cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(("words", "paused"), [("", False), ("--paused", True), ("--cues talk.toml", True)])
def test_a_run_begins_paused_if_that_is_asked_or_its_first_cue_decides(words, paused):
    assert options_of(build_parser().parse_args(["watch", "xor", *words.split()])).paused is paused


def test_options_come_back_as_the_command_that_was_given():
    words = ["watch", "cubic", "--layers", "1,6,1", "--learning-rate", "0.01", "--batch", "full", "--seed", "3"]
    options = options_of(build_parser().parse_args(words))
    assert options.command(seed=3) == "perceptop " + " ".join(words)
    assert options.command(seed=None) == "perceptop " + " ".join(words[:-2])
    assert RunOptions().command(7) == "perceptop watch xor --seed 7"
