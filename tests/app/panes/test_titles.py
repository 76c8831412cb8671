"""The titles of panes: whole, whatever the size of the screen."""

import pytest

from perceptop.app.widgets.pane import Pane
from tests.app.direct import live, screen_text


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
@pytest.mark.parametrize("name", ["xor", "cubic", "pixels"])
async def test_no_title_is_cut(name, size):
    app = live(name)
    async with app.run_test(size=size) as pilot:
        for key in ("s", "m o", "m u", "i", "v"):
            await pilot.press(*key.split())
            await pilot.pause()
            await pilot.pause()
            text = screen_text(app).replace("━", "─")
            for pane in app.query(Pane):
                if pane.display and pane.size.height:
                    for title in filter(None, (pane.border_title, pane.lower_edge)):
                        assert f"─ {title} ─" in text


def titles(app):
    return [
        (str(app.query_one(pane).border_title), app.query_one(pane).lower_edge)
        for pane in ("TrainingDataPane", "PicturePane")
    ]


@pytest.mark.by_default(1)
@pytest.mark.parametrize(
    ("name", "data", "picture"),
    [
        ("xor", "E edit · row 1 of 4", ("Decision surface [5] · y", "v 1/7 · m x next neuron")),
        ("pixels", "1/16 · inputs 1–2 of 4", ("Images [5]", "v 1/6 · 1 of 16 recognized")),
        ("cubic", "row 1 of 1,000", ("Function fit [5]", "v 1/5 · m z all · y over x")),
    ],
)
async def test_where_it_is_narrow_the_same_is_said_in_fewer_words(name, data, picture):
    app = live(name)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert titles(app) == [("Training data [4]", data), picture]


async def test_where_it_is_wide_nothing_is_left_out():
    app = live("pixels")
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert titles(app)[1] == ("Images [5] · 1 of 16 recognized", "v 1/6 · m z all")
