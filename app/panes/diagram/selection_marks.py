"""Marks on the diagram: the number being explained, what a story names, and the neurons of findings."""

from collections.abc import Iterable

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.strokes import Stroke
from perceptop.app.panes.diagram.column import NeuronBox
from perceptop.app.panes.diagram.edges import way_of
from perceptop.app.panes.diagram.layout import DiagramLayout
from perceptop.core.protocol.addresses import Address, NeuronAddress, SynapseAddress

LEFT, RIGHT, MIDDLE, ALARM = "▶", "◀", "◆", "!"
ROOMY = 6
"""Cells of a node from which on its outermost ones are free."""
THICK = Stroke(3)


def mark_synapse(
    canvas: Canvas,
    plan: DiagramLayout,
    address: Address | None,
    palette: ColorPalette,
    middle: str = MIDDLE,
    beside: str = LEFT,
) -> None:
    """Its line thick and with a mark in its middle, and a mark before its weight where that is written."""
    if not isinstance(address, SynapseAddress) or address.layer + 1 not in plan.layers:
        return
    place = plan.layers.index(address.layer + 1)
    if not place:
        return
    before, column = plan.columns[place - 1], plan.columns[place]
    wanted = before.size if address.source is None else address.source
    source = _standing(before.sources, wanted)
    target = _standing(column.nodes, address.target)
    if source is None or target is None:
        return
    left, right = plan.edge_start(place - 1), plan.edge_end(place)
    dots = Dots(right - left, canvas.height)
    columns, rows = way_of(plan, place, source, target, THICK)
    dots.draw(columns, rows, palette.accent)
    dots.paste(canvas, left, 0)
    columns, rows = way_of(plan, place, source, target)
    center = abs(columns - (right - left)).argmin()
    canvas.write(left + int(columns[center]) // 2, int(rows[center]) // 4, middle, palette.accent)
    if column.ported:
        canvas.write(right, int(rows[columns.argmax()]) // 4, beside, palette.accent)


def mark_neuron(
    canvas: Canvas,
    plan: DiagramLayout,
    address: Address | None,
    palette: ColorPalette,
    left: str = LEFT,
    right: str = RIGHT,
) -> None:
    """A pointer on either side of its number, or beside it if there is no room."""
    spot = _spot(plan, address)
    if spot is None:
        return
    place, node = spot
    x, width, y = plan.x[place], plan.widths[place], node.middle
    if width >= ROOMY:
        for column, mark in ((x, left), (x + width - 1, right)):
            canvas.write(column, y, mark, int(canvas.inks[y, column]) if _inside(canvas, column, y) else palette.accent)
    elif x + width < canvas.width:
        canvas.write(x + width, y, right, palette.accent)
    else:
        canvas.write(x - 1, y, left, palette.accent)


def mark_findings(canvas: Canvas, plan: DiagramLayout, neurons: Iterable[NeuronAddress], palette: ColorPalette) -> None:
    """An exclamation mark in the corner of each, or beside it if there is no room."""
    for address in neurons:
        spot = _spot(plan, address)
        if spot is None:
            continue
        place, node = spot
        x, width, body = plan.x[place], plan.widths[place], node.body
        if body.height >= 3:
            canvas.write(x + width - 1, body.y, ALARM, int(canvas.inks[body.y, x]) if palette.filled else palette.bad)
        elif x + width < canvas.width:
            canvas.write(x + width, body.y, ALARM, palette.bad)
        else:
            canvas.write(x - 1, body.y, ALARM, palette.bad)


def box_of(plan: DiagramLayout, address: NeuronAddress) -> Spot | None:
    """Return the cells of a neuron; None if it is not shown."""
    spot = _spot(plan, address)
    if spot is None:
        return None
    place, node = spot
    return Spot(plan.x[place], node.y, plan.widths[place], node.height)


def _spot(plan: DiagramLayout, address: Address | None) -> tuple[int, NeuronBox] | None:
    """The place of its column, and its node; None if it is not shown."""
    if not isinstance(address, NeuronAddress) or address.layer not in plan.layers:
        return None
    place = plan.layers.index(address.layer)
    index = _standing(plan.columns[place].nodes, address.index)
    return None if index is None else (place, plan.columns[place].nodes[index])


def _standing(nodes: Iterable[NeuronBox], wanted: int) -> int | None:
    """Where in its column the node of a neuron stands."""
    return next((index for index, node in enumerate(nodes) if node.holds(wanted)), None)


def _inside(canvas: Canvas, x: int, y: int) -> bool:
    return 0 <= x < canvas.width and 0 <= y < canvas.height
