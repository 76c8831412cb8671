"""The README: everything on it that can be run is run, and its tables are what the program has."""

import argparse
import ast
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from perceptop.app.actions.table import ACTIONS
from perceptop.app.cli.main import build_parser, main
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.saved_run import with_saved_run
from perceptop.app.teaching.presenter.cues import read_cues
from perceptop.app.teaching.tutor.conditions.facts import FACTS
from perceptop.app.teaching.tutor.lesson_file import read_lesson
from perceptop.app.teaching.tutor.toml_lines import LinedTable
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.saved_run import read_saved_run
from perceptop.core.files.toml_table import TomlTable
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.protocol.commands import SaveRun
from perceptop.core.session.timeline.saving.run_file import read_timeline
from perceptop.core.training.metrics import METRIC_NAMES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/perceptop"
TEST = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest"

KEYS = {
    "s": "s", "→": "right", "←": "left", "↑": "up", "↓": "down", "+": "plus", "-": "minus", "#": "number_sign",
    "?": "question_mark", "<": "less_than_sign", ">": "greater_than_sign", "esc": "escape", "shift+→": "shift+right",
    "shift+←": "shift+left",
}  # fmt: skip
"""The names that Textual has for keys, where the README has others."""


def blocks(language):
    return [text for name, text in BLOCKS if name == language]


def rows_under(heading):
    """The cells of the table that follows a heading."""
    text = README.split(f"\n{heading}\n", 1)[1]
    table = re.search(r"^\|.*?(?=\n\n)", text, re.DOTALL | re.MULTILINE)[0]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.splitlines()[2:]]


