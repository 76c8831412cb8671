"""What is written around the diagram: the layers' names, the inputs and outputs, what the lines mean."""

from app.drawing.canvas import Canvas
from app.drawing.numbers import short
from app.drawing.palette import Palette
from app.drawing.text import cells, fit
from app.panes.diagram.plan import WEIGHT_WIDTH, Plan
from core.snapshot import About, Snapshot


def input_label(about: About, place: int, value: float) -> str:
    """The name of an input, with the word for its value where there is one."""
    name = about.input_names[place]
    return f"{name} = {about.symbols.nearest(value)}" if about.symbols else name


def output_label(about: About, place: int, value: float) -> str:
    """The name of an output, with the nearest word where there is one."""
    name = about.output_names[place]
    return f"{name} ≈ {about.symbols.nearest(value)}" if about.symbols else name


def expected_label(about: About, value: float) -> str:
    """What is expected of an output."""
    return f"expected {about.symbols.nearest(value)}" if about.symbols else f"expected {short(value, 3)}"


def draw_captions(canvas: Canvas, plan: Plan, about: About, palette: Palette) -> None:
    """Over each column what layer it is, its activation, and how much of it is shown."""
    for place, layer in enumerate(plan.layers):
        column = plan.columns[place]
        left = plan.edge_end(place) if place else 0
        room = (plan.edge_end(place + 1) if place + 1 < len(plan.layers) else plan.width) - left
        shown = len(column.nodes)
        lines = [_kind(about, layer)] if column.more_at is None else [_part(shown, column.size, room)]
        if layer:
            lines.append(about.activations[layer - 1])
        if plan.captions == 1 and len(lines) == 2 and column.more_at is None:
            lines = lines[1:]
        center = plan.x[place] + plan.widths[place] / 2
        for y, text in enumerate(lines[: plan.captions]):
            text = fit(text, max(room - 1, plan.widths[place]))
            x = int(min(max(center - cells(text) / 2, 0), max(plan.width - cells(text), 0)))
            canvas.write(x, y, text, palette.muted)
        if column.more_at is not None:
            canvas.write(plan.x[place] + plan.widths[place] // 2, column.more_at, "⋮", palette.muted)


def draw_input_names(canvas: Canvas, plan: Plan, snapshot: Snapshot, palette: Palette) -> None:
    """Left of the inputs."""
    if not plan.names_width or plan.layers[0] != 0:
        return
    row = snapshot.numbers.inputs[snapshot.numbers.row]
    for node in plan.columns[0].nodes:
        text = fit(input_label(snapshot.about, node.place, float(row[node.place])), plan.names_width - 1)
        canvas.write_left_of(plan.names_width - 1, node.middle, text, palette.text)


def draw_expectations(canvas: Canvas, plan: Plan, snapshot: Snapshot, palette: Palette) -> None:
    """Over and under the outputs where there is room, else right of them."""
    about, numbers = snapshot.about, snapshot.numbers
    outputs, targets = numbers.activations[-1][numbers.row], numbers.targets[numbers.row]
    column, right = plan.columns[-1], plan.x[-1] + plan.widths[-1]
    room = plan.widths[-1] + (WEIGHT_WIDTH if column.ported else 0)
    for node in column.nodes:
        name = output_label(about, node.place, float(outputs[node.place]))
        expected = expected_label(about, float(targets[node.place]))
        if column.captioned:
            for text, y in ((name, node.y - 1), (expected, node.y + node.height)):
                text = fit(text, room)
                center = plan.x[-1] + plan.widths[-1] / 2
                x = int(min(center - cells(text) / 2 + 0.5, right - cells(text)))
                canvas.write(x, y, text, palette.text)
        elif plan.beside_width:
            canvas.write(right + 1, node.middle, fit(f"{name}, {expected}", plan.beside_width - 1), palette.text)


def draw_omission(canvas: Canvas, plan: Plan, palette: Palette) -> None:
    """A mark where layers are left out."""
    if plan.omitted and len(plan.x) > 1:
        left, right = plan.edge_start(len(plan.x) - 2), plan.x[-1]
        text = fit(f"⋯+{plan.omitted}", right - left)
        canvas.write(left + (right - left - cells(text)) // 2, plan.height // 2, text, palette.muted)


def draw_legend(canvas: Canvas, plan: Plan, palette: Palette) -> None:
    """What the lines mean."""
    if not plan.legend:
        return
    y = plan.height - 1
    x = canvas.write(1, y, "━━━ ", palette.signed(1.0))
    x = canvas.write(x, y, "positive   ", palette.muted)
    x = canvas.write(x, y, "╍╍╍ ", palette.signed(-1.0))
    x = canvas.write(x, y, "negative   ", palette.muted)
    text = "thicker: larger |weight|"
    if x + len(text) <= plan.width:
        canvas.write(x, y, text, palette.muted)


def _kind(about: About, layer: int) -> str:
    if layer == 0:
        return "inputs" if about.layers[0] > 1 else "input"
    if layer == len(about.layers) - 1:
        return "outputs" if about.layers[-1] > 1 else "output"
    return "hidden"


def _part(shown: int, size: int, room: int) -> str:
    text = f"{shown} of {size:,} neurons"
    return text if len(text) < room else f"{shown} of {size:,}" if len(str(size)) + 6 < room else f"{shown}/{size}"
