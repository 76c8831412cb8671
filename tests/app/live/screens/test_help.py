"""The help: all keys by group and a text on each pane, to be read and searched at 80x24 by keyboard alone."""

import pytest
from textual.containers import VerticalScroll

from perceptop.app.actions.key_names import key_names
from perceptop.app.actions.panes import PANES
from perceptop.app.actions.table import ACTIONS
from perceptop.app.live.screens.help import Help
from perceptop.app.live.screens.help_text import key_sections, pane_section
from tests.app.direct import live, screen_text

SMALL = (80, 24)


async def opened(pilot, *keys):
    await pilot.press("question_mark")
    await pilot.pause()
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def app():
    return live()


async def test_it_begins_with_the_keys_that_are_used_most(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        lines = screen_text(app).split("\n")
        assert lines[1].startswith(" Used most")
        assert lines[2].split()[:2] == ["space", "Pause"]
        assert any("q" in line.split()[:1] for line in lines[:15])


@pytest.mark.slow
async def test_all_of_it_is_read_by_paging_at_80x24(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        scroll, seen = app.screen.query_one(VerticalScroll), screen_text(app)
        while scroll.scroll_offset.y < scroll.max_scroll_y:
            before = scroll.scroll_offset.y
            await pilot.press("pagedown")
            while scroll.scroll_offset.y == before:
                await pilot.pause()
            seen += screen_text(app)
        for action in ACTIONS:
            assert f" {action.words} " in seen
        for number, (_, name, *_) in enumerate(PANES, 1):
            assert f"{name} [{number}]" in seen
        assert "**" not in seen
        assert "`" not in seen


@pytest.mark.slow
async def test_a_row_down_and_up_and_the_ends(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "down", "down")
        assert screen_text(app).split("\n")[1].split()[0] != "Used"
        await pilot.press("up", "up")
        await pilot.pause()
        assert "Used most" in screen_text(app)
        await pilot.press("end")
        await pilot.pause()
        assert "Used most" not in screen_text(app)
        await pilot.press("home")
        await pilot.pause()
        assert "Used most" in screen_text(app)


@pytest.mark.slow
async def test_tab_goes_to_the_next_heading(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "tab")
        assert screen_text(app).split("\n")[1].split("  ")[0].strip() == "Panes"
        await pilot.press("shift+tab")
        await pilot.pause()
        assert screen_text(app).split("\n")[1].split("  ")[0].strip() == "Used most"


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", ["escape", "question_mark", "q"])
async def test_what_closes_it(app, key):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, key)
        assert len(app.screen_stack) == 1
        assert app.is_running


@pytest.mark.slow
async def test_slash_searches_and_escape_shows_all_again(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "slash", *"learning rate")
        text = screen_text(app)
        assert "learning rate, layers" in text.lower()
        assert "Screenshot" not in text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Help)
        assert "Used most" in screen_text(app)


@pytest.mark.slow
async def test_nothing_found_is_said(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "slash", *"zzzz")
        assert "Nothing found" in screen_text(app)


@pytest.mark.slow
async def test_keys_of_the_run_do_nothing_behind_it(app):
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "s", "r", "R", "space", "f")
        assert app.feed._source.commands == []


@pytest.mark.slow
async def test_the_pane_that_had_the_focus_comes_first(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        headings = [section.heading for section in app.screen._sections]
        assert headings[len(key_sections())] == "Synapses [6]"
        assert len(headings) == len(key_sections()) + len(PANES)


@pytest.mark.parametrize(
    ("keys", "names"),
    [("s,right", "s →"), ("plus,equals_sign", "+"), ("question_mark", "?"), ("shift+left", "shift+←"), ("", "")],
)
def test_keys_as_people_call_them(keys, names):
    assert key_names(keys) == names


@pytest.mark.parametrize("width", [10, 20, 38, 76, 150])
def test_no_line_is_wider_than_the_screen(width):
    section = pane_section("Loss [2]", "## Loss\n\nHow **wrong** it is, `l`.\n\n- one\n- two *three*", [])
    for text in section.content(width).plain.split("\n"):
        assert len(text) <= width
    for each in key_sections():
        for text in each.content(max(width, 45)).plain.split("\n"):
            assert len(text) <= max(width, 45)
