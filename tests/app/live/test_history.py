"""In history: playing looks other than resting, a change is offered with a fork, a jump beyond the newest trains."""

import asyncio
import dataclasses

import pytest

from perceptop.app.plain.view import PlainView
from perceptop.app.run.options import RunOptions
from perceptop.app.widgets.lines.state_line import state_text
from perceptop.core.protocol.commands import Back, Fork, GoTo, Play, SetSpeed, Step
from perceptop.core.session.timeline.timeline import MOST_BRANCHES
from tests.app.direct import DirectSource, live, screen_text, until
from tests.core.sessions import do, session


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()


def keys(app):
    return screen_text(app).split("\n")[-1]


def slow(app):
    app.feed._source.session.handle(SetSpeed(0.001))


async def test_playing_history_is_said_and_the_space_bar_says_what_it_does():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "C", "shift+right", "left", "left")
        assert "◀ history " in screen_text(app)
        assert "space Go on" in keys(app)
        slow(app)
        await press(pilot, "space")
        assert "▶ history, playing" in screen_text(app)
        assert "space Pause" in keys(app)
        await press(pilot, "space")
        assert "◀ history " in screen_text(app)
        assert "playing" not in screen_text(app)
        assert "space Go on" in keys(app)


@pytest.mark.slow
async def test_the_space_bar_is_named_anew_for_every_focus():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        slow(app)
        await press(pilot, "m", "C", "space", "tab", "tab")
        await pilot.pause()
        assert "space Pause" in keys(app)
        await press(pilot, "space", "tab")
        await pilot.pause()
        assert "space Go on" in keys(app)


def test_a_jump_says_where_it_goes_and_not_that_it_plays():
    progress = do(session(), Step(10), Back(5)).progress
    assert state_text(dataclasses.replace(progress, busy=True), False) == "▶ history, playing"
    assert state_text(dataclasses.replace(progress, busy=True, target=3), False) == "◀ history"


@pytest.mark.slow
async def test_e_in_history_offers_a_fork_before_anything_is_typed():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        slow(app)
        await press(pilot, "shift+right", "left", "left", "space", "e")
        assert "Change, in a fork that begins here" in screen_text(app)
        assert not app.feed.latest.progress.busy
        await press(pilot, "escape")
        assert len(app.feed.latest.branches) == 1
        await press(pilot, "e", *"rate 0.25", "enter")
        assert [branch.name for branch in app.feed.latest.branches] == ["main", "fork 1"]
        assert app.feed.latest.events[0].epoch == 8
        assert app.feed.latest.progress.notices == 0
        await press(pilot, "e")
        assert "in a fork" not in screen_text(app)


@pytest.mark.slow
async def test_what_was_refused_can_be_put_right():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "e", *"momentum 2", "enter")
        assert "momentum: found 2.0" in app.feed.latest.progress.notice
        await until(pilot, lambda: "momentum 2" in screen_text(app))
        await press(pilot, "end", "backspace", *"0.5", "enter", "e")
        assert dict(app.feed.latest.about.settings)["momentum"] == 0.5
        assert app.screen.query_one("Input").value == ""


@pytest.mark.slow
async def test_where_no_fork_is_left_that_is_said_before_anything_is_typed():
    app = live()
    made = app.feed._source.session
    do(made, Step(5), *[Fork()] * (MOST_BRANCHES - 1), Back(2))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.feed.ask()
        await pilot.pause()
        await press(pilot, "e")
        assert not app.screen.query("Input")
        assert "fork: found 8 branches" in screen_text(app)


async def test_g_goes_beyond_the_newest():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "g")
        assert "0 to 1; beyond that it trains until there" in screen_text(app)
        await press(pilot, *"50", "enter")
        assert app.feed._source.commands[-1] == GoTo(50)
        assert "epoch 50 " in screen_text(app)


@pytest.mark.parametrize("past", [False, True])
async def test_the_plain_view_asks_the_same(past):
    made, lines = session(), []
    do(made, SetSpeed(0.001), Step(5), *([Back(2), Play()] if past else []))
    view = PlainView(DirectSource(made), made.snapshot(), RunOptions("xor"), lines.append, 0.0)

    class Keys:
        def ask(self):
            """A line is asked for."""

    view.keys = Keys()
    task = asyncio.get_running_loop().create_task(view.run())
    await asyncio.sleep(0)
    view.press("e")
    assert ("in a fork that begins here" in lines[-1]) == past
    view.answer("rate 0.25")
    view.press("g")
    assert "beyond that it trains until there" in lines[-1]
    view.answer("30")
    view.end()
    await task
    snapshot = made.snapshot()
    assert (len(snapshot.branches), snapshot.progress.epoch, snapshot.events[0].epoch) == (
        1 + past,
        30,
        3 if past else 5,
    )
