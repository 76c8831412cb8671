"""Ctrl+S in the plain mode: one line, whose ending says what is saved; never over a file."""

import pytest

from perceptop.app.plain.keyboard import NAMES
from perceptop.app.plain.parse_input import read_file_to_save
from perceptop.app.plain.view import PlainView
from perceptop.app.run.options import RunOptions
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.commands import SaveLossHistory, SaveModel, SaveRun

OPTIONS = RunOptions("xor", {"seed": 3})
COMMANDS = {
    "a.json": SaveModel("a.json"),
    "a.npz": SaveModel("a.npz"),
    "run.toml": SaveRun("run.toml", "xor", {"seed": 3}),
    "loss.csv": SaveLossHistory("loss.csv"),
    "loss.jsonl": SaveLossHistory("loss.jsonl"),
}


@pytest.mark.parametrize("text", COMMANDS)
def test_the_ending_says_what_is_saved(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_file_to_save(text, OPTIONS) == COMMANDS[text]


def test_a_file_is_not_replaced_and_a_picture_not_drawn(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text("mine")
    with pytest.raises(BadInput, match=r"a\.json: found a file, expected a name that no file has"):
        read_file_to_save("a.json", OPTIONS)
    with pytest.raises(BadInput, match=r"found a name that ends with \.svg, expected one that ends with \.json"):
        read_file_to_save("a.svg", OPTIONS)


def test_ctrl_s_is_a_key_there():
    assert NAMES["\x13"] == "ctrl+s"
    assert callable(PlainView.do_save)
