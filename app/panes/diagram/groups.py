"""What is drawn of neighbors that share a node: the mean of what they have, and of their synapses the strongest."""

import numpy as np

from perceptop.app.panes.diagram.column import LayerColumn
from perceptop.core.data.arrays import Array


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
