"""The mouse: what can be clicked looks so while the mouse is on it, curve and time line jump, the wheel walks."""

import pytest
from textual import events

from perceptop.app.live.screens.change_form import ChangeForm
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.widgets.lines.progress_line import ProgressLine
from perceptop.app.widgets.lines.status_line import StatusLine
from perceptop.app.widgets.lines.time_line import TimeLine
from perceptop.core.pictures.kinds import applicable
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.commands import Back, GoTo, Step
from tests.app.direct import live

SIZE = (120, 40)


def given(app):
    return app.feed._source.commands


def underlined(widget):
    parts = [part for y in range(widget.size.height) for part in widget.render_line(y)]
    return "".join(part.text for part in parts if part.style and part.style.underline)


async def settled(pilot):
    await pilot.pause()
    await pilot.pause()


async def test_a_click_on_the_curve_goes_to_its_epoch():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*["shift+right"] * 4)
        await settled(pilot)
        pane = app.query_one(LossPane)
        x = next(x for x in range(pane.size.width) if pane.epoch_at(x, 3) == 0) + (pane.size.width // 2)
        epoch = pane.epoch_at(x, 3)
        assert 0 < epoch < 40
        await pilot.click(LossPane, offset=(x + 1, 4))
        await settled(pilot)
        assert given(app)[-1] == GoTo(epoch)


@pytest.mark.slow
async def test_right_of_the_curve_is_the_newest_epoch_and_on_its_axis_none():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("shift+right")
        await settled(pilot)
        pane = app.query_one(LossPane)
        assert max(pane.epoch_at(x, 3) or 0 for x in range(pane.size.width)) == 10
        assert pane.epoch_at(0, 3) is None
        assert pane.epoch_at(20, pane.size.height - 1) is None


@pytest.mark.by_default(1)
@pytest.mark.parametrize("widget", [LossPane, TimeLine])
async def test_the_wheel_walks_epochs_back_and_on_to_the_newest(widget):
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "s")
        await settled(pilot)
        await pilot._post_mouse_events([events.MouseScrollUp], widget, offset=(9, 0))
        await settled(pilot)
        assert given(app)[-1] == Back(1)
        assert app.feed.latest.progress.epoch == 1
        down = [events.MouseScrollDown]
        await pilot._post_mouse_events(down, widget, offset=(9, 0))
        await settled(pilot)
        assert given(app)[-1] == Step(1)
        count = len(given(app))
        await pilot._post_mouse_events(down, widget, offset=(9, 0))
        await settled(pilot)
        assert len(given(app)) == count, "at the newest epoch the wheel does not train"


async def test_the_wheel_over_the_diagram_shows_other_examples_and_stops_at_the_ends():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for turn, count, shown in ((events.MouseScrollDown, 5, 3), (events.MouseScrollUp, 1, 2)):
            for _ in range(count):
                await pilot._post_mouse_events([turn], NetworkPane, offset=(9, 9))
                await settled(pilot)
            assert app.feed.latest.numbers.chosen == shown
        assert len(given(app)) == 4, "beyond the last example nothing is sent"


@pytest.mark.slow
async def test_the_wheel_over_a_picture_goes_through_the_pictures_and_stops_at_the_ends():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = app.query_one(PicturePane)
        kinds = applicable(app.feed.latest.about)
        seen = [pane.kind]
        for turn, count in ((events.MouseScrollDown, len(kinds)), (events.MouseScrollUp, 1)):
            for _ in range(count):
                await pilot._post_mouse_events([turn], PicturePane, offset=(5, 5))
                await settled(pilot)
                seen.append(pane.kind)
        assert seen == [*kinds, kinds[-1], kinds[-2]]


@pytest.mark.slow
async def test_headings_of_the_synapses_sort_them():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await settled(pilot)
        pane = app.query_one(SynapsesPane)
        for head, order in (("weight", "|weight|"), ("batch Δw", "|Δw|"), ("from", "place")):
            x = pane.render_line(0).text.index(head)
            await pilot.hover(SynapsesPane, offset=(x + 2, 1))
            assert underlined(pane).strip().startswith(head)
            await pilot.click(SynapsesPane, offset=(x + 2, 1))
            await settled(pilot)
            assert pane.order == order


