"""The network as a diagram, with the chosen example going through it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from perceptop.app.actions.edge import EdgeKey, edge_key, pressed_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.diagram import phase
from perceptop.app.panes.diagram.captions import (
    BESIDE,
    draw_captions,
    draw_expectations,
    draw_input_names,
    draw_legend,
    draw_more_layers,
    input_label,
    output_label,
    wanted,
)
from perceptop.app.panes.diagram.column import means
from perceptop.app.panes.diagram.edges import draw_edges, draw_weights, strongest_per_neuron
from perceptop.app.panes.diagram.layout import DiagramLayout, LabelWidths, make_plan
from perceptop.app.panes.diagram.navigation import CuePlace, place_at
from perceptop.app.panes.diagram.nodes import NAMED_WITHIN, draw_bias, draw_neuron, draw_unknown, write_delta
from perceptop.app.panes.diagram.pulse import Pulsing, draw_pulse
from perceptop.app.panes.diagram.selection import Windowed
from perceptop.app.panes.diagram.selection_marks import box_of, mark_findings, mark_neuron, mark_synapse
from perceptop.app.panes.picture import PicturePane
from perceptop.app.widgets.canvas_widget import WheelWidget
from perceptop.app.widgets.messages import ExampleChosen
from perceptop.app.widgets.pane import NAMED
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import grouped
from perceptop.core.data.arrays import Array
from perceptop.core.nn.activations.functions import find_activation
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.snapshot import About, Snapshot

EXPLAIN = (edge_key("explain", "explain"),)
GO_ON = (pressed_key("pagedown", "next synapse"), edge_key("explain-end", "close"))
LAYERS = edge_key("layers-after", "other layers")
MOST_MEASURED = 64
"""Most labels that are measured: no more neurons of a layer are shown."""


class NetworkPane(Windowed, Pulsing, WheelWidget):
    """Layers as columns, neurons filled by activation, synapses as lines by weight."""

    NAME = "Network"
    HELP = f"""\
## Network

Data goes from left to right. Each box is a **neuron**, filled the more the larger its **activation**, whose number
stands in it, for the chosen example (`↑` and `↓`, or the wheel, choose another).

Each line is a **synapse**: the thicker, the larger its **weight**, compared with the others into the same layer, and
the brighter, the more flows through it for this example: weight times what comes in. Blue and solid is positive,
orange and dashed is negative. Where there is room the weight stands where its line ends. `bias 1` is the input that is
always 1.

While an example is walked through phase by phase (`S`), `?` stands where nothing has come yet and `▸` where the walk
is; on the way back each neuron shows its δ, and at the end each line the Δw that the example asks for. After a step, or
at no more than 3 epochs a second, an update is seen as it is applied: the synapses it changes light up, the longer the
more they change, and `▲` or `▼` says which way.

