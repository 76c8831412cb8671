"""Ctrl+S: four things to save, a name that nothing has, and what is in the way said in one line of the dialog."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Label

from perceptop.app.live.screens.save_form import SaveForm
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.saved_run import with_saved_run
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.commands import Pause
from tests.app.direct import live, screen_text


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def line(app):
    return app.screen.query_one(Input)


def hint(app):
    return str(app.screen.query_one(".hint", Label).render())


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_four_are_there_at_once_and_saved(size, folder):
    app = live()
    names = ["xor-seed-7-epoch-2.json", "xor-seed-7-epoch-2-run.toml", "xor-seed-7-epoch-2-loss.csv",
             "xor-seed-7-epoch-2.svg"]  # fmt: skip
    async with app.run_test(size=size) as pilot:
        await pilot.press("s", "s")
        for downs, name in enumerate(names):
            await pilot.press("ctrl+s", *["down"] * downs)
            await pilot.pause()
            text = screen_text(app)
            assert all(word in text for word in ("Model", "Run ", "Loss history", "Picture", name, "escape closes"))
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()
            assert not isinstance(app.screen, SaveForm)
            assert f"Saved: {name}" in {note.message for note in app._notifications}
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    trainer = app.feed._source.session.trainer
    assert Network.load(names[0]).theta.tolist() == trainer.network.theta.tolist()
    again = open_session(with_saved_run(RunOptions(names[1])))
    assert again.snapshot().progress.reached == 2
    assert (folder / names[2]).read_text().count("\n") == 4
    picture = (folder / names[3]).read_text()
    assert picture.rstrip().endswith("</svg>")
    assert "escape&#160;closes" not in picture


async def test_no_file_is_replaced_unasked(folder):
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s", "enter", "ctrl+s")
        await pilot.pause()
        assert line(app).value == "xor-seed-7-epoch-0-2.json"
        (folder / "mine.json").write_text("mine")
        line(app).value = "mine.json"
        await pilot.press("enter")
        assert hint(app) == "mine.json exists: enter again replaces it"
        assert (folder / "mine.json").read_text() == "mine"
        await pilot.press("enter")
        await pilot.pause()
        assert json.loads((folder / "mine.json").read_text())["layers"] == [2, 4, 1]


WRONG = {
    "run.txt": "run.txt: found a name that ends with .txt, expected one that ends with .json, .npz, .net",
    "": "file: found a name that ends with nothing, expected one that ends with .json, .npz, .net",
    "none/a.json": "none: found no such folder, expected a folder to write in",
    "folder.json": "folder.json: found a folder, expected the name of a file",
}


LONG = "x" * 300 + ".json"


@pytest.mark.by_default(1)
@pytest.mark.parametrize("text", [*WRONG, LONG])
async def test_a_name_that_cannot_be_is_said_in_the_dialog(text, folder):
    (folder / "folder.json").mkdir()
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        line(app).value = text
        await pilot.press("enter")
        assert hint(app).endswith(WRONG.get(text, "x.json: found file name too long, expected the name of a file"))
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, SaveForm)
    assert [path.name for path in folder.iterdir()] == ["folder.json"]


async def test_a_write_that_fails_is_told_and_the_run_goes_on(folder, monkeypatch):
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s", "down")
        line(app).value = "typed.toml"
        await pilot.press("down", "up")
        assert line(app).value == "typed.toml"

        def full(*_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            await pilot.press("enter")
            await pilot.pause()
        await pilot.pause()
        (note,) = app._notifications
        assert note.message == "typed.toml: found no space left on device, expected a file that can be written"
        await pilot.press("s")
        await pilot.pause()
        assert app.feed.latest.progress.epoch == 1
    assert list(folder.iterdir()) == []


async def test_a_run_that_trains_pauses_so_that_the_name_says_the_epoch_that_is_saved(folder):
    app = live()
    async with app.run_test() as pilot:
        await pilot.press("s", "s")
        await pilot.pause()
        latest = app.feed.latest
        assert latest.progress.epoch == 2
        running = replace(latest.progress, state="running", epoch=1)
        app.feed.latest = replace(latest, progress=running)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.feed._source.commands[-1] == Pause()
        assert line(app).value == "xor-seed-7-epoch-2.json"
