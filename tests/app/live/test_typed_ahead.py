"""Keys that were typed before the program had the terminal."""

import pytest
from textual import events

from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import GoTo, Make, NextPhase
from tests.app.direct import live


async def test_a_line_feed_is_an_enter():
    """An Enter typed while the terminal was not raw yet comes as one."""
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "7")
        app.post_message(events.Key("ctrl+j", None))
        await pilot.pause()
        assert app.feed.latest.progress.epoch == 7
        assert len(app.screen_stack) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "command"),
    [
        (("e", *"rate 5", "enter"), Make(Change("learning_rate", 5.0))),
        (("g", *"12", "enter"), GoTo(12)),
        (("m", "S"), NextPhase()),
    ],
)
async def test_keys_in_one_write_are_for_the_dialog_that_the_first_one_opens(keys, command):
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            character = {"space": " ", " ": " "}.get(key, key if len(key) == 1 else None)
            app.post_message(events.Key({" ": "space"}.get(key, key), character))
        for _ in range(3):
            await pilot.pause()
        assert app.feed._source.commands == [command]
        assert len(app.screen_stack) == 1
