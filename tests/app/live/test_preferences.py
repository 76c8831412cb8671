"""What is kept of the screen between runs: it comes back, and a file that is no good never stops the program."""

import os
from pathlib import Path

import pytest

from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.live.preferences import Preferences
from perceptop.app.live.preferences_file import VARIABLE, config_file, keep_config, read_config
from perceptop.app.panes.picture import PicturePane
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.tutor.course import Course
from perceptop.app.teaching.tutor.lesson_file import read_lesson
from tests.app.direct import DirectSource, screen_text
from tests.app.pseudo_terminal import Terminal
from tests.core.sessions import session


def live(path, name="xor"):
    made = session(name)
    return Live(DirectSource(made), made.snapshot(), RunOptions(name), ViewOptions(preferences=Preferences(path)))


async def arrange(path, *keys, name="xor"):
    """Run the live view with a config, press keys, leave."""
    app = live(path, name)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        app.exit()
    return app


async def seen(path, name="xor"):
    app = live(path, name)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        return app.theme, screen_text(app)


@pytest.mark.slow
async def test_what_was_changed_is_there_the_next_time(tmp_path):
    path = tmp_path / "deep" / "view.toml"
    await arrange(path, "m", "d", "m", "l", "m", "o", "m", "t", "v", "m", "C")
    theme, text = await seen(path)
    assert theme == "textual-light"
    assert "linear scale" in text
    assert "Outputs [3] · log" in text
    assert "by |weight|" in text
    assert "2 of" in text
    assert "callouts = false" in path.read_text()


@pytest.mark.slow
async def test_a_lesson_begins_on_the_usual_screen_and_leaves_the_kept_one_as_it_is(tmp_path):
    path = tmp_path / "view.toml"
    await arrange(path, "v", "m", "l", "m", "t", "m", "C")
    before = path.read_text()
    course, made = Course(read_lesson("hidden")), session()
    view = ViewOptions(preferences=Preferences(path), course=course)
    app = Live(DirectSource(made), made.snapshot(), RunOptions("xor"), view)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.query_one(PicturePane).kind == "surface"
        assert "log scale" in screen_text(app)
        assert not app.callouts.enabled
        await pilot.press("m", "o")
        app.exit()
    assert path.read_text() == before


async def test_without_a_change_nothing_is_written(tmp_path):
    await arrange(tmp_path / "view.toml", "s", "s")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
async def test_without_a_file_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: pytest.fail("it writes"))
    await arrange(None, "m", "d", "m", "l")


@pytest.mark.slow
async def test_the_last_of_two_screens_does_not_undo_what_the_first_has_changed(tmp_path):
    path = tmp_path / "view.toml"
    first, second = live(path), live(path)
    async with first.run_test(size=(120, 40)) as one, second.run_test(size=(120, 40)) as other:
        await one.press("m", "d")
        await other.press("m", "l")
        first.exit()
        second.exit()
    assert read_config(path) == {"theme": "textual-light", "log_loss": False}


@pytest.mark.slow
async def test_a_picture_that_does_not_suit_waits_for_a_problem_that_it_suits(tmp_path):
    path = tmp_path / "view.toml"
    path.write_text(f'picture = "{kinds_of_xor()[1]}"\n')
    before = path.read_text()
    await arrange(path, "s", name="cubic")
    assert path.read_text() == before
    app = live(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.query_one(PicturePane).kind == kinds_of_xor()[1]


def kinds_of_xor():
    from perceptop.core.pictures.kinds import applicable

    return applicable(session("xor").snapshot().about)


BROKEN = [
    b"",
    b"\xff\xfe\x00rubbish",
    b"theme = ",
    b'theme = "no such theme"\nlog_loss = "maybe"\nlog_outputs = 3\npicture = true\nsynapse_order = "best"\n',
    b"[" * 5000,
    b"x" * 100_000,
    b'{"theme": "textual-light"}',
]


@pytest.mark.by_default(1)
@pytest.mark.parametrize("content", BROKEN)
async def test_a_broken_file_stops_nothing_and_is_not_lost(tmp_path, content):
    path = tmp_path / "view.toml"
    path.write_bytes(content)
    app = await arrange(path, "m", "l")
    assert (app.return_code, app.theme) == (0, "textual-dark")
    after = path.read_bytes()
    if content in (BROKEN[1], BROKEN[5]):
        assert after == content
    else:
        assert read_config(path)["log_loss"] is False
        others = [line for line in content.decode().splitlines() if not line.startswith("log_loss")]
        assert all(line in after.decode().splitlines() for line in others)


@pytest.mark.by_default(1)
@pytest.mark.parametrize("kind", ["folder", "locked", "beneath a file", "nowhere"])
async def test_a_file_that_cannot_be_written_stops_nothing(tmp_path, kind, monkeypatch):
    path = tmp_path / "view.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "locked":
        # Who runs the tests may be allowed everything: the system says no itself.
        monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError("no")))
        monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError("no")))
    elif kind == "beneath a file":
        (tmp_path / "file").write_text("")
        path = tmp_path / "file" / "view.toml"
    else:
        path = Path("/proc/nowhere/view.toml")
    app = await arrange(path, "m", "l")
    assert app.return_code == 0


def test_a_comment_and_a_foreign_line_stay(tmp_path):
    path = tmp_path / "view.toml"
    path.write_text('# mine\ntheme = "nord" # for now\n[other]\nkey = [1, 2]\n')
    keep_config(path, {"theme": "textual-dark", "log_loss": True})
    assert path.read_text().splitlines()[1:] == [
        'theme = "textual-dark"',
        "log_loss = true",
        "# mine",
        "[other]",
        "key = [1, 2]",
    ]


def test_what_is_written_is_toml(tmp_path):
    import tomllib

    path = tmp_path / "view.toml"
    keep_config(path, {"theme": "textual-light", "log_loss": False})
    keep_config(path, {"log_loss": True, "picture": ""})
    values = {"theme": "textual-light", "log_loss": True, "picture": ""}
    assert tomllib.loads(path.read_text()) == read_config(path) == values


def test_where_it_is(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file().name == "view.toml"
    assert config_file().parent.name == "perceptop"
    monkeypatch.setenv(VARIABLE, "/elsewhere/mine.toml")
    assert config_file() == Path("/elsewhere/mine.toml")
    monkeypatch.setenv(VARIABLE, "")
    assert config_file() is None


@pytest.mark.slow
@pytest.mark.parametrize("way", ["q", "SIGTERM"])
def test_the_real_program_keeps_it_whichever_way_it_is_left(tmp_path, way):
    path = tmp_path / "view.toml"
    with Terminal("watch", "--paused", PERCEPTOP_CONFIG=str(path)) as terminal:
        terminal.wait_for("paused")
        terminal.keys("ml")
        terminal.wait_for("linear scale")
        terminal.keys("q") if way == "q" else terminal.signal(way)
        terminal.end()
    assert read_config(path) == {"log_loss": False}
