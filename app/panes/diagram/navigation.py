"""From one neuron or synapse of the diagram to the next, and to that which is drawn in a cell."""

import numpy as np

from perceptop.app.panes.diagram.column import strongest_of
from perceptop.app.panes.diagram.edges import drawn_edges, way_of
from perceptop.app.panes.diagram.layout import WEIGHT_WIDTH, DiagramLayout
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.snapshot import About, Numbers

CuePlace = NeuronAddress | SynapseAddress


def first_place(about: About) -> NeuronAddress:
    """Where to begin: the first output."""
    return NeuronAddress(len(about.layers) - 1, 0)


def across(about: About, place: CuePlace, step: int) -> CuePlace:
    """From a neuron to the layer before or after it, at about its height; from a synapse to one of its ends."""
    if isinstance(place, SynapseAddress):
        if step > 0:
            return NeuronAddress(place.layer + 1, place.target)
        return place if place.source is None else NeuronAddress(place.layer, place.source)
    layer = min(max(place.layer + step, 0), len(about.layers) - 1)
    share = (place.index + 0.5) / about.layers[place.layer]
    return place if layer == place.layer else NeuronAddress(layer, int(share * about.layers[layer]))


def down(about: About, place: CuePlace, step: int) -> CuePlace:
    """From a neuron to the one above or below it; from a synapse to the one beside it into the same neuron."""
    if isinstance(place, SynapseAddress):
        return along(about, place, step)
    return NeuronAddress(place.layer, min(max(place.index + step, 0), about.layers[place.layer] - 1))


def along(about: About, place: CuePlace, step: int) -> CuePlace:
    """The synapses into a neuron one after the other, the bias last; before and after them the neuron itself."""
    layer = place.layer if isinstance(place, SynapseAddress) else place.layer - 1
    if layer < 0:
        return place
    rows = about.layers[layer] + about.bias[layer]
    if isinstance(place, SynapseAddress):
        row, target = place.row(about.layers) + step, place.target
    else:
        row, target = 0 if step > 0 else rows - 1, place.index
    if 0 <= row < rows:
        return SynapseAddress.at(about.layers, layer, row, target)
    return NeuronAddress(layer + 1, target)


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
