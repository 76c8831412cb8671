"""Keys that are the second name of an action, or that no other test presses: each does what its row says."""

import pytest

from perceptop.app.panes.synapses import SynapsesPane
from perceptop.core.protocol.commands import Back, SetSpeed
from tests.app.direct import live


async def test_the_other_keys_of_speed_history_update_and_screens(monkeypatch):
    app = live()
    saved, stopped = [], []
    monkeypatch.setattr(app.files, "save_picture", lambda: saved.append(app))
    monkeypatch.setattr(type(app), "action_suspend_process", lambda self: stopped.append(self))
    async with app.run_test(size=(120, 40)) as pilot:
        given = app.feed._source.commands
        await pilot.press("minus")
        slower = given[-1].epochs_per_second
        assert isinstance(given[-1], SetSpeed), "-"
        await pilot.press("underscore")
        assert given[-1].epochs_per_second < slower, "_"
        await pilot.press("equals_sign")
        assert given[-1].epochs_per_second == pytest.approx(slower), "="
        await pilot.press("shift+right", "shift+right", "shift+left")
        await pilot.pause()
        assert given[-1] == Back(10), "shift+left"
        assert app.feed.latest.progress.epoch == 10, "shift+left"
        title = str(app.query_one(SynapsesPane).border_title)
        await pilot.press("m", "u")
        await pilot.pause()
        assert str(app.query_one(SynapsesPane).border_title) != title, "u"
        await pilot.press("m", "p")
        assert len(saved) == 1, "p"
        await pilot.press("ctrl+z")
        assert len(stopped) == 1, "ctrl+z"
        await pilot.press("m", "P")
        await pilot.pause()
        assert type(app.screen).__name__ == "Presenter", "f5"
        await pilot.press("m", "P")
        await pilot.pause()
        assert type(app.screen).__name__ != "Presenter", "f5 again"
