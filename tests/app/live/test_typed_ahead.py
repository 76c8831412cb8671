"""Keys that were typed before the program had the terminal."""

from textual import events

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