def quoted(text):
    return re.findall(r"`([^`]+)`", text)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with the files that the README shows."""
    monkeypatch.chdir(tmp_path)
    for text in blocks("toml"):
        if name := re.match(r"# ([\w.]+)", text):
            Path(name[1]).write_text(text)
            if (data := tomllib.loads(text).get("data", {})) and "file" in data:
                [rows] = blocks("csv")
                Path(data["file"]).write_text(rows)
    return tmp_path


def test_the_two_commands_that_begin_in_a_clone_stand_as_they_are_checked():
    lines = [line for text in blocks("sh") for line in text.splitlines() if not line.startswith("perceptop")]
    assert lines == [INSTALL, TEST]
    assert TEST in (ROOT / ".ci" / "run").read_text()


def test_every_command_runs(folder, monkeypatch, capsys):
    opened = []

    def stand_in(options, look=None, *_, course=None, read=None, curriculum=None):
        about = open_session(options).snapshot().about
        opened.append(options.experiment)
        if getattr(look, "cues", None):
            assert read_cues(look.cues, about)
        return 0

    monkeypatch.setenv("PERCEPTOP_CONFIG", "")
    monkeypatch.setattr("perceptop.app.live.start.watch", stand_in)
    monkeypatch.setattr("perceptop.app.plain.start.watch_plain", stand_in)
    lines = [line for text in blocks("sh") for line in text.splitlines() if line.startswith("perceptop")]
    told = ""
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        words, file = (words[:-2], words[-1]) if ">" in words else (words, "")
        if words[:1] == ["study"] and "--merge" not in words:
            words += ["--starts", "5"]
        assert main(words) == 0, line
        printed = capsys.readouterr().out
        told += printed
        if file:
            Path(file).write_text(printed)
    assert {"xor", "cubic", "fruit.toml"} <= set(opened)
    assert "of 10 solved" in told, "two shards of 5 starts are put together"
    assert {"xor.json", "fruit.json"} <= {path.name for path in folder.iterdir()}


def test_own_data_are_learned(folder, capsys):
    assert main(["train", "fruit.toml", "--save", "fruit.json"]) == 0
    capsys.readouterr()
    assert main(["predict", "fruit.json", "0.21", "0.25"]) == 0
    assert float(capsys.readouterr().out) > 0.9
    assert main(["predict", "fruit.json", "0.16", "0.85"]) == 0
    assert float(capsys.readouterr().out) < 0.1


@pytest.mark.parametrize("text", blocks("toml"))
def test_every_toml_block_is_read(text, folder):
    path = folder / "block.toml"
    path.write_text(text)
    if "step" in tomllib.loads(text):
        assert read_lesson(str(path)).steps
        return
    if "run" in tomllib.loads(text):
        assert open_session(with_saved_run(RunOptions(str(path)))).snapshot().progress.reached == 500
        return
    if "cue" in tomllib.loads(text):
        assert read_cues(str(path), open_session(RunOptions("xor")).snapshot().about)
        return
    trainer = load_experiment(path).trainer()
    trainer.run(epochs=2)
    assert trainer.epoch == 2


@pytest.mark.parametrize("text", blocks("python"))
def test_every_python_block_runs_and_gives_the_numbers_that_it_tells(text, folder):
    names = {}
    exec(text, names)
    for statement in ast.parse(text).body:
        told = re.search(r"# (\d+)$", text.splitlines()[statement.end_lineno - 1])
        if told and isinstance(statement, ast.Expr):
            assert eval(ast.unparse(statement), names) == int(told[1])


def told_keys(heading):
    told = [KEYS.get(key, key) for cells in rows_under(heading) for key in quoted(cells[0])]
    assert len(set(told)) == len(told)
    return set(told)


def test_the_table_of_keys_is_that_of_the_actions():
    told = told_keys("## All keys")
    possible = {key for action in ACTIONS for key in action.keys.split(",")}
    assert told - possible == set()
    first = {action.keys.split(",")[0] for action in ACTIONS if action.keys}
    assert first - told == set()


def test_the_table_of_letters_is_that_of_the_menu():
    assert told_keys("### Letters of the menu") == {action.letter for action in ACTIONS if action.letter}


def test_the_five_keys_are_keys_of_actions():
    first = re.search(r"(?<=Five keys).*?(?=\n\nWhat you see)", README, re.DOTALL)[0]
    told = [
        KEYS.get(key, key) for key in re.findall(r"^\| `(.)` |^\| `(\w+)` ", first, re.MULTILINE) for key in key if key
    ]
    assert len(told) == 5
    assert set(told) <= {key for action in ACTIONS for key in action.keys.split(",")}


EXPERIMENTS = [
    '[data]\npoints = "sine"',
    '[data]\nfile = "a.csv"\n[network]\nlayers = [1, 1]\n[training]',
    '[data]\ninputs = ["a"]\ntargets = ["b"]\nsymbols = { a = 0.1, b = 0.2 }\n[network]\nlayers = [1, 1]',
    '[data]\ntruth_table = "and"\nvariables = 2\n[network]\nweights = [[[1], [1]]]\nbiases = [[-1.5]]',
    '[data]\nfunction = "x"\n[network]\nlayers = [1, 1]\nbiases = { constant = 0 }\nweights = { uniform = [0, 1] }\n'
    '[training]\nloss = { value = "abs(a - y)", slope = "sign(a - y)" }\nplateau = {}\ncheckpoints = {}',
    '[data]\nimages = "greyscale"\n[network]\nlayers = [4, 4]\nactivation = "tanh"',
]
"""Each kind of data and of weights, and every table within a table."""
DRAWN = {"uniform", "normal", "glorot", "he", "constant"}


@pytest.fixture
def asked(folder, monkeypatch):
    """The keys that the readers of experiment files ask for, each with its default."""
    found = {}

    def recorded(method):
        def recording(table, key, default=None, *more, **options):
            found[table.path + key] = default if default is not None else found.get(table.path + key)
            return method(table, key, default, *more, **options)

        return recording

    for name in ("take", "text", "texts", "number", "whole", "flag"):
        monkeypatch.setattr(TomlTable, name, recorded(getattr(TomlTable, name)))
    Path("a.csv").write_text("x,y\n1,2\n")
    for number, text in enumerate(EXPERIMENTS):
        path = Path(f"{number}.toml")
        path.write_text(text)
        load_experiment(path)
    return found


def test_the_table_of_experiment_keys_is_what_the_readers_ask_for(asked):
    # Names of symbols are the user's own, a table of biases takes what a table of weights does, and of the ways to
    # draw a weight only the one that is given is asked for.
    own = re.compile(r"data\.symbols\.|network\.biases\.|(network\.weights|data\.targets|network\.biases)\[")
    keys = {key for key in asked if not own.match(key)} | {f"network.weights.{name}" for name in DRAWN}
    told = {quoted(cells[0])[0] for cells in rows_under("### Experiment files") if cells[0].startswith("`")}
    tables = {quoted(cells[0])[0] for cells in rows_under("### Experiment files") if cells[0].startswith("**")}
    assert keys - told == tables
    assert told - keys == set()


def test_defaults_are_those_of_the_readers(asked):
    told = {quoted(cells[0])[0]: cells[1].strip("`") for cells in rows_under("### Experiment files")}
    in_words = {"title", "data.variables"}
    checked = 0
    for key in told.keys() & asked.keys() - in_words:
        default = asked[key][0] if isinstance(asked[key], tuple) and len(asked[key]) == 1 else asked[key]
        if isinstance(default, bool | int | float | str) and default != "":
            assert tomllib.loads(f"x = {told[key]}")["x"] == default, key
            checked += 1
    assert checked > 12


def test_every_key_of_a_cue_is_named(monkeypatch):
    asked, take = set(), TomlTable.take

    def recording(table, key, default=None):
        if re.fullmatch(r"cue \d+\.", table.path):
            asked.add(key)
        return take(table, key, default)

    monkeypatch.setattr(TomlTable, "take", recording)
    read_cues("xor", open_session(RunOptions("xor")).snapshot().about)
    section = re.search(r"^### Presenting\n(.*?)^### ", README, re.DOTALL | re.MULTILINE)[1]
    shown, section = re.findall(r"^(\w+) = ", section, re.MULTILINE), re.sub(r"```.*?```", "", section, flags=re.DOTALL)
    assert asked - set(shown) - set(quoted(section)) == set()


def test_the_table_of_run_keys_is_what_the_reader_asks_for(tmp_path, monkeypatch):
    asked, take = set(), TomlTable.take

    def recording(table, key, default=None):
        asked.add(re.sub(r"branch 1\.", "branch.", table.path) + key)
        return take(table, key, default)

    session, path = open_session(RunOptions("xor", paused=True)), tmp_path / "run.toml"
    session.handle(SaveRun(str(path), "xor"))
    saved = read_saved_run(str(path))
    monkeypatch.setattr(TomlTable, "take", recording)
    assert read_saved_run(str(path)) == saved
    read_timeline(saved, load_experiment("xor"))
    read = {key for key in asked if re.match(r"(run|branch)\.", key)}
    assert read == {quoted(cells[0])[0] for cells in rows_under("### Run files")}


def test_every_key_of_a_lesson_is_named_with_its_default(monkeypatch):
    asked, take = set(), TomlTable.take

    def recording(table, key, default=None):
        if isinstance(table, LinedTable):
            asked.add(re.sub(r" \d+", "", table.path) + key)
        return take(table, key, default)

    monkeypatch.setattr(TomlTable, "take", recording)
    read_lesson("hidden")
    settings = {f"{place}.{key}" for place in ("run", "step.run") for key in (*SETTINGS, "speed")}
    told = {quoted(cells[0])[0]: cells[1] for cells in rows_under("### Lessons")}
    assert asked - settings - set(told) == set()
    assert set(told) - asked == set()
    assert [told["experiment"], told["minutes"], told["step.choices.right"]] == ['`"xor"`', "`3`", "`false`"]
    section = re.search(r"^### Lessons\n(.*?)^### ", PROSE, re.DOTALL | re.MULTILINE)[1]
    named = {re.sub(r' [\d"].*', "", text) for text in quoted(section)}
    assert set(FACTS) - named == set()


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("network.activation", ACTIVATIONS),
        ("training.loss", LOSSES),
        ("training.optimizer", OPTIMIZERS),
        ("training.checkpoints.metric", METRIC_NAMES),
    ],
)
def test_the_names_to_choose_from_are_all_there(key, names):
    [meaning] = [cells[2] for cells in rows_under("### Experiment files") if cells[0] == f"`{key}`"]
    assert quoted(meaning) == list(names)


def options_of(parser):
    found = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= set(action.choices).union(*map(options_of, action.choices.values()))
        found |= {option for option in action.option_strings if option.startswith("--")}
    return found


def test_the_usage_is_that_of_the_command_line():
    [usage] = [text for text in blocks("") if text.startswith("perceptop ")]
    told = set(re.findall(r"--[a-z][a-z0-9-]+", usage)) | set(re.findall(r"^perceptop +([a-z]+)", usage, re.MULTILINE))
    assert told == options_of(build_parser())


def test_every_file_and_link_is_there():
    paths = set(re.findall(r"\]\(([^)#]+)\)", PROSE))
    paths |= {text for text in quoted(PROSE) if re.match(r"(core|app|samples|tests|\.ci|\.package)/[\w./]*$", text)}
    assert len(paths) > 40
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
    headings = {
        re.sub(r"[^\w\- ]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)", README, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) - headings == set()


def test_every_folder_has_its_line_and_every_picture_its_place():
    told = {text.rstrip("/") for cells in rows_under("### The folders") for text in quoted(cells[0])}
    folders = {
        str(path.parent.relative_to(ROOT)) for top in ("core", "app") for path in (ROOT / top).glob("*/__init__.py")
    }
    assert folders | {"core", "app", "samples", "tests"} == told
    pictures = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/pictures").glob("*.svg")}
    assert pictures == set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README))
