"""The synapses of the diagram: which are drawn, how thick and how bright, and their weights in numbers.

A line is as thick as its weight is large, and as bright as what flows through it: weight times activation.
"""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.strokes import Stroke, path
from perceptop.app.panes.diagram.column import LayerColumn, NeuronBox, means, strongest
from perceptop.app.panes.diagram.layout import WEIGHT_WIDTH, DiagramLayout
from perceptop.app.wording.numbers import fixed, plain
from perceptop.core.data.arrays import Array

CROWDED = 1.3
"""Synapses between two layers, per row, beyond which only the strongest are drawn."""
ROOMY_WIDTH, ROOMY_HEIGHT = 48, 14
SHARES = (0.1, 0.5)
"""Shares of a layer's largest |weight| at which a line becomes solid, and two dots thick."""
POSITIVE = (Stroke(1, 1, 2), Stroke(1), Stroke(2))
NEGATIVE = (Stroke(1, 1, 5), Stroke(1, 6, 3), Stroke(2, 6, 4))
CROWDED_STROKES = 2
"""Strokes in use if only the strongest synapses are drawn: none is thick."""


def strongest_per_neuron(plan: DiagramLayout, place: int) -> int | None:
    """Return how many synapses into each neuron of a column are drawn; None for all."""
    sources, targets = plan.columns[place - 1].sources, plan.columns[place].nodes
    rows = plan.height - plan.captions - plan.legend
    if plan.columns[place].ported or len(sources) * len(targets) <= CROWDED * rows:
        return None
    roomy = plan.width >= ROOMY_WIDTH and rows >= ROOMY_HEIGHT and 2 * len(targets) <= CROWDED * rows
    most = 2 if roomy else 1
    return most if len(sources) > most else None


def draw_edges(
    canvas: Canvas, plan: DiagramLayout, place: int, weights: Array, sources: Array, palette: ColorPalette
) -> None:
    """The synapses into a column: the weights of its layer, and what comes into them, `(inputs,)`."""
    part = drawn_weights(plan, place, weights)
    if not part.size:
        return
    sizes = sizes_of(part)
    largest = float(sizes.max()) or 1.0
    shares = flows(plan, place, sizes, sources)
    dots = Dots(plan.edge_end(place) - plan.edge_start(place - 1), canvas.height)
    most = strongest_per_neuron(plan, place)
    limits = SHARES if most is None else SHARES[: CROWDED_STROKES - 1]
    for source, target in chosen(sizes, most):
        weight, share = float(part[source, target]), float(sizes[source, target]) / largest
        strokes = NEGATIVE if weight < 0 else POSITIVE
        x, y = way_of(plan, place, source, target, strokes[sum(share >= limit for limit in limits)])
        dots.draw(x, y, palette.signed(weight, float(shares[source, target])))
    dots.paste(canvas, plan.edge_start(place - 1), 0)


def drawn_edges(plan: DiagramLayout, place: int, weights: Array) -> list[tuple[int, int]]:
    """Return source and target nodes of the synapses that are drawn into a column."""
    part = drawn_weights(plan, place, weights)
    return chosen(sizes_of(part), strongest_per_neuron(plan, place)) if part.size else []


def flows(plan: DiagramLayout, place: int, sizes: Array, sources: Array) -> Array:
    """Return the flow through each line into a column, `(sources, nodes)`: |weight · activation|, as a share of the
    most.

    The bias is always 1.
    """
    before = plan.columns[place - 1]
    activations = np.concatenate([means(sources, before), np.ones(len(before.sources) - len(before.nodes))])
    return shares_of(shares_of(sizes) * shares_of(sizes_of(activations))[:, None])


def shares_of(sizes: Array) -> Array:
    """Each as a share of the largest; 0 if all are."""
    return np.asarray(sizes / (float(sizes.max(initial=0.0)) or 1.0))


def way_of(
    plan: DiagramLayout, place: int, source: int, target: int, stroke: Stroke = POSITIVE[1]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The dots of a synapse's line: their columns from where the edges begin, and their rows."""
    before, column = plan.columns[place - 1], plan.columns[place]
    start = before.sources[source].middle * 4 + 2
    end = port(column, column.nodes[target], source, len(before.sources))
    return path(0, start, (plan.edge_end(place) - plan.edge_start(place - 1)) * 2 - 1, end, stroke)


def draw_weights(
    canvas: Canvas, plan: DiagramLayout, place: int, weights: Array, palette: ColorPalette, digits: bool = False
) -> None:
    """Write the weights into a column as numbers, at the ends of their lines; small ones too with `digits`."""
    column, sources = plan.columns[place], plan.columns[place - 1].sources
    if not column.ported:
        return
    sizes, write = np.abs(weights), fixed if digits else plain
    largest = float(np.nanmax(sizes)) if np.isfinite(sizes).any() else 0.0
    for node in column.nodes:
        for row, source in enumerate(sources):
            weight = float(weights[source.place, node.place])
            y = port(column, node, row, len(sources)) // 4
            ink = palette.signed(weight, 0.5 + 0.5 * abs(weight) / largest if largest else 1.0)
            canvas.write(plan.edge_end(place) + 1, y, write(weight, WEIGHT_WIDTH - 1, sign=True), ink)


def drawn_weights(plan: DiagramLayout, place: int, weights: Array) -> Array:
    """Return the values of the drawn lines of an array shaped like the weights into a column."""
    return strongest(weights, plan.columns[place - 1], plan.columns[place])


def sizes_of(weights: Array) -> Array:
    """How large each is; without a number 0."""
    return np.nan_to_num(np.abs(weights), nan=0.0, posinf=np.finfo(float).max)


def chosen(sizes: Array, most: int | None) -> list[tuple[int, int]]:
    """Source and target of what is drawn, the strongest last."""
    if most is None:
        drawn: NDArray[np.intp] = np.indices(sizes.shape).reshape(2, -1)
    else:
        sources = np.argpartition(sizes, -most, axis=0)[-most:]
        drawn = np.stack([sources.ravel(), np.tile(np.arange(sizes.shape[1]), most)])
    order = np.argsort(sizes[drawn[0], drawn[1]], kind="stable")
    return list(zip(drawn[0, order].tolist(), drawn[1, order].tolist(), strict=True))


def port(column: LayerColumn, node: NeuronBox, source: int, sources: int) -> int:
    """The row of dots where a synapse comes in: from top to bottom as its sources stand."""
    if column.ported:
        return (node.y + (node.height - sources) // 2 + source) * 4 + 2
    return node.y * 4 + int((source + 0.5) * node.height * 4 / sources)
