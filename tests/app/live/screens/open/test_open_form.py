"""The dialog that opens another run: what it lists, completes, draws, and says if something cannot be opened."""

from types import SimpleNamespace

import pytest
from textual.widgets import Input, Label

from perceptop.app.cli.main import main, typed_options
from perceptop.app.live.screens.open.entries import Entry, entries
from perceptop.app.live.screens.open.open_form import OpenForm
from perceptop.app.plain.narrator import introduction
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.core.experiments.samples import sample_names, samples
from tests.app.direct import screen_text
from tests.app.open_runs import open_runs, view_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "\n".join(f"{x},{y},{'ab'[x > y]}" for x in range(6) for y in range(6))
    (tmp_path / "my table.csv").write_text(f"w,h,kind\n{rows}\n")
    (tmp_path / "notes.md").write_text("no data")
    (tmp_path / "data").mkdir()
    for name in ("first.csv", "first.toml", "second.tsv"):
        (tmp_path / "data" / name).write_text("x,y\n1,2\n2,4\n3,6\n")
    return tmp_path


def line(app):
    return app.screen.query_one(Input)


def listed(app):
    return [entry.name for entry in app.screen._entries]


def hint(app):
    return str(app.screen.query_one(".hint", Label).render())


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_samples_files_and_a_picture_are_on_the_screen(size, folder):
    app = view_of(open_runs())
    async with app.run_test(size=size) as pilot:
        await pilot.press("O")
        await pilot.pause()
        app.screen.draw_marked()
        await pilot.pause()
        text = screen_text(app)
        assert all(word in text for word in ("xor ", "XOR", "4 rows · 2-4-1", "●", "○", "escape closes"))
        assert listed(app) == [*sample_names(), "my table.csv", "data/"]
        await pilot.press(*"my")
        app.screen.draw_marked()
        await pilot.pause()
        shown = " ".join(screen_text(app).split())
        assert listed(app) == ["my table.csv"]
        assert "36 rows, 2 inputs scaled" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, OpenForm)


async def test_tab_completes_paths_step_by_step(folder):
    app = view_of(open_runs())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O", *"./d", "tab")
        assert line(app).value == "./data/"
        await pilot.pause()
        assert listed(app) == ["first.csv", "first.toml", "second.tsv"]
        await pilot.press("f", "tab")
        assert line(app).value == "./data/first."
        await pilot.press("down", "up", "c", "tab")
        assert line(app).value == "./data/first.csv"
        line(app).value = "m"
        await pilot.pause()
        await pilot.press("tab")
        assert line(app).value in ("'my table.csv'", "moons")


WRONG = {
    "'my table.csv' --target nope": "my table.csv: target: found nope, expected one of w, h, kind",
    "none.csv": "none.csv: found no such file, expected a table: a text file, .csv, say",
    "xorr": "sample: found xorr, expected xor?",
    "xor --layers 2,x": "argument --layers: found '2,x', expected whole numbers with commas: 2,4,1",
    "xor --plain": "--plain: found it while the program runs, expected it at the start of the program",
    "xor --help": "found --help, expected what is to be opened: iris, or FILE.csv --target NAME",
    "xor 'a": "line: found xor 'a, expected each quotation mark closed by another",
}


@pytest.mark.by_default(1)
@pytest.mark.parametrize("typed", WRONG)
async def test_what_is_refused_is_said_in_the_dialog_which_stays(typed, folder, capsys):
    runs = open_runs()
    app = view_of(runs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("O")
        line(app).value = typed
        await pilot.press("enter")
        await pilot.pause()
        assert hint(app) == WRONG[typed]
        assert isinstance(app.screen, OpenForm)
        assert not runs.former
        await pilot.press("backspace")
        await pilot.pause()
        assert hint(app).endswith("escape closes")
    if typed.startswith(("none", "'my")):
        # As on the command line.
        words = ["my table.csv", "--target", "nope"] if typed.startswith("'") else [typed]
        assert main(["train", *words]) == 2
        assert WRONG[typed] in capsys.readouterr().err


async def test_options_of_the_command_line_go_with_the_file(folder):
    runs = open_runs()
    app = view_of(runs)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("O")
        line(app).value = "perceptop watch 'my table.csv' --target kind --drop h --hidden 3 --seed 4"
        await pilot.press("enter")
        for _ in range(20):
            await pilot.pause()
    about = runs.present.latest.about
    assert (about.output_names, about.layers, runs.present.latest.progress.seed) == (("kind",), (1, 3, 1), 4)


def test_names_with_a_tilde_are_those_of_a_shell(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    found = [entry.text for entry in entries("~/data/f", (), samples(), folder)]
    assert found == ["~/data/first.csv", "~/data/first.toml"]
    assert typed_options("~/data/first.csv").experiment == f"{folder}/data/first.csv"
    assert entries("~nobody-of-that-name/x", (), samples(), folder) == []


def test_how_a_table_was_read_is_told(folder):
    first = open_session(RunOptions("my table.csv", paused=True)).snapshot()
    assert first.about.note.startswith("36 rows, 2 inputs scaled, kind → 2 classes")
    assert first.about.note in introduction(first)


TABLE, XOR, FOLDER, FORMER = (
    Entry("my table.csv", "", "my table.csv"),
    Entry("xor", "XOR", "xor"),
    Entry("data/", "", "data/", folder=True),
    Entry("↩ xor", "", former=2),
)


@pytest.mark.parametrize(
    ("typed", "listed", "done"),
    [
        ("xor", [XOR], "open xor"),
        ("xo", [XOR], "take xor"),
        ("", [FORMER, XOR], "take ↩ xor"),
        ("xor --seed 3", [XOR], "open xor --seed 3"),
        ("data/", [FOLDER], "take data/"),
        ("my", [TABLE], "take my table.csv"),
        ("nothing.csv", [], "open nothing.csv"),
        ("", [], None),
    ],
)
def test_enter_opens_what_is_typed_if_it_is_whole_and_else_takes_what_is_marked(typed, listed, done, monkeypatch):
    form, told = OpenForm(None), []
    form._entries = listed
    monkeypatch.setattr(OpenForm, "_marked", listed[0] if listed else None)
    monkeypatch.setattr(form, "_open", lambda line: told.append(f"open {line}"))
    monkeypatch.setattr(form, "_take", lambda entry: told.append(f"take {entry.name}"))
    form.take(SimpleNamespace(value=f" {typed} "))
    assert told == ([done] if done else [])