Where a layer has more neurons than there are rows, neighbors share a box, with their mean in it, and a line is the
strongest synapse between two boxes. Of too many lines only the strongest into each neuron are drawn; it says so where
they are. Of a network that is too deep some layers are shown: `m` `<` and `m` `>` go to the others.
{Windowed.HELP_ON_SELECTING}"""

    def __init__(self, large: bool = False) -> None:
        """`large`: with the numbers of neurons in large figures, if there is room."""
        super().__init__()
        self._large = large

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Lines first, then what must not be hidden by them."""
        about, numbers = snapshot.about, snapshot.numbers
        plan = plan_of(snapshot, canvas.width, canvas.height, self.first_layer, self._large)
        number, count = grouped(numbers.chosen + 1), grouped(about.examples)
        examples = (f"example {number} of {count}", f"{number}/{count}")
        steps = phase.words(snapshot)
        # During a walk its place says more than the count of examples.
        titles = [[examples[0], *steps], [examples[1], *steps], [examples[1], *steps[-1:]], steps[-1:]]
        fitting = (title for title in titles if title and self.has_room(self.title, *title))
        self.entitle(*next(fitting, titles[0]), below=self._below(plan, canvas.width - 4), keys=self._keys(plan))
        for place in range(1, len(plan.columns)):
            layer = plan.layers[place] - 1
            weights = numbers.weights[layer]
            draw_edges(canvas, plan, place, weights, phase.coming_in(snapshot, layer), palette)
            asked = snapshot.walk is not None and snapshot.walk.phase.name == "delta weights"
            draw_weights(canvas, plan, place, numbers.example_delta[layer] if asked else weights, palette, digits=asked)
        if self.pulse is not None:
            draw_pulse(canvas, plan, *self.pulse, numbers, palette)
        if self.story:
            mark_synapse(canvas, plan, self.story.synapse, palette, NAMED, NAMED)
        mark_synapse(canvas, plan, self.pointed, palette)
        mark_synapse(canvas, plan, self.selected, palette)
        for place, layer in enumerate(plan.layers):
            _draw_layer(canvas, plan, place, snapshot, numbers.activations[layer], palette)
        mark_findings(canvas, plan, (neuron for finding in snapshot.findings for neuron in finding.neurons), palette)
        if self.story:
            mark_neuron(canvas, plan, self.story.neuron, palette, NAMED, NAMED)
        mark_neuron(canvas, plan, self.selected, palette)
        draw_captions(canvas, plan, about, palette)
        draw_input_names(canvas, plan, snapshot, palette)
        draw_expectations(canvas, plan, snapshot, palette)
        draw_more_layers(canvas, plan, palette)
        draw_legend(canvas, plan, palette)

    @property
    def elsewhere(self) -> Sequence[EdgeKey]:
        """The picture is called by its name if it is the decision surface."""
        keys = super().elsewhere
        if not keys or self._snapshot is None or len(self._snapshot.about.axes) != 2:
            return keys
        if any(pane.kind not in ("", "surface") for pane in self.screen.query(PicturePane)):
            return keys
        return [replace(key, words="surface") if key.words == "picture" else key for key in keys]

    def _below(self, plan: DiagramLayout, width: int) -> str:
        """Return what is simplified; in fewer words if other panes are named beside it."""
        return _simplified(plan, width - sum(cells(key.text) + 3 for key in self.elsewhere)) or _simplified(plan, width)

    def _keys(self, plan: DiagramLayout) -> Sequence[EdgeKey]:
        """Return what the keys do here."""
        deep = (LAYERS,) if len(plan.layers) < plan.depth else ()
        return (*(EXPLAIN if self.selected is None else GO_ON), *deep)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the box of the neuron there. A synapse is no rectangle: it is marked as a line."""
        if self._snapshot is None:
            return None
        place = self.place_at(self._snapshot, x, y)
        if not isinstance(place, NeuronAddress):
            return None
        return box_of(plan_of(self._snapshot, *self.size, self.first_layer, self._large), place)

    def turn(self, step: int) -> None:
        """The wheel shows another example, as in the lists of rows: the one above or below."""
        if self._snapshot is not None:
            example = self._snapshot.numbers.chosen + step
            if 0 <= example < self._snapshot.about.examples:
                self.post_message(ExampleChosen(example))

    def place_at(self, snapshot: Snapshot, x: int, y: int) -> CuePlace | None:
        """The neuron or synapse that is drawn in a cell."""
        plan = plan_of(snapshot, self.size.width, self.size.height, self.first_layer, self._large)
        return place_at(plan, x, y, snapshot.numbers)


def plan_of(snapshot: Snapshot, width: int, height: int, first: int = 0, large: bool = False) -> DiagramLayout:
    """Where the diagram of a snapshot has its parts at this size, with the layers from `first` on."""
    about, numbers = snapshot.about, snapshot.numbers
    inputs, targets = numbers.inputs[numbers.row], numbers.targets[numbers.row]
    names = [cells(input_label(about, place, value)) for place, value in enumerate(inputs[:MOST_MEASURED].tolist())]
    if len(inputs) > MOST_MEASURED:
        names.append(cells(about.input_names[-1]) + 1)
    said = [
        (output_label(about, place, value), wanted(about, place, value, numbers.is_negative(numbers.row)))
        for place, value in enumerate(targets[:MOST_MEASURED].tolist())
    ]
    beside = [max(cells(form.format(*pair)) for pair in said) + 2 for form in BESIDE]
    labels = LabelWidths(
        names=min(max(names) + 2, max(width // 5, 3)),
        outputs=min(beside[-1], width // 5),
        beside=next((room for room in beside if room <= width // 3), width // 3),
        over=min(max(max(map(cells, (name, f"expected {value}"))) for name, value in said), max(width // 4, 10)),
    )
    return make_plan(about.layers, about.bias, labels, width, height, first, large)


def _draw_layer(
    canvas: Canvas, plan: DiagramLayout, place: int, snapshot: Snapshot, activations: Array, palette: ColorPalette
) -> None:
    about, layer, column = snapshot.about, plan.layers[place], plan.columns[place]
    values = means(activations[snapshot.numbers.row], column)
    most = _full(about, layer, activations)
    deltas = phase.deltas_from(snapshot) if layer else None
    called = about.names if 0 < layer < len(about.layers) - 1 else None
    errors = None
    if deltas is not None and layer >= deltas:
        errors = means(snapshot.numbers.deltas[layer - 1][snapshot.numbers.row], column)
    for row, node in enumerate(column.nodes):
        value = float(values[row])
        name = called.neuron(layer, node.place) if called else ""
        if layer > phase.reached(snapshot):
            draw_unknown(canvas, node, plan.x[place], plan.widths[place], name, palette)
        else:
            draw_neuron(canvas, node, plan.x[place], plan.widths[place], name, value, abs(value) / most, palette)
        above = column.nodes[row - 1].y + column.nodes[row - 1].height if row else plan.captions
        if name and node.height < NAMED_WITHIN and node.y > above:
            width = plan.widths[place]
            canvas.write(plan.x[place], node.y - 1, fit(name, width).center(width).rstrip(), palette.muted)
        if errors is not None:
            write_delta(canvas, node, plan.x[place], plan.widths[place], float(errors[row]), palette)
        if layer == phase.at_hand(snapshot):
            canvas.write(plan.edge_end(place) if column.ported else plan.x[place] - 1, node.middle, "▸", palette.accent)
    if column.bias:
        draw_bias(canvas, column.bias, plan.x[place], plan.widths[place], palette)


def _full(about: About, layer: int, activations: Array) -> float:
    """The activation that fills a neuron: the function's limit, or the largest among the examples."""
    if layer:
        activation = find_activation(about.activations[layer - 1])
        limit = max(abs(activation.lowest), abs(activation.highest))
        if np.isfinite(limit):
            return float(limit)
    sizes = np.abs(activations[np.isfinite(activations)])
    return float(sizes.max(initial=0.0)) or 1.0


def _simplified(plan: DiagramLayout, width: int) -> str:
    """Return what is simplified, in words."""
    if plan.grouped:
        texts = ("box: mean of its neurons · line: strongest synapse", "means, and strongest synapses", "in groups")
        return next((text for text in texts if len(text) <= width), "")
    most = [strongest_per_neuron(plan, place) for place in range(1, len(plan.columns))]
    drawn = {count for count in most if count}
    if not drawn:
        return ""
    which = "2 strongest synapses" if drawn == {2} else "strongest synapse" if drawn == {1} else "strongest synapses"
    texts = (f"only the {which} into each neuron", f"only the {which}", "drawn in part")
    return next((text for text in texts if len(text) <= width), "")
