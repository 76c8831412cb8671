"""A style that leaves the inks as they are, as that of the focus, draws the frame anew and not the picture."""

from collections import Counter

from textual.app import App

from perceptop.app.live.app import Live
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.run.options import RunOptions
from perceptop.app.widgets.canvas_widget import CanvasWidget
from tests.app.direct import DirectSource, session


class Panes(App[None]):
    CSS = "NetworkPane { height: 26; } SynapsesPane { height: 8; }"

    def compose(self):
        yield NetworkPane()
        yield SynapsesPane()

    def corner(self):
        """The upper left corner of the first pane, with its color."""
        return next(iter(self.screen._compositor.render_strips()[0]))


async def test_the_focus_draws_the_frame_and_paints_nothing(snapshots, monkeypatch):
    app, painted, paint = Panes(), [], CanvasWidget.paint

    def spy(self, *args):
        painted.append(self)
        return paint(self, *args)

    async with app.run_test(size=(80, 34)) as pilot:
        for pane in app.query(CanvasWidget):
            pane.show(snapshots.run("xor", 300))
        await pilot.pause()
        monkeypatch.setattr(CanvasWidget, "paint", spy)
        before = app.corner()
        app.query_one(SynapsesPane).focus()
        await pilot.pause()
        after = app.corner()
        # The pane that lost the focus; the one that got it draws its cursor.
        assert app.query_one(NetworkPane) not in painted
        assert before.text == after.text
        assert before.style != after.style
        painted.clear()
        app.theme = "textual-light"
        await pilot.pause()
        assert {type(pane) for pane in painted} == {NetworkPane, SynapsesPane}


async def test_before_the_first_picture_nothing_is_painted_twice(monkeypatch):
    made = session("xor")
    app, painted, paint = Live(DirectSource(made), made.snapshot(), RunOptions("xor")), Counter(), CanvasWidget.paint

    def spy(self, *args):
        painted[type(self).__name__] += 1
        return paint(self, *args)

    def begin_drawing():
        Live.begin_drawing(app)
        at_first.update(painted)

    at_first = Counter()
    monkeypatch.setattr(CanvasWidget, "paint", spy)
    monkeypatch.setattr(app, "begin_drawing", begin_drawing)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert at_first["NetworkPane"] == at_first["StatusLine"] == at_first["SynapsesPane"] == 1
        assert set(at_first.values()) == {1}