@pytest.mark.by_default(1)
@pytest.mark.parametrize("words", ["sgd 1", "half_sse", "full batch", "2-4-1 sigmoid"])
async def test_settings_in_the_status_line_open_the_form(words):
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        line = app.query_one(StatusLine)
        x = line.render_line(0).text.index(words)
        await pilot.hover(StatusLine, offset=(x + 1, 0))
        assert underlined(line).startswith(words)
        await pilot.click(StatusLine, offset=(x + 1, 0))
        await settled(pilot)
        assert isinstance(app.screen, ChangeForm)


@pytest.mark.slow
async def test_the_epoch_below_asks_where_to_go():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.click(ProgressLine, offset=(3, 0))
        await settled(pilot)
        assert type(app.screen).__name__ == "Prompt"


@pytest.mark.slow
async def test_rows_and_numbers_look_as_if_they_can_be_clicked():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await settled(pilot)
        data, outputs = app.query_one(TrainingDataPane), app.query_one(OutputsPane)
        await pilot.hover(TrainingDataPane, offset=(3, 3))
        assert underlined(data).split()[:3] == ["2", "1", "0"]
        await pilot.hover(OutputsPane, offset=(3, 3))
        assert underlined(data) == ""
        assert underlined(outputs).split()[:3] == ["●", "1", "0"]
        x = outputs.render_line(2).text.index("0.6381")
        await pilot.hover(OutputsPane, offset=(x + 1, 3))
        assert underlined(outputs).split() == ["0.6381", "-0.3619"]
        await pilot.hover(OutputsPane, offset=(3, 7))
        assert underlined(outputs) == ""
        synapses = app.query_one(SynapsesPane)
        await pilot.hover(SynapsesPane, offset=(3, 3))
        assert underlined(synapses).split()[:3] == ["x2", "→", "h4"], "also where the canvas has spots of its own"


@pytest.mark.slow
async def test_headings_of_the_outputs_which_sort_nothing_do_not_look_as_if_they_did():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane, count = app.query_one(OutputsPane), len(given(app))
        for head in ("x1", "expected", "output", "error"):
            x = pane.render_line(0).text.index(head)
            await pilot.hover(OutputsPane, offset=(x + 2, 1))
            assert underlined(pane) == ""
            await pilot.click(OutputsPane, offset=(x + 2, 1))
        await settled(pilot)
        assert len(given(app)) == count


@pytest.mark.slow
async def test_a_neuron_and_a_synapse_show_that_they_are_meant():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = app.query_one(NetworkPane)
        places = {
            (x, y): pane.place_at(app.feed.latest, x, y)
            for x in range(pane.size.width)
            for y in range(pane.size.height)
        }
        cell = next(cell for cell, place in places.items() if place == NeuronAddress(2, 0))
        await pilot.hover(NetworkPane, offset=(cell[0] + 1, cell[1] + 1))
        assert pane._hovered is not None
        assert pane._hovered.holds(*cell)
        cell, synapse = next((cell, place) for cell, place in places.items() if isinstance(place, SynapseAddress))
        await pilot.hover(NetworkPane, offset=(cell[0] + 1, cell[1] + 1))
        assert pane.pointed == synapse
        await pilot.hover(OutputsPane)
        assert pane.pointed is None


@pytest.mark.slow
async def test_a_number_of_an_explanation_that_leads_on_is_one_to_click():
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await settled(pilot)
        pane = app.query_one(ExplanationPane)
        piece, y = next((piece, y) for y, row in enumerate(pane._page.rows) for piece in row if piece.link is not None)
        assert pane.spot_at(piece.x, y).width == len(piece.text)
        assert pane.spot_at(pane.size.width - 2, y) is None


@pytest.mark.slow
async def test_a_mouse_that_rests_draws_nothing(monkeypatch):
    app = live()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = app.query_one(TrainingDataPane)
        await pilot.hover(TrainingDataPane, offset=(3, 3))
        await settled(pilot)
        drawn = []
        monkeypatch.setattr(pane, "draw", lambda *given: drawn.append(given))
        await pilot.hover(TrainingDataPane, offset=(5, 3))
        await settled(pilot)
        assert drawn == [], "on the same row nothing changes"
