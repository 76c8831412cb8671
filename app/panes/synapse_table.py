"""Rows of synapses."""

import numpy as np
from numpy.typing import NDArray

from app.drawing.bars import line_bar
from app.drawing.canvas import Canvas
from app.drawing.numbers import fixed
from app.drawing.palette import Palette
from app.drawing.text import cells, fit
from app.panes.naming import names_of
from app.panes.synapse_order import whereabouts
from core.snapshot import Snapshot

NUMBER_WIDTH = 8
MOST_BAR = 12
SCROLLBAR_WIDTH = 1
MOST_NAME = 12


def draw_synapses(canvas: Canvas, snapshot: Snapshot, places: NDArray[np.intp], palette: Palette) -> None:
    """The synapses of these places, a row each, under a line of headings."""
    about, numbers = snapshot.about, snapshot.numbers
    found = whereabouts(numbers.weights, places)
    called = names_of(about)
    names = [(called.source(layer, row), called.neuron(layer + 1, column)) for layer, row, column in found]
    most = max(2, min(MOST_NAME, (canvas.width - 4 - NUMBER_WIDTH) // 2))
    from_width = min(max([cells(name) for name, _ in names] + [4]), most)
    to_width = min(max([cells(name) for _, name in names] + [2]), most)
    weight_at = 1 + from_width + 3 + to_width + 1
    delta_at = weight_at + NUMBER_WIDTH + 1
    batch_at = delta_at + NUMBER_WIDTH + 1
    step_at = batch_at + NUMBER_WIDTH + 2
    bar_width = min(canvas.width - SCROLLBAR_WIDTH - step_at - 2, MOST_BAR)
    headed = canvas.height > 1
    if headed:
        canvas.write(1, 0, "from".ljust(from_width), palette.muted)
        canvas.write(1 + from_width + 3, 0, "to", palette.muted)
        for x, width, text in (
            (weight_at, NUMBER_WIDTH, "weight"),
            (delta_at, NUMBER_WIDTH, "Δw"),
            (batch_at, NUMBER_WIDTH, "batch Δw"),
        ):
            canvas.write(x, 0, text.rjust(width), palette.muted)
        canvas.write(step_at, 0, fit("last step", canvas.width - step_at), palette.muted)
    weight_most, delta_most = _largest(numbers.weights), _largest(numbers.example_delta)
    batch_most, step_most = _largest(numbers.batch_delta), _largest(numbers.last_step)
    for y, ((layer, row, column), (source, target)) in enumerate(zip(found, names, strict=True), headed):
        weight = float(numbers.weights[layer][row, column])
        delta = float(numbers.example_delta[layer][row, column])
        batch = float(numbers.batch_delta[layer][row, column])
        step = float(numbers.last_step[layer][row, column])
        canvas.write(1, y, fit(source, from_width), palette.muted if source == "bias" else palette.text)
        canvas.write(1 + from_width, y, " → ", palette.faint)
        canvas.write(1 + from_width + 3, y, fit(target, to_width), palette.text)
        _number(canvas, weight_at, y, weight, weight_most, palette)
        _number(canvas, delta_at, y, delta, delta_most, palette)
        _number(canvas, batch_at, y, batch, batch_most, palette)
        if step:
            ink = palette.signed(step, 1.0)
            after = canvas.write(step_at, y, "▼" if step < 0 else "▲", ink)
            if bar_width > 1:
                canvas.write(after + 1, y, line_bar(_share(step, step_most), bar_width)[0], ink)
        else:
            canvas.write(step_at, y, "·", palette.faint)


def _number(canvas: Canvas, x: int, y: int, value: float, most: float, palette: Palette) -> None:
    if value:
        # Never so weak an ink that the number cannot be read.
        ink = palette.signed(value, 0.5 + _share(value, most) / 2)
        canvas.write(x, y, fixed(value, NUMBER_WIDTH, sign=True), ink)
    else:
        canvas.write(x, y, "0".rjust(NUMBER_WIDTH), palette.muted)


def _largest(arrays: tuple[NDArray[np.floating], ...]) -> float:
    return max(float(np.abs(array).max()) for array in arrays)


def _share(value: float, most: float) -> float:
    return abs(value) / most if most else 0.0
