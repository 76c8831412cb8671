"""Points of the decision surface, set, removed and given another class by the mouse."""

import numpy as np
import pytest
from textual.geometry import Offset, Size

from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.pictures.surface import plot_of, spot_at
from perceptop.core.protocol.changes import AddRow, RemoveRow, SetRow
from perceptop.core.protocol.commands import Choose, Make, Step, WantPictures
from tests.app.direct import live
from tests.core.sessions import do, session

SIZE = Size(50, 20)


def surface_of(name="xor", **overrides):
    made = session(name, **overrides)
    snapshot = do(made, WantPictures(("surface",)))
    return made, snapshot.about, snapshot.pictures["surface"].content


def cell_of(picture, about, size, point):
    plot = plot_of(picture, about, *size)
    column, row = (
        int(each(np.array([value]))[0]) for each, value in zip((plot.columns, plot.rows), point, strict=True)
    )
    return Offset(plot.left + column, plot.top + row)


@pytest.mark.parametrize("name", ["xor", "moons", "blobs", "xor-cloud"])
def test_each_point_is_found_where_it_is_drawn(name):
    made, about, picture = surface_of(name)
    places = made.trainer.dataset.axis_values.astype(np.float32)
    for place in places:
        cell = cell_of(picture, about, SIZE, place)
        spot = spot_at(picture, about, SIZE, cell)
        assert spot.row is not None
        assert cell_of(picture, about, SIZE, places[spot.row]) == cell


def test_a_place_without_a_point_has_the_numbers_of_its_cell():
    _, about, picture = surface_of()
    spot = spot_at(picture, about, SIZE, cell_of(picture, about, SIZE, (0.5, 0.25)))
    assert spot.row is None
    assert abs(spot.x - 0.5) < 0.05
    assert abs(spot.y - 0.25) < 0.1
    assert spot_at(picture, about, SIZE, Offset(0, 0)) is None
    assert spot_at(picture, about, Size(3, 1), Offset(9, 9)) is None


async def test_clicks_choose_add_remove_and_change_the_class():
    running = live()
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = running.query_one(PicturePane)
        commands = running.feed._source.commands

        def at(x, y):
            snapshot = running.feed.latest
            picture = snapshot.pictures["surface"].content
            return cell_of(picture, snapshot.about, pane.size, (x, y)) + Offset(1, 1)

        await pilot.click(pane, offset=at(0.5, 0.5))
        await pilot.pause()
        assert commands == [], "the click that gives the focus adds no point"
        await pilot.click(pane, offset=at(1, 0))
        await pilot.pause()
        assert commands == [Choose(1)]
        await pilot.click(pane, offset=at(0.5, 0.5))
        await pilot.pause()
        added = commands[-1].change
        assert isinstance(added, AddRow)
        assert added.targets == (1.0,)
        await pilot.click(pane, offset=at(0, 0), control=True)
        await pilot.click(pane, offset=at(1, 1), button=3)
        await pilot.pause()
        assert commands[-2:] == [Make(SetRow(3, (), (1.0,))), Make(RemoveRow(0))]
        running.feed.send(Step(3))
        await pilot.press("left")
        await pilot.click(pane, offset=at(1, 0), button=3)
        await pilot.pause()
        assert commands[-1] == Make(RemoveRow(0), in_fork=True)
        assert running.feed.latest.progress.notice == ""
