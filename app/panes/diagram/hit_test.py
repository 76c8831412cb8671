"""What of the diagram is under the mouse: a neuron, a weight that is written there, or the line that passes nearest."""

import numpy as np

from perceptop.app.panes.diagram.edges import drawn_edges, way_of
from perceptop.app.panes.diagram.groups import strongest_of
from perceptop.app.panes.diagram.layout import WEIGHT_WIDTH, DiagramLayout
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.snapshot import Numbers

NEAR = 6.0
"""Dots from the middle of a cell at which a line is still meant: a cell is 2 wide and 4 high."""


def place_at(plan: DiagramLayout, x: int, y: int, numbers: Numbers) -> NeuronAddress | SynapseAddress | None:
    """The neuron or synapse at a cell; of several that share a node the most active one."""
    for place, column in enumerate(plan.columns):
        if plan.x[place] <= x < plan.x[place] + plan.widths[place]:
            node = next((node for node in column.nodes if node.y <= y < node.y + node.height), None)
            if node is None:
                return None
            layer = plan.layers[place]
            values = np.abs(numbers.activations[layer][numbers.row][node.place : node.place + node.count])
            return NeuronAddress(layer, node.place + int(values.argmax()))
        if place and plan.edge_start(place - 1) <= x < plan.x[place]:
            return _synapse_at(plan, place, x, y, numbers.weights[plan.layers[place] - 1])
    return None


def _synapse_at(plan: DiagramLayout, place: int, x: int, y: int, weights: Array) -> SynapseAddress | None:
    """Of those into a column."""
    layer, before, column = plan.layers[place] - 1, plan.columns[place - 1], plan.columns[place]
    best, nearest = None, NEAR
    for source, target in drawn_edges(plan, place, weights):
        columns, rows = way_of(plan, place, source, target)
        if column.ported and x >= plan.x[place] - WEIGHT_WIDTH:
            distance = 0.0 if rows[columns.argmax()] // 4 == y else np.inf
        else:
            middle = (x - plan.edge_start(place - 1)) * 2 + 0.5, y * 4 + 1.5
            distance = float(np.hypot(columns - middle[0], rows - middle[1]).min())
        if distance < nearest:
            best, nearest = (source, target), distance
    if best is None:
        return None
    source, target = strongest_of(weights, before, column, *best)
    return SynapseAddress(layer, None if source == before.size else source, target)
