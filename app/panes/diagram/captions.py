"""Captions of the diagram: names of layers, inputs and outputs, and the legend of lines."""

from itertools import pairwise

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.diagram.column import LayerColumn
from perceptop.app.panes.diagram.layout import WEIGHT_WIDTH, DiagramLayout
from perceptop.app.wording.cell_text import cells, first_that_fits, fit
from perceptop.app.wording.numbers import of_data
from perceptop.core.protocol.snapshot import About, Snapshot

DIGITS = 4
"""Of a target in the units of a file."""
BESIDE = ("{}, expected {}", "{} → {}", "{}")
"""Forms of the text beside an output: the first that fits for all outputs."""


def input_label(about: About, place: int, value: float) -> str:
    """The name of an input, with the word for its value if there is one."""
    name = about.input_names[place]
    word = about.input_word(place, value)
    return name if word is None else f"{name} = {word}"


def output_label(about: About, place: int, value: float) -> str:
    """The name of an output, with the nearest word if there is one."""
    name = about.output_names[place]
    return f"{name} ≈ {about.symbols.nearest(value)}" if about.symbols else name


def wanted(about: About, place: int, value: float, negative: bool = False) -> str:
    """Return the target of an output as text, in the units of the file, marked if it must not come out."""
    if about.symbols:
        text = about.symbols.nearest(value)
    elif about.output_scales:
        text = of_data(about.output_in_units(place, value), DIGITS)
    else:
        text = of_data(value, 3)
    return ("not " if negative else "") + text


def draw_captions(canvas: Canvas, plan: DiagramLayout, about: About, palette: ColorPalette) -> None:
    """Write over each column its layer, its activation, and how much of it is shown."""
    centers = [x + width / 2 for x, width in zip(plan.x, plan.widths, strict=True)]
    between = [(before + after) / 2 for before, after in pairwise(centers)]
    for place, (left, right) in enumerate(
        zip([0.0, *between], [*(end - 1 for end in between), plan.width], strict=True)
    ):
        layer, column = plan.layers[place], plan.columns[place]
        room = int(right - left)
        lines = [_kind(about, layer, plan)] if column.group == 1 else [_grouped(column, room)]
        if layer:
            lines.append(about.activations[layer - 1])
        if plan.captions == 1 and len(lines) == 2 and column.group == 1:
            lines = lines[1:]
        for y, text in enumerate(lines[: plan.captions]):
            text = fit(text, max(room, plan.widths[place]))
            x = int(min(max(centers[place] - cells(text) / 2, left), max(right - cells(text), 0)))
            canvas.write(x, y, text, palette.muted)


def draw_input_names(canvas: Canvas, plan: DiagramLayout, snapshot: Snapshot, palette: ColorPalette) -> None:
    """Write the names of inputs, left of them."""
    if not plan.names_width or plan.layers[0] != 0:
        return
    row = snapshot.numbers.inputs[snapshot.numbers.row]
    for node in plan.columns[0].nodes:
        about, place = snapshot.about, node.place
        name = input_label(about, place, float(row[place])) if node.count == 1 else f"{about.input_names[place]}…"
        text = fit(name, plan.names_width - 1)
        canvas.write_left_of(plan.names_width - 1, node.middle, text, palette.text)


def draw_expectations(canvas: Canvas, plan: DiagramLayout, snapshot: Snapshot, palette: ColorPalette) -> None:
    """Write names and targets over and under the outputs if there is room, else right of them."""
    if plan.layers[-1] != plan.depth - 1:
        return
    about, numbers = snapshot.about, snapshot.numbers
    outputs, targets = numbers.activations[-1][numbers.row], numbers.targets[numbers.row]
    column, right = plan.columns[-1], plan.x[-1] + plan.widths[-1]
    if column.group > 1:
        for node in column.nodes:
            name = f"{about.output_names[node.place]}…"
            canvas.write(right + 1, node.middle, fit(name, plan.beside_width - 1), palette.text)
        return
    negative = numbers.is_negative(numbers.row)
    said = [
        (
            output_label(about, node.place, float(outputs[node.place])),
            wanted(about, node.place, float(targets[node.place]), negative),
        )
        for node in column.nodes
    ]
    if column.captioned:
        room = plan.widths[-1] + (WEIGHT_WIDTH if column.ported else 0)
        for node, (name, value) in zip(column.nodes, said, strict=True):
            named = (name, name.removeprefix(f"{about.output_names[node.place]} "))
            expected = (f"expected {value}", f"exp. {value}", f"→ {value}")
            for choices, y in ((named, node.y - 1), (expected, node.y + node.height)):
                text = first_that_fits(choices, room) or fit(choices[0], room)
                center = plan.x[-1] + plan.widths[-1] / 2
                x = int(min(center - cells(text) / 2 + 0.5, right - cells(text)))
                canvas.write(x, y, text, palette.text)
    elif plan.beside_width:
        room = plan.beside_width - 1
        forms = ([form.format(*pair) for pair in said] for form in BESIDE)
        texts = next((form for form in forms if max(map(cells, form), default=0) <= room), [name for name, _ in said])
        for node, text in zip(column.nodes, texts, strict=True):
            canvas.write(right + 1, node.middle, fit(text, room), palette.text)


def draw_more_layers(canvas: Canvas, plan: DiagramLayout, palette: ColorPalette) -> None:
    """Write the number of further layers on each side."""
    before, after = plan.layers[0], plan.depth - 1 - plan.layers[-1]
    if before:
        canvas.write(0, plan.height // 2, f"‹{before}", palette.accent)
    if after:
        canvas.write_left_of(plan.width, plan.height // 2, f"{after}›", palette.accent)


def draw_legend(canvas: Canvas, plan: DiagramLayout, palette: ColorPalette) -> None:
    """Write what the lines mean."""
    if not plan.legend:
        return
    y = plan.height - 1
    signs = ("positive  ", "negative  ") if plan.width >= 44 else ("+ ", "- ")
    x = 0
    for line, ink, sign in zip(("━━ ", "╍╍ "), (palette.signed(1.0), palette.signed(-1.0)), signs, strict=True):
        x = canvas.write(canvas.write(x, y, line, ink), y, sign, palette.muted)
    texts = ("thick: large weight  bright: much flows", "thick: weight  bright: flow", "thick: weight")
    canvas.write(x, y, next((text for text in texts if x + len(text) <= plan.width), ""), palette.muted)


def _kind(about: About, layer: int, plan: DiagramLayout) -> str:
    if layer == 0:
        return "inputs" if about.layers[0] > 1 else "input"
    if layer == len(about.layers) - 1:
        return "outputs" if about.layers[-1] > 1 else "output"
    return "hidden" if plan.whole else f"hidden {layer}"


def _grouped(column: LayerColumn, room: int) -> str:
    texts = (f"{column.size:,}, {column.group} a box", f"{column.size:,}, by {column.group}", f"{column.size}")
    return next((text for text in texts if len(text) <= room), texts[-1])
