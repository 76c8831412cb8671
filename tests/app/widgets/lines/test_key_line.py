"""The keys at the bottom: whole or not at all, and those that somebody new needs before all others."""

import gc
import weakref

import pytest
from textual.widgets._footer import FooterKey

from perceptop.app.widgets.lines.key_line import KeyLine
from tests.app.direct import live, screen_text

NEEDED = "space Go on", "→ Step", "← Back", "n Example", "+ Faster", "- Slower", "? Help", "q Quit"


def keys(app):
    return screen_text(app).split("\n")[-1]


async def opened(pilot, *pressed):
    await pilot.press("m", "C", *pressed)
    await pilot.pause()
    await pilot.pause()


async def test_at_80_columns_there_are_the_keys_that_everybody_needs():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert keys(app).strip() == "  ".join(NEEDED)


async def test_at_120_columns_there_is_everything():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        for words in (*NEEDED, "r Restart", "R New seed", "m Menu"):
            assert words in keys(app)


@pytest.mark.parametrize("width", [60, 67, 75, 79, 90, 95, 110, 113, 114, 200])
async def test_no_key_is_cut(width):
    app = live()
    async with app.run_test(size=(width, 24)) as pilot:
        await opened(pilot)
        line = app.query_one(KeyLine)
        shown = [key for key in line.query(FooterKey) if key.display]
        assert "q Quit" in keys(app)
        assert "? Help" in keys(app)
        assert all(f"{key.key_display} {key.description}" in keys(app) for key in shown)
        assert all(line.region.contains_region(key.region) for key in shown)


async def test_the_keys_of_the_focused_pane_come_before_what_is_needed_seldom():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        app.query_one("PicturePane").focus()
        await pilot.pause()
        await pilot.pause()
        for words in (*NEEDED, "v Next picture"):
            assert words in keys(app)


async def test_at_another_width_other_keys_fit():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert keys(app).strip() == "  ".join(NEEDED)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "m Menu" in keys(app)


async def test_the_keys_of_a_focus_that_is_gone_are_gone_too():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        key = weakref.ref(app.query(FooterKey).first())
        for _ in range(3):
            await pilot.press("tab")
            await pilot.pause()
        gc.collect()
        assert key() is None


async def test_keys_that_stay_the_same_are_left_alone():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        before = list(app.query(FooterKey))
        app.query_one("TrainingDataPane").focus()
        await pilot.pause()
        await pilot.pause()
        assert list(app.query(FooterKey)) == before
