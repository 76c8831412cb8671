"""The layout of the diagram, in cells. It depends on shapes and room only, not on weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from perceptop.app.panes.diagram.column import LARGE, TALL, LayerColumn, stack

WIDTHS = (7, 6, 5, 4)
"""Cells of a node, the first that fits."""
LARGE_WIDTH = 15
"""Cells of a node with its number in large figures: four of them, and a free one on each side."""
WEIGHT_WIDTH = 6
"""Cells for a weight beside its neuron and the space before it."""
LEAST_EDGE = 6
"""Least cells of an edge."""
BARE_EDGE = 4
"""Cells below which only some of the layers are shown instead."""
AROUND = 3
"""Cells on a side on which there are more layers, for what says so."""


@dataclass(frozen=True)
class LabelWidths:
    """Cells for texts: the names of inputs and of outputs, the text beside an output, and that over it."""

    names: int
    outputs: int
    beside: int
    over: int


@dataclass(frozen=True)
class DiagramLayout:
    """`columns` of the layers in `layers`, `x` the first cell of each one's nodes and `widths` their cells.

    `names_width` cells on the left are for the names of inputs, `beside_width` on the right for what is said of
    outputs. `depth` is the number of layers; if not all of them fit, `layers` are neighbors. `captions` rows are at the
    top, `legend` at the bottom.
    """

    width: int
    height: int
    layers: tuple[int, ...]
    columns: tuple[LayerColumn, ...]
    x: tuple[int, ...]
    widths: tuple[int, ...]
    names_width: int
    beside_width: int
    depth: int
    captions: int
    legend: bool

    @property
    def grouped(self) -> bool:
        """Return whether neighbors share a node anywhere."""
        return any(column.group > 1 for column in self.columns)

    @property
    def whole(self) -> bool:
        """Return whether all layers are shown."""
        return len(self.layers) == self.depth

    def edge_start(self, place: int) -> int:
        """The first cell right of a column's nodes."""
        return self.x[place] + self.widths[place]

    def edge_end(self, place: int) -> int:
        """The cell after the last one that an edge into a column may take."""
        return self.x[place] - (WEIGHT_WIDTH if self.columns[place].ported else 0)


@lru_cache(maxsize=64)
def make_plan(
    layers: tuple[int, ...],
    bias: tuple[bool, ...],
    labels: LabelWidths,
    width: int,
    height: int,
    first: int = 0,
    large: bool = False,
) -> DiagramLayout:
    """Choose the best layout that fits. Of a deeper network the layers from about `first` on; too many neurons in
    groups.

    `large`: with room for large figures in the nodes, if it can be.
    """
    captions = 0 if height < 7 else 1 if height < 14 else 2
    legend = height >= 18 and width >= 36
    top, rows = captions, max(height - captions - legend, 0)
    if captions == 2 and rows > 20:
        top, rows = top + 1, rows - 1
    shown = _window(len(layers), width, first)
    labels = replace(labels, names=labels.names if 0 in shown else AROUND)
    outputs_only = LabelWidths(0, labels.outputs, labels.outputs, 0)
    choices: list[tuple[tuple[int, ...], int, bool, LabelWidths]] = [
        (WIDTHS, TALL, True, labels),
        (WIDTHS, TALL, False, labels),
        (WIDTHS, TALL, False, outputs_only),
        (WIDTHS, TALL, False, LabelWidths(0, 0, 0, 0)),
    ]
    if large:
        choices = [((LARGE_WIDTH,), LARGE, True, labels), ((LARGE_WIDTH,), LARGE, False, labels), *choices]
    for node_widths, box, weights, texts in choices:
        columns = _columns(layers, bias, shown, weights, top, rows, box)
        if box == LARGE and any(node.height < LARGE for column in columns for node in column.nodes):
            continue
        for node_width in node_widths:
            widths = _widths(columns, node_width, texts.over)
            beside = 0 if columns[-1].captioned else texts.beside if shown[-1] == len(layers) - 1 else AROUND
            edge = _edge(columns, widths, width - texts.names - beside)
            if edge >= (LEAST_EDGE if texts.beside else BARE_EDGE):
                break
        else:
            continue
        break
    x = _places(columns, widths, texts.names, max(edge, 0))
    return DiagramLayout(width, height, shown, columns, x, widths, texts.names, beside, len(layers), captions, legend)


def most_layers(depth: int, width: int) -> int:
    """How many layers are shown at once: all, if they fit somehow, or else as many as are seen well."""
    if depth * (WIDTHS[-1] + BARE_EDGE) - BARE_EDGE <= width:
        return depth
    column = WIDTHS[-2] + LEAST_EDGE
    return min(max((width - 2 * AROUND + LEAST_EDGE) // column, 2), depth)


def _window(depth: int, width: int, first: int) -> tuple[int, ...]:
    """Which layers: all, or neighbors from `first` on."""
    most = most_layers(depth, width)
    first = min(max(first, 0), depth - most)
    return tuple(range(first, first + most))


def _columns(
    layers: Sequence[int], bias: Sequence[bool], shown: Sequence[int], weights: bool, top: int, rows: int, box: int
) -> tuple[LayerColumn, ...]:
    columns: list[LayerColumn] = []
    for place, layer in enumerate(shown):
        each = place > 0 and columns[-1].group == 1
        fan_in = len(columns[-1].sources) if each and weights else 0
        last = layer == len(layers) - 1
        columns.append(stack(layers[layer], not last and bias[layer], fan_in, last, top, rows, box))
    return tuple(columns)


def _widths(columns: Sequence[LayerColumn], node_width: int, over: int) -> tuple[int, ...]:
    """An output is as wide as what stands over and under it, so that no line runs through a text.

    Where weights stand beside it, there are no lines to run through the text.
    """
    last = columns[-1]
    wide = max(node_width, over) if last.captioned and not last.ported else node_width
    return (*(node_width for _ in columns[:-1]), wide)


def _edge(columns: Sequence[LayerColumn], widths: Sequence[int], width: int) -> float:
    """Cells of an edge if `width` cells are all there is for nodes, weights and edges."""
    written = sum(WEIGHT_WIDTH for column in columns if column.ported)
    return (width - sum(widths) - written) / (len(columns) - 1)


def _places(columns: Sequence[LayerColumn], widths: Sequence[int], x: float, edge: float) -> tuple[int, ...]:
    places = []
    for place, column in enumerate(columns):
        x += (edge if place else 0) + (WEIGHT_WIDTH if column.ported else 0)
        places.append(int(x))
        x += widths[place]
    return tuple(places)
