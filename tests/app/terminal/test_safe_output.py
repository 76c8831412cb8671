"""Nothing in any file reaches the terminal as a control or format character, whichever command reads it."""

import io
import json
import os
import sys

import numpy as np
import pytest

from perceptop.app.cli.main import main
from perceptop.app.plain.narrator import Narrator, introduction
from perceptop.app.plain.rows import row_lines, synapse_lines
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.terminal.safe_output import SafeOutput, gated, rewrite_line, ungated
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.errors.printable import LONGEST_MESSAGE, describe, one_line, printable, shorten
from perceptop.core.nn.networks.network import Network

CONTROLS = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))]
FORMATS = list("\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029\u2060\u2064")
FORMATS += list("\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffb\U000e0001\U000e0020\ue000")
UNSEEN = CONTROLS + FORMATS
PIECES = ["x".join(UNSEEN[start : start + 16]) for start in range(0, len(UNSEEN), 16)]

EXPERIMENT = """
title = {title}
source = {source}
look_for = {look_for}
[data]
inputs = [["w", 1]]
targets = [["w"]]
input_names = [{input}, "b"]
output_names = [{output}]
symbols = {{ w = 0.5, {symbol} = 0.25 }}
[network]
layers = [2, 1]
activation = {activation}
[training]
loss = {loss}
optimizer = {optimizer}
batch = {batch}
epochs = 1
stop_when = [{stop_when}]
{key} = 1
"""
FIELDS = {
    "title": "t",
    "source": "s",
    "look_for": "l",
    "input": "a",
    "output": "y",
    "symbol": "h",
    "activation": "sigmoid",
    "loss": "mse",
    "optimizer": "sgd",
    "batch": "full",
    "stop_when": "flip",
    "key": "learning_rate",
}
SOURCES = {
    "file": "file = {}",
    "targets": 'file = "rows.csv"\ntargets = [{}]',
    "truth_table": "truth_table = {}",
    "variables": 'truth_table = "xor"\nvariables = ["a", {}]',
    "function": "function = {}",
    "images": "images = {}",
    "classes": 'images = "greyscale"\nclasses = [{}]',
    "inputs": "inputs = [{}]\ntargets = [[1]]",
}
FILES = {
    "rows.csv": "{},y\n1,2\n",
    "cell.csv": "a,y\n1,{}\n",
    "rows.txt": "In; {}; 0; Expected; 1\n",
    "word.txt": "{}; 0; 0; Expected; 1\n",
    "rows.data": "1 1 1\n{}\n1\n",
    "head.data": "{}\n1\n1\n",
}
MODEL = "input_names", "output_names", "symbols", "activations", "format", "dtype", "more"


