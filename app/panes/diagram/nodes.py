"""The nodes of the diagram: filled by activation, with the number in it."""

from app.drawing.canvas import Canvas
from app.drawing.numbers import fixed, plain
from app.drawing.palette import Palette
from app.drawing.text import cells, fit
from app.panes.diagram.column import Node


def draw_neuron(
    canvas: Canvas, node: Node, x: int, width: int, name: str, value: float, share: float, palette: Palette
) -> None:
    """A neuron of this activation; `share` says how active it is, 0 to 1."""
    if node.height > node.body.height:
        canvas.fill(x, node.y, 1, node.height, "▌", palette.fill_edge(value, share) if palette.filled else palette.text)
        node = node.body
    ink = palette.fill(value, share)
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
    if node.height >= 3 and name:
        name = fit(name, width - 2)
        canvas.write(x + (width - cells(name)) // 2, node.y, name, ink if palette.filled else palette.text)


def draw_unknown(canvas: Canvas, node: Node, x: int, width: int, name: str, palette: Palette) -> None:
    """A neuron whose activation is not known yet."""
    draw_neuron(canvas, node, x, width, name, 0.0, 0.0, palette)
    body = node.body
    canvas.write(x + 1, body.middle, "?".center(width - 2), palette.fill(0.0, 0.0))


def write_delta(canvas: Canvas, node: Node, x: int, width: int, delta: float, palette: Palette) -> None:
    """The neuron's δ in its last row."""
    text = f"δ{fixed(delta, width - 1, sign=True)}"
    canvas.write(x, node.body.y + node.body.height - 1, text, palette.signed(delta, 1.0))


def draw_bias(canvas: Canvas, node: Node, x: int, width: int, palette: Palette) -> None:
    """The input that is always 1."""
    canvas.write(x, node.y, ("bias 1" if width >= 6 else "1").rjust(width - (width > 6)), palette.muted)


def _frame(canvas: Canvas, node: Node, x: int, width: int, palette: Palette) -> None:
    last = node.y + node.height - 1
    canvas.write(x, node.y, f"╭{'─' * (width - 2)}╮", palette.text)
    for y in range(node.y + 1, last):
        canvas.write(x, y, f"│{' ' * (width - 2)}│", palette.text)
    canvas.write(x, last, f"╰{'─' * (width - 2)}╯", palette.text)
