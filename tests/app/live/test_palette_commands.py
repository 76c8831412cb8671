"""The palette finds an action by its name, by what is said of it, and by other words for it."""

import pytest

from perceptop.app.actions.table import ACTIONS
from perceptop.app.live.command_palette import KeyedActions
from tests.app.direct import live, palette_has_found, screen_text


async def found(app, query):
    provider = KeyedActions(app.screen)
    hits = [hit async for hit in provider.search(query)]
    return [str(hit.match_display) for hit in sorted(hits, key=lambda hit: -hit.score)]


@pytest.mark.by_default(1)
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("fork", ["Fork"]),
        ("learning", ["Change"]),
        ("learning rate", ["Change"]),
        ("save", ["Copy command", "Screenshot"]),
        ("open", ["Synapses", "Pictures", "Glossary"]),
        ("theme", ["Theme", "Dark or light"]),
        ("Δw", ["Phase", "Synapses"]),
        ("zoom", ["Full screen", "Present"]),
        ("breakpoint", ["Watchpoints"]),
        ("decision boundary", ["Picture", "Pictures"]),
    ],
)
async def test_words_that_people_look_for(query, names):
    app = live()
    async with app.run_test(size=(80, 24)):
        assert set(names) <= set(await found(app, query))


async def test_what_is_called_so_comes_first():
    app = live()
    async with app.run_test(size=(80, 24)):
        assert (await found(app, "restart"))[0] == "Restart"
        assert (await found(app, "step"))[0] == "Step"
        assert await found(app, "zzzz") == []


async def test_each_action_is_offered_once():
    app = live()
    async with app.run_test(size=(80, 24)):
        offered = [hit.text or hit.display async for hit in KeyedActions(app.screen).discover()]
        assert offered == [action.words for action in ACTIONS]


@pytest.mark.slow
async def test_what_is_picked_is_done():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "ctrl+p")
        await pilot.pause()
        await pilot.press(*"ledger")
        await palette_has_found(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "last update" in screen_text(app)
