"""What a pane sends to the screen: what changed and no more, in any theme, with or without color."""

import pickle
import re
from contextlib import contextmanager

import numpy as np
import pytest
from textual.app import App
from textual.geometry import Region

from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.widgets.canvas_widget import CanvasWidget
from tests.app.direct import live


class Panes(App[None]):
    CSS = "NetworkPane { height: 26; } SynapsesPane { height: 8; }"

    def compose(self):
        yield NetworkPane()
        yield SynapsesPane()

    def rows(self):
        return ["".join(segment.text for segment in strip) for strip in self.screen._compositor.render_strips()]


@pytest.fixture
def refreshed(monkeypatch):
    """The regions that panes ask to be drawn again; all of a pane where it names none."""
    seen = []

    def spy(cls):
        original = cls.refresh

        def refresh(self, *regions, **options):
            seen.append((self.NAME, regions))
            return original(self, *regions, **options)

        monkeypatch.setattr(cls, "refresh", refresh)

    for cls in (NetworkPane, SynapsesPane):
        spy(cls)
    return seen


async def shown(app, pilot, snapshot):
    for pane in app.query("NetworkPane, SynapsesPane"):
        pane.show(snapshot)
    await pilot.pause()


async def test_only_cells_that_changed_are_drawn_again(snapshots, refreshed):
    app, first = Panes(), snapshots.run("xor", 300)
    weights = tuple(weights.copy() for weights in first.numbers.weights)
    weights[1][4, 0] += 1e-5
    async with app.run_test(size=(80, 34)) as pilot:
        await shown(app, pilot, first)
        refreshed.clear()
        await shown(app, pilot, snapshots.with_numbers(first, weights=weights, batch_delta=weights))
        network = [regions for name, regions in refreshed if name == "Network"]
        synapses = [regions for name, regions in refreshed if name == "Synapses"]
    assert network == []
    assert len(synapses) == 1
    assert all(isinstance(region, Region) and region.height == 1 for region in synapses[0])


async def test_the_same_snapshot_draws_nothing(snapshots, refreshed):
    app, snapshot = Panes(), snapshots.run("xor", 300)
    async with app.run_test(size=(80, 34)) as pilot:
        await shown(app, pilot, snapshot)
        refreshed.clear()
        await shown(app, pilot, snapshot)
        assert refreshed == []


@pytest.fixture
def cells_refreshed(monkeypatch):
    """By widget, the cells of its content that are to be drawn again."""
    seen = {}
    original = CanvasWidget.refresh

    def refresh(self, *regions, **options):
        assert regions, f"all of {self} is drawn again"
        cells = {(x, y) for region in regions for y in region.line_range for x in region.column_range}
        seen.setdefault(type(self), set()).update(cells)
        return original(self, *regions, **options)

    @contextmanager
    def watched():
        seen.clear()
        monkeypatch.setattr(CanvasWidget, "refresh", refresh)
        yield seen
        monkeypatch.setattr(CanvasWidget, "refresh", original)

    return watched


async def test_an_equal_snapshot_draws_no_cell_again(cells_refreshed):
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        equal = pickle.loads(pickle.dumps(app.feed.latest))
        with cells_refreshed() as seen:
            app._draw(equal)
    assert seen == {}