def toml(text):
    """As TOML writes a text of any characters."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"'


def run(capsys, *arguments):
    """What a command prints, all of it seen to hold nothing but lines of printable characters."""
    try:
        code = main(arguments)
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    for letter in said.out + said.err:
        assert letter == "\n" or letter.isprintable(), (arguments, said)
    assert code in (0, 1, 2)
    if code == 2:
        assert said.err.count("\n") == 1
        assert len(said.err) <= LONGEST_MESSAGE + len("perceptop predict: \n")
    return code, said


@pytest.mark.by_default(1)
@pytest.mark.parametrize("field", FIELDS)
def test_no_text_of_an_experiment_drives_the_terminal(tmp_path, capsys, field):
    path = tmp_path / "mine.toml"
    for piece in PIECES:
        path.write_text(EXPERIMENT.format(**{name: toml(text) for name, text in FIELDS.items()} | {field: toml(piece)}))
        code, _ = run(capsys, "train", str(path))
        if code:
            continue
        for command in (["train", "--json"], ["train", "--json-lines"], ["explain"], ["explain", "--check"]):
            assert run(capsys, *command, str(path))[0] == 0
        shown = open_session(RunOptions(str(path))).snapshot()
        lines = [*introduction(shown), *row_lines(shown), *synapse_lines(shown), *Narrator().numbers(shown)]
        assert [line for line in lines if not line.isprintable()] == []


def test_titles_and_names_are_passed_on_with_what_cannot_be_seen_written_out(tmp_path):
    path = tmp_path / "mine.toml"
    said = {name: toml(text) for name, text in FIELDS.items()}
    path.write_text(EXPERIMENT.format(**said | {"title": toml("a\x1bb\nc\u202ed"), "input": toml("e\x9bf\xa0g")}))
    about = open_session(RunOptions(str(path))).snapshot().about
    assert (about.title, about.input_names[0]) == ("a\\x1bb c\\u202ed", "e\\x9bf g")


@pytest.mark.by_default(3)
@pytest.mark.parametrize("source", SOURCES)
def test_no_text_of_a_data_section_drives_the_terminal(tmp_path, capsys, source):
    (tmp_path / "rows.csv").write_text("a,y\n1,2\n")
    path = tmp_path / "mine.toml"
    for piece in PIECES:
        path.write_text(f"[data]\n{SOURCES[source].format(toml(piece))}\n[network]\nlayers = [1, 1]\n")
        assert run(capsys, "train", str(path))[0] == 2


@pytest.mark.by_default(3)
@pytest.mark.parametrize("name", FILES)
def test_no_text_of_a_data_file_drives_the_terminal(tmp_path, capsys, name):
    path = tmp_path / "mine.toml"
    path.write_text(f'[data]\nfile = "{name}"\n[network]\nlayers = [1, 1]\n[training]\nepochs = 1\n')
    for piece in PIECES:
        (tmp_path / name).write_bytes(FILES[name].format(piece).encode())
        for command in ("train", "explain"):
            run(capsys, command, str(path))


@pytest.mark.by_default(4)
@pytest.mark.parametrize("field", MODEL)
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_no_text_of_a_model_drives_the_terminal(tmp_path, capsys, suffix, field):
    whole, path = tmp_path / "whole.json", tmp_path / f"mine{suffix}"
    Network([2, 1], seed=1).save(whole)
    for piece in PIECES:
        found = json.loads(whole.read_text())
        weights = found.pop("weights")
        found[field] = {"symbols": {piece: 1}, "format": piece, "dtype": piece}.get(field, [piece])
        if suffix == ".json":
            path.write_text(json.dumps(found | {"weights": weights}))
        else:
            np.savez(path, network=np.array(json.dumps(found)), weights_0=np.array(weights[0]))
        assert run(capsys, "predict", str(path), "1", "0")[0] == 2


@pytest.mark.slow
def test_no_text_of_a_fann_network_drives_the_terminal(tmp_path, capsys):
    whole, path = tmp_path / "whole.net", tmp_path / "mine.net"
    Network([2, 1], activation="sigmoid", seed=1).save(whole)
    lines = whole.read_text().split("\n")
    for place in range(len(lines)):
        for piece in PIECES[::2]:
            changed = [*lines[:place], lines[place] + piece, *lines[place + 1 :]]
            path.write_bytes("\n".join(changed).encode())
            run(capsys, "predict", str(path), "1", "0")


@pytest.mark.by_default(2)
@pytest.mark.parametrize(
    "events",
    [
        "[[event]]\nepoch = 1\nweight = {}\nvalue = 1",
        "[[event]]\nepoch = 1\noptimizer = {}",
        "[[event]]\n{} = 1",
        "{} = 1",
    ],
)
def test_no_text_of_a_file_of_events_drives_the_terminal(tmp_path, capsys, events):
    path = tmp_path / "mine.toml"
    for piece in PIECES:
        path.write_text(events.format(toml(piece)))
        assert run(capsys, "train", "xor", "--epochs", "1", "--events", str(path))[0] == 2


def test_no_name_of_a_file_and_no_argument_drives_the_terminal(tmp_path, capsys):
    source = EXPERIMENT.format(**{name: toml(text) for name, text in FIELDS.items()})
    for piece in PIECES:
        name = piece.replace("\0", "").replace("/", "")
        path = tmp_path / f"{name}.toml"
        path.write_text(source)
        assert run(capsys, "train", str(path))[0] == 0
        assert run(capsys, "explain", str(path))[0] == 0
        run(capsys, "train", name)
        run(capsys, "predict", name, name)
        run(capsys, "predict", f"{name}.json", name)
        run(capsys, "train", "xor", "--loss", name)
        run(capsys, "train", "xor", "--layers", name)
        run(capsys, name)
    run(capsys, "train", os.fsdecode(b"\xff\x9b.toml"))


def test_the_gate_lets_lines_through_and_writes_out_the_rest(monkeypatch):
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with gated():
        print("a\x1b]0;b\x07\rc\nd·e")
        rewrite_line("f\x1bg")
        with ungated():
            print("\x1b[m", end="")
    print("\x9b", end="")
    assert out.getvalue() == "a\\x1b]0;b\\x07\\rc\nd·e\n\x1b[m\x9b"
    assert err.getvalue() == "\r\x1b[Kf\\x1bg"


def test_letters_that_an_encoding_lacks_become_escapes():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    SafeOutput(stream, is_error=False).write("Δw")
    stream.flush()
    assert raw.getvalue() == b"\\u0394w"


def test_a_message_is_bounded_and_keeps_its_beginning_and_its_end():
    with pytest.raises(BadInput) as problem:
        refuse("w" * 10_000, "f" * 10_000, "e" * 10_000 + " at last")
    text = str(problem.value)
    assert len(text) <= LONGEST_MESSAGE
    assert text.startswith("www")
    assert ": found fff" in text
    assert text.endswith("e at last")
    assert len(str(BadInput("\x1b" * 1_000_000))) <= LONGEST_MESSAGE


def test_what_is_printable_stays_as_it_is():
    for text in ("", "Δw = −η·δ·x", "漢字 é 👍 \\x1b"):
        assert (printable(text), shorten(text), one_line(text)) == (text,) * 3


def test_values_that_python_does_not_write_are_described():
    assert describe(10**5000).startswith("a number of more than")
    assert describe([10**5000]).startswith("a number of more than")
    assert describe(0.5) == "0.5"
