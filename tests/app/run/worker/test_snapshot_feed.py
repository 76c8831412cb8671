"""The screen's side of the stream: asks while anything is under way, and not where nothing changes."""

import asyncio

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.core.protocol.commands import GoTo, Pause, Play, SetSpeed, Step
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


async def test_what_comes_of_a_key_is_asked_for_before_an_older_answer_is_drawn():
    made = session(playing=True)
    source = DirectSource(made)
    asked_when_drawn = []
    feed = Feed(source, made.snapshot(), lambda _: asked_when_drawn.append(source.asked), lambda _: None)
    feed.open()
    feed.tick()
    feed.send(Pause())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert asked_when_drawn == [0, 2, 2]
