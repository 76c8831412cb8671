"""Weight matrices as heat maps: down are the neurons that a weight comes from, across those that it goes to."""

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.resample import nearest
from perceptop.app.drawing.shades import Shades, diverging, levels_of
from perceptop.app.wording.cell_text import cells, first_that_fits, fit
from perceptop.app.wording.numbers import fixed, short
from perceptop.core.protocol.picture import Matrices, Matrix
from perceptop.core.protocol.snapshot import About

NUMBER = 7
"""Cells of a weight that is written out."""
GAP = 3
MOST_NAME = 8


def draw_matrices(canvas: Canvas, about: About, picture: Matrices, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    shades = diverging(palette)
    height = canvas.height - (canvas.height > 3)
    x = 1
    for place, matrix in enumerate(picture.layers):
        following = picture.layers[place + 1 :]
        room = canvas.width - x - GAP * len(following)
        fair = room // (len(following) + 1)
        spared = room - sum(max(fair, 0) if _wish(other) > fair else _wish(other) for other in following)
        x += _draw(canvas, (x, 0, max(fair, spared), height), about, matrix, shades, palette) + GAP
    if height < canvas.height:
        _key(canvas, max(matrix.largest for matrix in picture.layers), shades, palette)
    if len(picture.layers) == 1:
        return f"into layer {picture.layers[0].layer}"
    return ""


def _wish(matrix: Matrix) -> int:
    """The width at which its numbers can be written out."""
    return MOST_NAME + 1 + int(matrix.weights.shape[1]) * NUMBER


def _draw(
    canvas: Canvas,
    place: tuple[int, int, int, int],
    about: About,
    matrix: Matrix,
    shades: Shades,
    palette: ColorPalette,
) -> int:
    """One matrix within a place (left, top, width, height); returns its width."""
    x, y, width, height = place
    rows, columns = map(int, matrix.weights.shape)
    named = about.names
    names = [] if matrix.block[0] > 1 else [named.source(matrix.layer - 1, row) for row in range(matrix.shape[0])]
    label = min(max([cells(name) for name in names] + [0]), MOST_NAME, max(width // 3, 0))
    title = f"{about.layers[matrix.layer - 1]} → {matrix.shape[1]}"
    canvas.write(x, y, fit(f"{title} {about.activations[matrix.layer - 1]}", width), palette.muted)
    written = rows + 2 <= height and label + 1 + columns * NUMBER <= width
    y += 2 if written else 1
    height -= 2 if written else 1
    levels = levels_of(matrix.weights, -matrix.largest, 0.0, matrix.largest, len(shades))
    if written:
        tall = min(max(height // rows, 1), 2)
        wide = min(max((width - label - 1) // columns, NUMBER), NUMBER + 2)
        names_across = [named.neuron(matrix.layer, column) for column in range(columns)]
        for column, name in enumerate(names_across):
            canvas.write_left_of(x + label + (column + 1) * wide, y - 1, fit(name, wide - 1), palette.text)
        shades.paste(canvas, x + label + 1, y, np.repeat(np.repeat(levels, 2 * tall, axis=0), wide, axis=1))
        for row in range(rows):
            canvas.write_left_of(x + label, y + row * tall, fit(names[row], label), palette.text)
            for column in range(columns):
                text = fixed(float(matrix.weights[row, column]), NUMBER - 2, sign=True)
                at = x + label + 1 + column * wide + (wide - NUMBER + 2) // 2
                canvas.write(at, y + row * tall, text, int(shades.over[levels[row, column]]))
        return label + 1 + columns * wide
    return _small(canvas, (x, y, width, height), names, label, levels, shades, palette)


def _small(
    canvas: Canvas,
    place: tuple[int, int, int, int],
    names: list[str],
    label: int,
    levels: np.ndarray[tuple[int, int], np.dtype[np.int64]],
    shades: Shades,
    palette: ColorPalette,
) -> int:
    """Without numbers, two rows in a cell if there is not one for each."""
    x, y, width, height = place
    rows, columns = map(int, levels.shape)
    if rows > height or not names:
        label = 0
    wide = max(min((width - label - 1) // columns, 4), 0)
    shown = columns * wide if wide else max(width - label - 1, 0)
    lines = 2 * rows if rows <= height else min(rows + rows % 2, 2 * height)
    if shown < 1 or lines < 2:
        return width
    at = x + label + (label > 0)
    shades.paste(canvas, at, y, nearest(levels, lines, shown).astype(np.int64))
    if label:
        for row, name in enumerate(names):
            canvas.write_left_of(x + label, y + row, fit(name, label), palette.text)
    return at - x + shown


def _key(canvas: Canvas, largest: float, shades: Shades, palette: ColorPalette) -> None:
    """The bar of shades from the most negative to the most positive weight of each matrix."""
    y = canvas.height - 1
    after = canvas.write(1, y, "weakens - ", palette.negative[-1])
    width = min(16, canvas.width - after - 30)
    if width > 1:
        steps = ((np.arange(width) + 0.5) / width * len(shades)).astype(np.int64)
        shades.paste(canvas, after, y, np.repeat(steps[None, :], 2, axis=0))
        after += width
    after = canvas.write(after, y, " + strengthens", palette.positive[-1])
    most = short(largest, 2)
    canvas.write(after, y, first_that_fits([f"   up to ±{most}", f" ±{most}", ""], canvas.width - after), palette.muted)
