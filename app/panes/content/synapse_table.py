"""Rows of synapses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.bars import line_bar
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.synapse_columns import SynapseColumn
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import fixed, grouped, short
from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.protocol.weight_updates import LayerSum, WeightUpdates

NUMBER_WIDTH = 8
MOST_BAR = 12
SCROLLBAR_WIDTH = 1
MOST_NAME = 12
MOVER = "most"
LAST_STEP = "last step"
CURSOR = "▸"


@dataclass(frozen=True)
class SynapseTable:
    """The cells of the parts of a row."""

    from_width: int
    to_width: int
    numbers_at: int
    step_at: int
    bar_width: int

    def headings(self, heads: Sequence[str]) -> dict[Spot, str]:
        """Return the order that each heading stands for, by its cells."""
        orders = {Spot(1, 0, self.numbers_at - 2): "place", Spot(self.step_at, 0, len(LAST_STEP)): "|Δw|"}
        for place, head in enumerate(heads):
            x = self.numbers_at + place * (NUMBER_WIDTH + 1)
            orders[Spot(x, 0, NUMBER_WIDTH)] = "|Δw|" if "Δw" in head else "|weight|"
        return orders


def draw_synapses(
    canvas: Canvas,
    snapshot: Snapshot,
    ledger: WeightUpdates,
    columns: Sequence[SynapseColumn],
    places: NDArray[np.intp],
    cursor: int | None,
    palette: ColorPalette,
) -> SynapseTable:
    """The synapses of these places, a row each, under a line of headings; the row at the place `cursor` is marked."""
    ends = (ledger.layer, ledger.source, ledger.target)
    synapses = tuple(zip(*(each[places].tolist() for each in ends), strict=True))
    heads = tuple(column.head for column in columns)
    table, labels = _labels(snapshot.about.names, synapses, heads, canvas.width, canvas.height, palette)
    canvas.copy(labels)
    top = int(canvas.height > 1)
    for place, column in enumerate(columns):
        x, most = table.numbers_at + place * (NUMBER_WIDTH + 1), column.most
        for y, value in enumerate(column.numbers[places].tolist(), top):
            if column.known:
                _number(canvas, x, y, value, most, palette)
            else:
                canvas.write(x, y, "?".rjust(NUMBER_WIDTH), palette.muted)
    longest, largest = float(ledger.size.max()), ledger.largest
    for y, (place, step) in enumerate(zip(places.tolist(), ledger.step[places].tolist(), strict=True), top):
        _draw_step(canvas, table, y, step, longest, place == largest, palette)
        if place == cursor:
            canvas.write(0, y, CURSOR, palette.accent)
            canvas.overlay(0, y, canvas.width - SCROLLBAR_WIDTH, palette.row)
    return table


@lru_cache(maxsize=16)
def _labels(
    called: NeuronNames,
    synapses: Sequence[tuple[int, int, int]],
    heads: Sequence[str],
    width: int,
    height: int,
    palette: ColorPalette,
) -> tuple[SynapseTable, Canvas]:
    """What stays the same from frame to frame: the headings, and the names of each (layer, source, target)."""
    names = [(called.source(layer, source), called.neuron(layer + 1, target)) for layer, source, target in synapses]
    table = _table(width, names, len(heads))
    canvas = Canvas(width, height, palette.blank)
    headed = height > 1
    if headed:
        _draw_headings(canvas, table, heads, palette)
    for y, (source, target) in enumerate(names, headed):
        canvas.write(0, y, " ", palette.accent)
        canvas.write(1, y, fit(source, table.from_width), palette.muted if source == "bias" else palette.text)
        canvas.write(1 + table.from_width, y, " → ", palette.faint)
        canvas.write(1 + table.from_width + 3, y, fit(target, table.to_width), palette.text)
    return table, canvas


def draw_sums(
    canvas: Canvas,
    table: SynapseTable,
    top: int,
    sums: Sequence[LayerSum],
    columns: Sequence[SynapseColumn],
    palette: ColorPalette,
) -> None:
    """Draw the sums of the last update, one line per layer from row `top` on."""
    step = next(place for place, column in enumerate(columns) if column.head == "last Δw")
    step_at = table.numbers_at + step * (NUMBER_WIDTH + 1)
    for y, line in enumerate(sums, top):
        canvas.write(1, y, fit(f"layer {line.layer + 1}, Σ {grouped(line.synapses)}", step_at - 2), palette.muted)
        _number(canvas, step_at, y, line.step, abs(line.step), palette)
        canvas.write(step_at + NUMBER_WIDTH + 1, y, f"mean |Δw| {short(line.mean_size, 3)}", palette.muted)


def _table(width: int, names: Sequence[tuple[str, str]], columns: int) -> SynapseTable:
    most = max(2, min(MOST_NAME, (width - 4 - NUMBER_WIDTH) // 2))
    from_width = min(max([cells(name) for name, _ in names] + [4]), most)
    to_width = min(max([cells(name) for _, name in names] + [2]), most)
    numbers_at = 1 + from_width + 3 + to_width + 1
    step_at = numbers_at + columns * (NUMBER_WIDTH + 1) + 1
    bar_width = min(width - SCROLLBAR_WIDTH - step_at - 2, MOST_BAR)
    return SynapseTable(from_width, to_width, numbers_at, step_at, bar_width)


def _draw_headings(canvas: Canvas, table: SynapseTable, heads: Sequence[str], palette: ColorPalette) -> None:
    canvas.write(1, 0, "from".ljust(table.from_width), palette.muted)
    canvas.write(1 + table.from_width + 3, 0, "to", palette.muted)
    for place, head in enumerate(heads):
        canvas.write(table.numbers_at + place * (NUMBER_WIDTH + 1), 0, head.rjust(NUMBER_WIDTH), palette.muted)
    canvas.write(table.step_at, 0, fit(LAST_STEP, canvas.width - table.step_at), palette.muted)


def _draw_step(
    canvas: Canvas, table: SynapseTable, y: int, step: float, longest: float, mover: bool, palette: ColorPalette
) -> None:
    """An arrow up or down, a bar, and a word at the one that moved most."""
    if not step:
        canvas.write(table.step_at, y, "·", palette.faint)
        return
    ink = palette.signed(step, 1.0)
    after = canvas.write(table.step_at, y, "▼" if step < 0 else "▲", ink) + 1
    if table.bar_width > 1:
        room = table.bar_width - len(MOVER) - 1
        # The longest bar has the word behind it: all are drawn for what is left, so that it is the longest.
        bar = line_bar(_share(step, longest), room if room > 1 else table.bar_width)[0]
        end = canvas.write(after, y, bar, ink)
        if mover and room > 1:
            canvas.write(end + 1, y, MOVER, palette.strong)


def _number(canvas: Canvas, x: int, y: int, value: float, most: float, palette: ColorPalette) -> None:
    if value:
        # Weaker inks would make the number unreadable.
        ink = palette.signed(value, 0.5 + _share(value, most) / 2)
        canvas.write(x, y, fixed(value, NUMBER_WIDTH, sign=True), ink)
    else:
        canvas.write(x, y, "0".rjust(NUMBER_WIDTH), palette.muted)


def _share(value: float, most: float) -> float:
    return abs(value) / most if most else 0.0
