"""One layer as a column of boxes; if there are more neurons than rows, a box stands for a group of neighbors."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from perceptop.core.data.arrays import Array

TALL, LARGE, TALLEST = 3, 4, 5
"""Rows of a node with its name over the number, with a number in large figures, and the most of all."""
MOST_PORTS = 9
"""Synapses into a neuron that may each have a row with their weight."""
CAPTIONED = 2
"""Rows more of an output with its name over it and what is expected under it."""


@dataclass(frozen=True)
class NeuronBox:
    """A neuron, or `count` neighbors from `place` on, or the bias (`place` is the number of neurons then).

    Its top row and its height. `box` rows of it are drawn where it is taller than any should be.
    """

    place: int
    y: int
    height: int
    count: int = 1
    box: int = TALL

    @property
    def middle(self) -> int:
        """The row of its number."""
        return self.y + (self.height - 1) // 2

    @property
    def body(self) -> "NeuronBox":
        """What is drawn of it as a box; rows above and below are only where synapses come in."""
        return self if self.height <= TALLEST else NeuronBox(self.place, self.middle - 1, self.box, self.count)

    def holds(self, place: int) -> bool:
        """Return whether a neuron stands in it."""
        return self.place <= place < self.place + self.count


@dataclass(frozen=True)
class LayerColumn:
    """A layer of `size` neurons as `nodes`, with a bias node if there is one and room for it.

    `ported`: each synapse into a neuron has a row of its own, with its weight. `captioned`: there is a free row over
    and under each node. `group` neurons stand in each node; the last may have fewer.
    """

    size: int
    nodes: tuple[NeuronBox, ...]
    bias: NeuronBox | None
    ported: bool
    captioned: bool
    group: int = 1

    @property
    def sources(self) -> tuple[NeuronBox, ...]:
        """Return the nodes that synapses come from."""
        return (*self.nodes, self.bias) if self.bias else self.nodes


@lru_cache(maxsize=256)
def stack(size: int, bias: bool, fan_in: int, captions: bool, top: int, height: int, box: int = TALL) -> LayerColumn:
    """Nodes as tall as there is room for, `box` rows if it can be, spread over `height` rows from row `top` on.

    `fan_in` synapses come into each neuron, 0 if no weight is to be written. `captions`: keep rows for them free.
    """
    with_ports = 0 < fan_in <= MOST_PORTS
    ports = max(fan_in, box) if with_ports else box
    choices = [
        (ports, CAPTIONED if captions else 0, with_ports, 1),
        (fan_in if with_ports else 1, 0, with_ports, 1),
        (TALL, CAPTIONED if captions else 0, False, 1),
        (TALL, 0, False, 1),
        (1, CAPTIONED if captions else 0, False, 1),
        (1, 0, False, 1),
        (1, 0, False, 0),
    ]
    for tall, around, ported, gap in choices:
        needed = size * (tall + around) + (bias and 1 + gap) + gap * (size - 1)
        if needed <= height:
            return _spread(size, tall, around, bias, ported, gap, top, height, box)
    return _grouped(size, bias, top, height)


def _spread(
    size: int, tall: int, around: int, bias: bool, ported: bool, least_gap: int, top: int, height: int, box: int
) -> LayerColumn:
    heights = [tall + around] * size + [1] * bias
    free = height - sum(heights)
    gap = max(free // len(heights), least_gap)
    y, nodes = top + (free - gap * (len(heights) - 1)) // 2, []
    for place, rows in enumerate(heights):
        # The bias is no neuron of the layer: it stands apart if there is a row for that.
        y += not gap and free > 0 and place == size
        nodes.append(NeuronBox(place, y, rows))
        y += rows + gap
    neurons = tuple(NeuronBox(node.place, node.y + around // 2, tall, box=box) for node in nodes[:size])
    return LayerColumn(size, neurons, nodes[size] if bias else None, ported, around > 0)


def _grouped(size: int, bias: bool, top: int, height: int) -> LayerColumn:
    """Neighbors share a row, with as much room around them as there is."""
    bias = bias and height > 2
    rows = height - 2 * bias
    if rows <= 0:
        return LayerColumn(size, (), None, False, False)
    group = group_size(size, rows)
    counts = [min(group, size - place) for place in range(0, size, group)]
    first = top + (rows - len(counts)) // 2
    nodes = tuple(NeuronBox(place * group, first + place, 1, count) for place, count in enumerate(counts))
    return LayerColumn(size, nodes, NeuronBox(size, first + len(counts) + 1, 1) if bias else None, False, False, group)


def group_size(size: int, rows: int) -> int:
    """How many of `size` neurons share a row of `rows`: as few as can be, or a few more if all rows are alike then."""
    least = -(-size // rows)
    alike = (group for group in range(least, 3 * least // 2 + 1) if size % group == 0)
    return next(alike, least)


def means(values: Array, column: LayerColumn) -> Array:
    """For each node the mean of `values`, one for each neuron of the layer."""
    if column.group == 1 or not column.nodes:
        return values[: len(column.nodes)]
    return np.asarray(np.add.reduceat(values, [node.place for node in column.nodes])) / [
        node.count for node in column.nodes
    ]


def strongest(weights: Array, before: LayerColumn, column: LayerColumn) -> Array:
    """Of the synapses from each source to each node, `(sources, nodes)`, the value that is farthest from 0."""
    if not before.sources or not column.nodes:
        return weights[:0, :0]
    weights = weights if before.bias else weights[: before.size]
    if before.group == column.group == 1:
        return weights
    rows, columns = [node.place for node in before.sources], [node.place for node in column.nodes]
    most = np.maximum.reduceat(np.maximum.reduceat(weights, rows, axis=0), columns, axis=1)
    least = np.minimum.reduceat(np.minimum.reduceat(weights, rows, axis=0), columns, axis=1)
    return np.asarray(np.where(most >= -least, most, least))


def strongest_of(weights: Array, before: LayerColumn, column: LayerColumn, source: int, target: int) -> tuple[int, int]:
    """Row and column in `weights` of the synapse that is drawn from a source to a node."""
    start, end = before.sources[source], column.nodes[target]
    part = np.abs(weights[start.place : start.place + start.count, end.place : end.place + end.count])
    row, column_ = divmod(int(part.argmax()), part.shape[1])
    return start.place + row, end.place + column_
