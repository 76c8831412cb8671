"""The nodes of the diagram: filled by activation, with the number in it."""

from perceptop.app.drawing.big_letters import dots_of, half_cells
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.diagram.column import LARGE, NeuronBox
from perceptop.app.panes.diagram.layout import LARGE_WIDTH
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import fixed, plain

FIGURES = 4
"""Characters of a number in large figures."""
NAMED_WITHIN = 3
"""Rows from which on a neuron's name stands in its box."""
DELTA_WIDTH = 8
"""Characters of δ beside a neuron's name."""


def draw_neuron(
    canvas: Canvas, node: NeuronBox, x: int, width: int, name: str, value: float, share: float, palette: ColorPalette
) -> None:
    """A neuron of this activation; `share` says how active it is, 0 to 1."""
    if node.height > node.body.height:
        canvas.fill(x, node.y, 1, node.height, "▌", palette.fill_edge(value, share) if palette.filled else palette.text)
        node = node.body
    ink = palette.fill(value, share)
    if is_large(node, width, palette):
        canvas.fill(x, node.y, width, node.height, " ", ink)
        _write_large(canvas, node, x, width, plain(value, FIGURES).strip(), ink)
        canvas.write(x + 1, node.y, fit(name, width - 2), ink)
        return
    room = width - 2 if width > 5 or not palette.filled else width - 1
    text = plain(value, min(room, 5))
    if palette.filled:
        canvas.fill(x, node.y, width, node.height, " ", ink)
        canvas.write(x + (width - len(text)) // 2, node.middle, text, ink)
    elif node.height < 3:
        for row in range(node.height):
            canvas.write(x, node.y + row, f"[{' ' * (width - 2)}]", palette.text)
        canvas.write(x + 1, node.middle, text.center(width - 2), ink)
    else:
        _frame(canvas, node, x, width, palette)
        canvas.write(x + 1, node.middle, text.center(width - 2), ink)
    if node.height >= NAMED_WITHIN and name:
        name = fit(name, width - 2)
        canvas.write(x + (width - cells(name)) // 2, node.y, name, ink if palette.filled else palette.text)


def draw_unknown(canvas: Canvas, node: NeuronBox, x: int, width: int, name: str, palette: ColorPalette) -> None:
    """A neuron whose activation is not known yet."""
    draw_neuron(canvas, node, x, width, name, 0.0, 0.0, palette)
    body, ink = node.body, palette.fill(0.0, 0.0)
    if is_large(body, width, palette):
        canvas.fill(x, body.y + 1, width, body.height - 1, " ", ink)
        _write_large(canvas, body, x, width, "?", ink)
    else:
        canvas.write(x + 1, body.middle, "?".center(width - 2), ink)


def write_delta(canvas: Canvas, node: NeuronBox, x: int, width: int, delta: float, palette: ColorPalette) -> None:
    """The neuron's δ in its last row, or right of its name."""
    if is_large(node.body, width, palette):
        text = f"δ{fixed(delta, DELTA_WIDTH, sign=True)}"
        canvas.write_left_of(x + width, node.body.y, text, palette.signed(delta, 1.0))
    else:
        # A blank parts it from the weight beside it, unless its digits need all the room.
        texts = (f" δ{fixed(delta, width - 2, sign=True)}", f"δ{fixed(delta, width - 1, sign=True)}")
        text = next((text for text in texts if "#" not in text), texts[-1])
        canvas.write(x, node.body.y + node.body.height - 1, text, palette.signed(delta, 1.0))


def is_large(node: NeuronBox, width: int, palette: ColorPalette) -> bool:
    """Return whether there is room for large figures in a node, and they can be seen."""
    return palette.filled and width >= LARGE_WIDTH and node.height >= LARGE


def _write_large(canvas: Canvas, node: NeuronBox, x: int, width: int, text: str, ink: int) -> None:
    dots = dots_of(text)
    if dots is not None:
        shape = half_cells(dots)
        canvas.paste(x + (width - shape.shape[1]) // 2, node.y + 1 + (node.height - 4) // 2, shape, ink)


def draw_bias(canvas: Canvas, node: NeuronBox, x: int, width: int, palette: ColorPalette) -> None:
    """The input that is always 1."""
    canvas.write(x, node.y, ("bias 1" if width >= 6 else "1").rjust(width - (width > 6)), palette.muted)


def _frame(canvas: Canvas, node: NeuronBox, x: int, width: int, palette: ColorPalette) -> None:
    last = node.y + node.height - 1
    canvas.write(x, node.y, f"╭{'─' * (width - 2)}╮", palette.text)
    for y in range(node.y + 1, last):
        canvas.write(x, y, f"│{' ' * (width - 2)}│", palette.text)
    canvas.write(x, last, f"╰{'─' * (width - 2)}╯", palette.text)
