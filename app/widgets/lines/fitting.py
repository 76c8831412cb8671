"""A line made of parts, of which the less important give way where it is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.wording.cell_text import cells, fit


@dataclass(frozen=True)
class LinePart:
    """A text in an ink. The smaller `rank`, the longer it stays. `action` is what a click on it does."""

    text: str
    ink: int
    rank: int
    action: str = ""


def choose_parts(parts: Sequence[LinePart], width: int, gap: int) -> list[LinePart]:
    """As many parts as fit, in order, the most important first; the last that is left is cut if need be."""
    left = [part for part in parts if part.text]
    while len(left) > 1 and sum(cells(part.text) + gap for part in left) - gap > width:
        # Of equal rank the one further right goes first.
        left.remove(max(reversed(left), key=lambda part: part.rank))
    return left


def write_parts(canvas: Canvas, x: int, y: int, parts: Sequence[LinePart], between: str, ink: int, width: int) -> int:
    """Write parts with a text between them, in at most `width` cells; returns the column after them."""
    end = x + width
    for place, part in enumerate(parts):
        if place:
            x = canvas.write(x, y, between, ink)
        text = fit(part.text, end - x)
        x = canvas.write_spot(x, y, text, part.ink, part.action) if part.action else canvas.write(x, y, text, part.ink)
    return x
