"""The lower edge of a pane's frame: the keys of the pane, as many as have room; a click does what they do."""

import pytest

from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.widgets.pane import Pane
from tests.app.direct import live, screen_text


def edge(app, pane):
    return app.query_one(pane).lower_edge


async def at(pilot, app, pane, words, do):
    """Do that with the mouse on these words of the lower edge of a pane."""
    region = app.query_one(pane).region
    row = screen_text(app).split("\n")[region.bottom - 1]
    await do(offset=(row.index(words, region.x) + 1, region.bottom - 1))
    await pilot.pause()
    await pilot.pause()


async def test_each_pane_names_its_keys():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert edge(app, "NetworkPane") == "i explain"
        assert edge(app, "LossPane") == "m l linear · m L half_sse"
        assert edge(app, "OutputsPane") == "m o log"
        assert edge(app, "SynapsesPane") == "m t order · m u last update · m y layer"
        assert edge(app, "PicturePane").startswith("v 1/7")


@pytest.mark.slow
async def test_at_80x24_they_name_the_panes_that_are_elsewhere_too():
    app = live()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert edge(app, "NetworkPane") == "5 surface · 4 data · i explain"
        await at(pilot, app, "NetworkPane", "5 surface", pilot.click)
        assert app.query_one(PicturePane).region.area
        await at(pilot, app, "PicturePane", "esc back", pilot.click)
        assert not app.query_one(PicturePane).region.area


async def test_a_click_does_what_the_key_does():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await at(pilot, app, "PicturePane", "v 1/7", pilot.click)
        assert "v 2/7" in edge(app, "PicturePane")
        await at(pilot, app, "LossPane", "m l linear", pilot.click)
        assert not app.query_one(LossPane).logarithmic
        assert edge(app, "LossPane") == "m l log · m L half_sse"


@pytest.mark.slow
async def test_a_click_beside_the_keys_does_nothing():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = app.query_one(LossPane).logarithmic
        region = app.query_one(LossPane).region
        await pilot.click(offset=(region.x + 3, region.bottom - 1))
        assert app.query_one(LossPane).logarithmic is before


async def test_the_key_under_the_mouse_is_reversed_and_no_other():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        def reversed_words():
            row = app.screen._compositor.render_strips()[app.query_one("SynapsesPane").region.bottom - 1]
            return "".join(part.text for part in row if part.style and part.style.reverse)

        assert reversed_words() == ""
        await at(pilot, app, "SynapsesPane", "m u last", pilot.hover)
        assert reversed_words() == "m u last update"
        await pilot.hover("NetworkPane")
        await pilot.pause()
        assert reversed_words() == ""


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (110, 40), (120, 40), (60, 20)])
async def test_a_key_is_named_whole_or_not_at_all(size):
    app = live()
    async with app.run_test(size=size) as pilot:
        for key in ("s", "f", "s", "i", "escape", "6"):
            await pilot.press(key)
            await pilot.pause()
            text = screen_text(app)
            for pane in app.query(Pane):
                if pane.display and pane.region.area and pane.lower_edge:
                    assert pane.lower_edge in text
