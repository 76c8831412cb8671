"""What the shades and glyphs of a picture stand for, beside it where there is room."""

from collections.abc import Sequence

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.shades import Shades
from perceptop.app.wording.cell_text import fit

LEAST_WIDTH = 9
BAR = 2


def draw_key(canvas: Canvas, x: int, y: int, lines: Sequence[tuple[str, int, str]], palette: ColorPalette) -> int:
    """A line for each glyph, with its ink and what it means; returns the row after them."""
    if canvas.width - x >= LEAST_WIDTH:
        for glyph, number, text in lines:
            if y >= canvas.height:
                break
            after = canvas.write(x, y, glyph, number)
            canvas.write(after + 1, y, fit(text, canvas.width - after - 1), palette.muted)
            y += 1
    return y


def draw_scale(
    canvas: Canvas, x: int, y: int, height: int, shades: Shades, labels: Sequence[str], palette: ColorPalette
) -> None:
    """A bar of all shades, the highest at the top, with labels evenly along it, from high to low."""
    height = min(height, canvas.height - y)
    if canvas.width - x < LEAST_WIDTH or height < len(labels):
        return
    steps = (np.arange(2 * height)[::-1] + 0.5) / (2 * height) * len(shades)
    shades.paste(canvas, x, y, np.repeat(steps.astype(np.int64)[:, None], BAR, axis=1))
    for place, label in enumerate(labels):
        row = round(place * (height - 1) / max(len(labels) - 1, 1))
        canvas.write(x + BAR + 1, y + row, fit(label, canvas.width - x - BAR - 1), palette.muted)
