"""No pane crashes at any size, or draws a row that is too long or too short, whatever it shows."""

import numpy as np
import pytest
from rich.cells import cell_len

from perceptop.app.drawing.palettes import colorless, sixteen_colors, true_color
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.widgets.lines.progress_line import ProgressLine
from perceptop.app.widgets.lines.status_line import StatusLine
from tests.grid import grid

PANES = [NetworkPane, TrainingDataPane, LossPane, OutputsPane, SynapsesPane, StatusLine, ProgressLine]
PALETTES = [true_color((18, 18, 18), (224, 224, 224), True), sixteen_colors(True), colorless()]
SIZES = [(w, h) for w in (0, 1, 2, 5, 10, 20, 39, 58, 130) for h in (0, 1, 2, 3, 5, 9, 14, 22, 45)]


def paint_all(pane, snapshot):
    for place, (width, height) in enumerate(SIZES):
        canvas = pane.paint(snapshot, width, height, PALETTES[place % len(PALETTES)])
        for y in range(height):
            assert sum(cell_len(segment.text) for segment in canvas.segments(y)) == width


@pytest.mark.parametrize(
    ("pane", "name"), grid(PANES, ["xor", "cubic", "pixels", "pluto-orange", "and-perceptron", "trask-2-layer"])
)
def test_samples(pane, name, snapshots):
    paint_all(pane(), snapshots.run(name, 2))


@pytest.mark.by_default(7)
@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize(
    ("layers", "bias"), [((1, 1), False), ((64, 128, 10), True), ((3,) * 30, True), ((200, 1), True), ((1, 300), False)]
)
def test_shapes(pane, layers, bias, snapshots):
    paint_all(pane(), snapshots.network(layers, bias))


@pytest.mark.parametrize(("pane", "value"), grid(PANES, [np.nan, np.inf, -np.inf, 1e300, 0.0]))
def test_a_run_gone_wild(pane, value, snapshots):
    xor = snapshots.run("xor", 2)
    wild = {
        name: tuple(np.full_like(array, value) for array in getattr(xor.numbers, name))
        for name in ("weights", "last_step", "example_delta", "batch_delta", "activations")
    }
    outputs = np.full_like(xor.numbers.outputs, value)
    snapshot = snapshots.with_numbers(xor, loss=value, mse=value, outputs=outputs, **wild)
    paint_all(pane(), snapshots.with_progress(snapshot, rate=value, seed=2**63, epoch=10**12))


@pytest.mark.parametrize("pane", PANES)
def test_names_that_are_no_plain_text(pane, snapshots):
    xor = snapshots.run("xor", 2)
    names = {"title": "日本語\x1b[31m" * 9, "input_names": ("入力\n一", "e\u0301\u200b"), "output_names": ("出" * 40,)}
    paint_all(pane(), snapshots.with_about(xor, **names))


def test_the_log_at_every_size(xor):
    pane = OutputsPane()
    pane.action_log()
    paint_all(pane, xor)
