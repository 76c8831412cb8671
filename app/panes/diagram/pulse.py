"""A pulse: the update or the pass that has just happened, shown for a moment if the run is slow."""

from dataclasses import dataclass
from time import monotonic

from textual.timer import Timer

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.strokes import Stroke
from perceptop.app.panes.diagram.column import means
from perceptop.app.panes.diagram.edges import (
    CROWDED_STROKES,
    chosen,
    drawn_weights,
    flows,
    port,
    shares_of,
    sizes_of,
    strongest_per_neuron,
    way_of,
)
from perceptop.app.panes.diagram.layout import DiagramLayout
from perceptop.app.widgets.pane import Pane
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Numbers, Snapshot

SLOW = 3.0
"""Epochs a second up to which an update is shown as it is applied: faster, it would flicker."""
SECONDS = {"update": 0.7, "delta weights": 0.7, "forward": 0.45, "backward": 0.45}
LEAST = 0.1
"""Share of the largest below which nothing moves."""
TAIL = 0.3
"""Length of what runs along a line, as a share of the line."""
GLOWING, RUNNING = (Stroke(1), Stroke(2), Stroke(3)), Stroke(3)
UP, DOWN = "▲", "▼"


@dataclass(frozen=True)
class Pulse:
    """An `update`, or a phase of a walk: `delta weights`, `forward` into a `layer`, `backward` from it."""

    name: str
    layer: int | None = None

    @property
    def seconds(self) -> float:
        """How long it is seen."""
        return SECONDS[self.name]


def pulse_between(before: Snapshot | None, now: Snapshot) -> Pulse | None:
    """Return the pulse between two snapshots: None if too much has happened, or nothing."""
    if before is None or before.about.layers != now.about.layers:
        return None
    if now.walk is not None:
        phase = now.walk.phase
        news = before.walk is None or (before.walk.phase, before.walk.example) != (phase, now.walk.example)
        return Pulse(phase.name, phase.layer) if news and phase.name in SECONDS else None
    then, present = before.progress, now.progress
    if then.seed != present.seed or (present.state == "running" and (present.speed is None or present.speed > SLOW)):
        return None
    steps = (present.epoch - then.epoch) * present.batches + present.batch - then.batch
    return Pulse("update") if steps == 1 or (then.batch == present.batch and present.epoch == then.epoch + 1) else None


def draw_pulse(
    canvas: Canvas, plan: DiagramLayout, pulse: Pulse, age: float, numbers: Numbers, palette: ColorPalette
) -> None:
    """Draw the lines of a pulse, at an age from 0 to 1."""
    steps = numbers.last_step if pulse.name == "update" else numbers.example_delta
    for place in range(1, len(plan.columns)):
        layer = plan.layers[place]
        if pulse.layer is None:
            _glow(canvas, plan, place, steps[layer - 1], age, palette)
        elif pulse.layer == layer:
            weights = sizes_of(drawn_weights(plan, place, numbers.weights[layer - 1]))
            if pulse.name == "forward":
                shares = flows(plan, place, weights, numbers.activations[layer - 1][numbers.row])
                _run(canvas, plan, place, weights, shares, age, palette)
            else:
                shares = _passed_back(plan, place, weights, numbers.deltas[layer - 1][numbers.row])
                _run(canvas, plan, place, weights, shares, 1 - age, palette)


def _glow(canvas: Canvas, plan: DiagramLayout, place: int, steps: Array, age: float, palette: ColorPalette) -> None:
    """The lines of synapses that have changed, those longest and thickest that changed most; and which way."""
    part = drawn_weights(plan, place, steps)
    shares = shares_of(sizes_of(part))
    if not part.size:
        return
    before, column = plan.columns[place - 1], plan.columns[place]
    left, right = plan.edge_start(place - 1), plan.edge_end(place)
    dots = Dots(right - left, canvas.height)
    most = strongest_per_neuron(plan, place)
    strokes = GLOWING if most is None else GLOWING[:CROWDED_STROKES]
    for source, target in chosen(shares, most):
        share = float(shares[source, target])
        if share < max(age, LEAST):
            continue
        stroke = strokes[min(int(share * len(strokes)), len(strokes) - 1)]
        dots.draw(*way_of(plan, place, source, target, stroke), palette.accent)
        if column.ported:
            y = port(column, column.nodes[target], source, len(before.sources)) // 4
            canvas.write(right, y, UP if part[source, target] > 0 else DOWN, palette.accent)
    dots.paste(canvas, left, 0)


def _run(
    canvas: Canvas, plan: DiagramLayout, place: int, sizes: Array, shares: Array, way: float, palette: ColorPalette
) -> None:
    """Draw what moves along the lines into a column, at that share of the way, if it is large enough."""
    left, right = plan.edge_start(place - 1), plan.edge_end(place)
    dots = Dots(right - left, canvas.height)
    long = 2 * (right - left)
    head = way * (1 + TAIL) * long
    for source, target in chosen(sizes, strongest_per_neuron(plan, place)) if sizes.size else ():
        if shares[source, target] >= LEAST:
            columns, rows = way_of(plan, place, source, target, RUNNING)
            there = (columns <= head) & (columns > head - TAIL * long)
            dots.draw(columns[there], rows[there], palette.accent)
    dots.paste(canvas, left, 0)


def _passed_back(plan: DiagramLayout, place: int, sizes: Array, deltas: Array) -> Array:
    """Return |weight · δ|, the part of δ that passes back through each line, as a share of the largest."""
    return shares_of(shares_of(sizes) * shares_of(sizes_of(means(deltas, plan.columns[place]))))


BEATS_PER_SECOND = 20


class Pulsing(Pane):
    """A widget that redraws by a clock while there is a pulse, independent of the run."""

    def __init__(self) -> None:
        super().__init__()
        self._pulse: Pulse | None = None
        self._began = 0.0
        self._beats: Timer | None = None

    def on_mount(self) -> None:
        """Start a clock that is paused until a pulse begins."""
        self._beats = self.set_interval(1 / BEATS_PER_SECOND, self._beat, pause=True)

    @property
    def pulse(self) -> tuple[Pulse, float] | None:
        """Return the present pulse, and its age from 0 to 1."""
        if self._pulse is None:
            return None
        age = (monotonic() - self._began) / self._pulse.seconds
        return (self._pulse, age) if age < 1 else None

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on, and for a moment the change before it."""
        pulse = pulse_between(self._snapshot, snapshot)
        if pulse is not None and self._beats is not None and self.app.animation_level != "none":
            self._pulse, self._began = pulse, monotonic()
            self._beats.resume()
        super().show(snapshot)

    def _beat(self) -> None:
        if self.pulse is None:
            self._pulse = None
            if self._beats is not None:
                self._beats.pause()
        elif getattr(self.app, "is_behind", False):
            # A terminal that has not read the last beat gets the next one later.
            return
        self.redraw()
