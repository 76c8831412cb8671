"""The menu: every action is in it, by groups, on a letter; search, arrows and mouse reach it too, at 80x24."""

import pytest

from perceptop.app.actions.table import ACTIONS, groups
from perceptop.app.live.command_palette import KeyedActions
from perceptop.app.live.screens.help_text import key_sections
from perceptop.app.live.screens.menu.columns import columns, height_of
from perceptop.app.live.screens.menu.menu import Menu, MenuEntries
from perceptop.core.protocol.commands import Explain, Step
from tests.app.direct import live, screen_text

SIZES = [(120, 40), (80, 24)]


def given(app):
    return app.feed._source.commands


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", SIZES)
async def test_every_action_stands_in_the_menu_the_help_and_the_palette(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await pilot.pause()
        text = screen_text(app)
        offered = [str(hit.display) async for hit in KeyedActions(app.screen).discover()]
    told = [entry.words for section in key_sections() for entry in section.entries]
    for action in ACTIONS:
        assert action.words in told
        assert action.words in offered
        assert action.words in text or action.name == "menu"


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", SIZES)
async def test_a_letter_does_what_stands_beside_it(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", "k")
        await pilot.pause()
        assert isinstance(given(app)[-1], Explain)
        assert len(app.screen_stack) == 1


@pytest.mark.slow
async def test_a_key_of_the_run_does_the_same_in_the_menu():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "s")
        await pilot.pause()
        assert given(app)[-1] == Step(1)
        assert len(app.screen_stack) == 1


@pytest.mark.slow
async def test_a_key_without_a_meaning_leaves_the_menu_open():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "Z")
        assert isinstance(app.screen, Menu)


async def test_a_search_finds_by_other_words_and_enter_does_the_marked_one():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "slash", *"numerical", "enter")
        await pilot.pause()
        assert isinstance(given(app)[-1], Explain)
        assert len(app.screen_stack) == 1


@pytest.mark.slow
async def test_escape_ends_the_search_first_and_then_the_menu():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "slash", *"numer")
        await pilot.pause()
        assert "Type a seed" not in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Type a seed" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


@pytest.mark.slow
async def test_arrows_mark_and_the_hint_of_the_marked_one_is_told():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "down")
        entries = app.screen.entries
        first = entries.marked
        assert first is not None
        await pilot.press("right")
        await pilot.pause()
        assert entries.marked is not first
        assert entries.marked.hint[:60] in screen_text(app)
        await pilot.press("left", "down", "up")
        assert entries.marked is first


@pytest.mark.slow
async def test_what_has_no_room_is_scrolled_to():
    app = live()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("m", "down", "up")
        await pilot.pause()
        assert app.screen.entries.marked.words in screen_text(app)


async def test_the_mouse_shows_what_it_is_on_and_does_it():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        cell = next(cell for cell in app.screen.entries._cells if cell.action and cell.action.name == "check")
        await pilot.hover(MenuEntries, offset=(cell.x + 1, cell.y))
        await pilot.pause()
        assert app.screen.entries.told is cell.action
        assert cell.action.hint in screen_text(app)
        await pilot.click(MenuEntries, offset=(cell.x + 1, cell.y))
        await pilot.pause()
        assert isinstance(given(app)[-1], Explain)


@pytest.mark.slow
async def test_a_click_beside_the_menu_closes_it():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        await pilot.click(offset=(5, 2))
        await pilot.pause()
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("width", [40, 76, 116, 300])
def test_no_entry_is_lost_or_covered_in_columns(width):
    laid = columns(groups(), width, 20)
    assert {cell.action for cell in laid if cell.action} == set(ACTIONS)
    assert max(cell.end for cell in laid) <= width
    taken = [(x, cell.y) for cell in laid for x in range(cell.x, cell.end)]
    assert len(set(taken)) == len(taken)


def test_columns_use_no_more_rows_than_needed():
    assert height_of(columns(groups(), 300, 40)) == 1 + max(len(actions) for _, actions in groups())


@pytest.mark.parametrize("width", [76, 116])
def test_spelled_keys_cover_nothing_either(width):
    laid = columns(groups(), width, 20, lambda text: text.replace("→", "right").replace("←", "left"))
    assert max(cell.end for cell in laid) <= width
    taken = [(x, cell.y) for cell in laid for x in range(cell.x, cell.end)]
    assert len(set(taken)) == len(taken)


async def test_its_first_picture_is_not_empty(monkeypatch):
    monkeypatch.setattr(MenuEntries, "on_resize", lambda entries: None)
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert "Change the run" in screen_text(app)
