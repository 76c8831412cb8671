"""The screen's side of the stream: asks while anything is under way, and not where nothing changes."""

import asyncio

from app.feed import Feed
from core.commands import GoTo, Play, SetSpeed, Step
from tests.app.direct import DirectSource
from tests.core.sessions import do, session


async def test_a_run_that_replays_its_past_is_asked_for_like_any_other():
    made = session()
    do(made, Step(50), GoTo(10))
    made.handle(SetSpeed(5.0))
    made.handle(Play())
    shown = []
    source = DirectSource(made)
    feed = Feed(source, made.snapshot(), shown.append, shown.append)
    feed.open()
    assert feed.latest.progress.state == "history"
    feed.tick()
    await asyncio.sleep(0)
    assert len(shown) == 2


async def test_a_run_that_rests_is_not_asked_for():
    made = session()
    source = DirectSource(made)
    feed = Feed(source, made.snapshot(), lambda _: None, lambda _: None)
    feed.open()
    feed.tick()
    assert source.asked == 0
