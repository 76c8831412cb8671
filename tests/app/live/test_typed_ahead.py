"""Keys that come faster than the screen opens and closes dialogs mean what they would mean one by one."""

import pytest
from textual import events

from tests.app.direct import live

CHARACTERS = {"enter": "\r", "escape": "\x1b"}
TYPED = {
    "b enter right": 1,
    "b ctrl+j right": 1,
    "g 7 enter": 7,
    "g 9 enter enter right b enter enter right": 11,
    "z enter right": 1,
    "w escape right": 1,
    "question_mark escape right": 1,
    "e r escape right": 1,
    "right right right left": 2,
    "ctrl+p s enter": 1,
}
"""What is typed at once in epoch 0, and the epoch where that leads."""


@pytest.mark.parametrize("typed", TYPED)
async def test_no_key_is_lost_and_no_dialog_stays(typed):
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in typed.split():
            app.post_message(events.Key(key, key if len(key) == 1 else CHARACTERS.get(key)))
        for _ in range(100):
            await pilot.pause()
            if app.feed.latest.progress.epoch == TYPED[typed] and len(app.screen_stack) == 1:
                break
        assert app.feed.latest.progress.epoch == TYPED[typed]
        assert len(app.screen_stack) == 1


async def test_a_key_whose_widget_has_gone_holds_up_no_other():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        app._key_under_way = True
        app.post_message(events.Key("right", None))
        await pilot.pause()
        assert app.feed.latest.progress.epoch == 0
        await app._key_done(app._keys_done)
        for _ in range(100):
            await pilot.pause()
            if app.feed.latest.progress.epoch:
                break
        assert app.feed.latest.progress.epoch == 1