async def test_of_one_changed_number_only_the_cells_are_drawn_again(cells_refreshed, snapshots):
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        first = app.feed.latest
        before = app.query_one(LossPane)._canvas.text(0)
        with cells_refreshed() as seen:
            app._draw(snapshots.with_numbers(first, mse=first.numbers.mse / 2))
        after = app.query_one(LossPane)._canvas.text(0)
    differing = [x for x, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert 0 < len(differing) <= 8
    assert seen == {LossPane: {(x, 0) for x in range(differing[0], differing[-1] + 1)}}


async def test_of_one_changed_weight_only_its_rows_are_drawn_again(cells_refreshed, snapshots):
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        first = app.feed.latest
        weights = tuple(weights.copy() for weights in first.numbers.weights)
        weights[0][0, 0] += 1e-4 * np.sign(weights[0][0, 0])
        with cells_refreshed() as seen:
            app._draw(snapshots.with_numbers(first, weights=weights))
        [row] = {y for _, y in seen[SynapsesPane]}
        text = app.query_one(SynapsesPane)._canvas.text(row)
    assert set(seen) <= {SynapsesPane, NetworkPane}
    assert re.search("x1 +→ h1", text)
    assert len(seen[SynapsesPane]) <= 8


async def test_the_screen_shows_the_newest_snapshot(snapshots):
    app, old, new = Panes(), snapshots.run("xor", 2), snapshots.run("xor", 300)
    async with app.run_test(size=(80, 34)) as pilot:
        await shown(app, pilot, old)
        await shown(app, pilot, new)
        text = "\n".join(app.rows())
    assert f"{new.numbers.weights[0][0, 0]:+.2f}" in text
    assert f"{new.numbers.weights[0][0, 0]:+.5f}" in text
    assert f"{old.numbers.weights[0][0, 0]:+.5f}" not in text


async def test_rows_keep_their_frame_and_their_width(snapshots):
    app = Panes()
    async with app.run_test(size=(80, 34)) as pilot:
        for epochs in (2, 300):
            await shown(app, pilot, snapshots.run("xor", epochs))
        rows = app.rows()
    assert all(len(row) == 80 for row in rows)
    assert all(row[0] in "╭│╰" and row[-1] in "╮│╯" for row in rows)


async def test_another_theme_has_other_colors(snapshots, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    app = Panes()
    async with app.run_test(size=(80, 34)) as pilot:
        await shown(app, pilot, snapshots.run("xor", 300))
        dark = app.query_one(NetworkPane)._canvas.inks.copy()
        app.theme = "textual-light"
        await pilot.pause()
        light = app.query_one(NetworkPane)._canvas.inks
        assert not (dark == light).any()


async def test_no_color_writes_no_color(snapshots, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = Panes(ansi_color=True)
    async with app.run_test(size=(80, 34)) as pilot:
        for epochs in (2, 300):
            await shown(app, pilot, snapshots.run("xor", epochs))
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        written = "".join(segment.style.render(segment.text, color_system=None) for segment in segments)
    assert all(segment.style is not None for segment in segments)
    assert all(not segment.style.color or segment.style.color.is_default for segment in segments)
    assert all(not segment.style.bgcolor or segment.style.bgcolor.is_default for segment in segments)
    assert not re.search(r"\x1b\[[\d;]*(3[0-8]|4[0-8]|9\d|10\d)[;m]", written)


async def test_synapses_scroll_to_the_last(snapshots):
    app = Panes()
    async with app.run_test(size=(80, 34)) as pilot:
        await shown(app, pilot, snapshots.run("xor", 300))
        app.query_one(SynapsesPane).focus()
        await pilot.press("end")
        await pilot.pause()
        assert re.search("bias +→ y", [row for row in app.rows() if "→" in row][-1])
        await pilot.press("home")
        await pilot.pause()
        assert re.search("x1 +→ h1", next(row for row in app.rows() if "→" in row))


async def test_a_hidden_pane_is_up_to_date_when_it_is_seen_again(snapshots):
    app = Panes()
    async with app.run_test(size=(80, 34)) as pilot:
        pane = app.query_one(NetworkPane)
        await shown(app, pilot, snapshots.run("xor", 2))
        pane.display = False
        await pilot.pause()
        new = snapshots.run("xor", 300)
        await shown(app, pilot, new)
        pane.display = True
        await pilot.pause()
        assert f"{new.numbers.weights[0][0, 0]:+.2f}" in "\n".join(app.rows())


@pytest.mark.parametrize("pane", [LossPane, NetworkPane, SynapsesPane, TrainingDataPane])
def test_every_pane_can_be_focused_maximized_and_explains_itself(pane):
    assert pane.can_focus
    assert pane().allow_maximize
    assert pane.HELP.strip().startswith(f"## {pane.NAME}")
    assert all(binding.id and binding.tooltip and binding.description for binding in pane.BINDINGS)
