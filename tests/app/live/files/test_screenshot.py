"""The screen as a file: whole, or not there at all."""

import errno

import pytest
from textual.app import App
from textual.widgets import Static

from perceptop.app.live.files.screenshot import save_screenshot
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.errors.bad_input import BadInput


class Small(App[None]):
    def compose(self):
        yield Static("all of it")


async def test_the_whole_screen_is_written(tmp_path):
    app = Small()
    async with app.run_test(size=(40, 5)):
        name = save_screenshot(app, tmp_path)
    text = (tmp_path / name).read_text()
    assert "all&#160;of&#160;it" in text
    assert text.rstrip().endswith("</svg>")


async def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    class Full:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            self.file.__enter__()
            return self

        def __exit__(self, *problem):
            return self.file.__exit__(*problem)

        def write(self, data):
            self.file.write(data[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

    path_open = type(tmp_path).open
    monkeypatch.setattr(type(tmp_path), "open", lambda path, *mode: Full(path_open(path, *mode)))
    app = Small()
    async with app.run_test(size=(40, 5)):
        with pytest.raises(BadInput, match=r"svg: found no space left on device, expected a file that can be written"):
            save_screenshot(app, tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_notices_hold_nothing_that_drives_a_terminal():
    class Calling(TerminalApp):
        def on_mount(self):
            self.notify("a\x1b[31m\u202eb", markup=False)

    app = Calling()
    async with app.run_test():
        [notice] = app._notifications
    assert notice.message == "a\\x1b[31m\\u202eb"
