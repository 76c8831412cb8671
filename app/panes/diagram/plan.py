"""Where everything of the diagram stands, in cells. It depends on shapes and room only, never on a weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.panes.diagram.column import Column, stack

WIDTHS = (7, 6, 5, 4)
"""Cells of a node, the first that fits."""
WEIGHT_WIDTH = 6
"""Cells for a weight beside its neuron and the space before it."""
LEAST_EDGE = 6
"""Cells that an edge needs to be followed by eye."""
BARE_EDGE = 3
"""Cells below which a layer is left out instead."""


@dataclass(frozen=True)
class Labels:
    """Cells for texts: the names of inputs, what is said of an output beside it, and that over and under it."""

    names: int
    beside: int
    over: int


@dataclass(frozen=True)
class Plan:
    """`columns` of the layers in `layers`, `x` the first cell of each one's nodes and `widths` their cells.

    `names_width` cells on the left are for the names of inputs, `beside_width` on the right for what is said of
    outputs. `omitted` layers are missing before the last one shown. `captions` rows at the top, `legend` at the bottom.
    """

    width: int
    height: int
    layers: tuple[int, ...]
    columns: tuple[Column, ...]
    x: tuple[int, ...]
    widths: tuple[int, ...]
    names_width: int
    beside_width: int
    omitted: int
    captions: int
    legend: bool

    def edge_start(self, place: int) -> int:
        """The first cell right of a column's nodes."""
        return self.x[place] + self.widths[place]

    def edge_end(self, place: int) -> int:
        """The cell after the last one that an edge into a column may take."""
        return self.x[place] - (WEIGHT_WIDTH if self.columns[place].ported else 0)


@lru_cache(maxsize=64)
def make_plan(layers: tuple[int, ...], bias: tuple[bool, ...], labels: Labels, width: int, height: int) -> Plan:
    """The best that fits; of a network too deep or too large for it, a part."""
    captions = 0 if height < 7 else 1 if height < 14 else 2
    legend = height >= 18 and width >= 44
    top, rows = captions, max(height - captions - legend, 0)
    if captions == 2 and rows > 20:
        top, rows = top + 1, rows - 1
    shown = _shown(len(layers), width)
    choices = ((True, labels), (False, labels), (False, Labels(0, 0, 0)))
    for weights, texts in choices:
        columns = _columns(layers, bias, shown, weights, top, rows)
        for node_width in WIDTHS:
            widths = _widths(columns, node_width, texts.over)
            beside = 0 if columns[-1].captioned else texts.beside
            edge = _edge(columns, widths, width - texts.names - beside)
            if edge >= (LEAST_EDGE if texts.names else BARE_EDGE):
                break
        else:
            continue
        break
    x = _places(columns, widths, texts.names, max(edge, 0))
    omitted = len(layers) - len(shown)
    return Plan(width, height, shown, columns, x, widths, texts.names, beside, omitted, captions, legend)


def _shown(depth: int, width: int) -> tuple[int, ...]:
    """Which layers: all, or the first ones and the last."""
    most = max(2, (width + BARE_EDGE) // (WIDTHS[-1] + BARE_EDGE))
    return tuple(range(depth)) if depth <= most else (*range(most - 1), depth - 1)


def _columns(
    layers: Sequence[int], bias: Sequence[bool], shown: Sequence[int], weights: bool, top: int, rows: int
) -> tuple[Column, ...]:
    columns: list[Column] = []
    for place, layer in enumerate(shown):
        follows = place > 0 and shown[place - 1] == layer - 1
        whole = follows and columns[-1].more_at is None
        fan_in = len(columns[-1].sources) if whole and weights else 0
        last = layer == len(layers) - 1
        columns.append(stack(layers[layer], not last and bias[layer], fan_in, last, top, rows))
    return tuple(columns)


def _widths(columns: Sequence[Column], node_width: int, over: int) -> tuple[int, ...]:
    """An output is as wide as what stands over and under it, so that no line runs through a text.

    Where weights stand beside it, there are no lines to run through the text.
    """
    last = columns[-1]
    wide = max(node_width, over) if last.captioned and not last.ported else node_width
    return (*(node_width for _ in columns[:-1]), wide)


def _edge(columns: Sequence[Column], widths: Sequence[int], width: int) -> float:
    """Cells of an edge if `width` cells are all there is for nodes, weights and edges."""
    written = sum(WEIGHT_WIDTH for column in columns if column.ported)
    return (width - sum(widths) - written) / (len(columns) - 1)


def _places(columns: Sequence[Column], widths: Sequence[int], x: float, edge: float) -> tuple[int, ...]:
    places = []
    for place, column in enumerate(columns):
        x += (edge if place else 0) + (WEIGHT_WIDTH if column.ported else 0)
        places.append(int(x))
        x += widths[place]
    return tuple(places)
