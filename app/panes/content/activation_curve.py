"""The curve of an activation function, with the point on it where a neuron stands."""

import numpy as np

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.wording.numbers import short
from perceptop.core.protocol.explanation import CurvePoint

LEAST_REACH = 6.0
LEAST_WIDTH, MOST_WIDTH = 16, 48
"""Least and largest cells of the picture."""
POINT = "●"


def draw_activation(
    canvas: Canvas, x: int, y: int, width: int, height: int, point: CurvePoint, palette: ColorPalette
) -> None:
    """Draw a picture of that many cells, its last row the axis. Its range is the next doubling beyond z."""
    from perceptop.core.nn.activations.functions import find_activation  # loaded with the first explanation

    activation = find_activation(point.activation)
    width, rows = min(width, MOST_WIDTH), height - 1
    if not activation.elementwise or rows < 2 or width < LEAST_WIDTH:
        return
    reach = reach_of(point.z)
    with np.errstate(all="ignore"):
        ends = activation.function(np.linspace(-reach, reach, 2 * width))
    low = activation.lowest if np.isfinite(activation.lowest) else float(ends.min())
    high = activation.highest if np.isfinite(activation.highest) else float(ends.max())
    labels = short(high, 3), short(low, 3)
    left = max(map(len, labels)) + 1
    columns = width - left
    if not 0 < high - low < np.inf:
        return
    with np.errstate(all="ignore"):
        values = activation.function(np.linspace(-reach, reach, 2 * columns))
    dots = np.rint((high - values) / (high - low) * (rows * 4 - 1)).astype(np.intp)
    zero = x + left + columns // 2
    canvas.fill(zero, y, 1, rows, "┊", palette.faint)
    if low < 0 < high:
        canvas.fill(x + left, y + int((high - 0.0) / (high - low) * (rows - 1) + 0.5), columns, 1, "┈", palette.faint)
    picture = Dots(columns, rows)
    before = np.concatenate([dots[:1], dots[:-1]])
    picture.draw_columns(np.minimum(dots, before), np.maximum(dots, before), palette.curve)
    picture.paste(canvas, x + left, y)
    for label, row in zip(labels, (0, rows - 1), strict=True):
        canvas.write_left_of(x + left - 1, y + row, label, palette.muted)
    _axis(canvas, x + left, y + rows, columns, reach, palette)
    if np.isfinite(point.z) and np.isfinite(point.a):
        column = min(int((point.z + reach) / (2 * reach) * columns), columns - 1)
        row = int(np.clip((high - point.a) / (high - low), 0, 1) * (rows - 1) + 0.5)
        canvas.write(x + left + column, y + row, POINT, palette.accent)


def reach_of(z: float) -> float:
    """Return the range of the picture: z is in it, and it grows by doublings."""
    reach = LEAST_REACH
    while np.isfinite(z) and reach < abs(z):
        reach *= 2
    return reach


def _axis(canvas: Canvas, x: int, y: int, width: int, reach: float, palette: ColorPalette) -> None:
    end = f"z {short(reach)}"
    canvas.write(x, y, short(-reach), palette.muted)
    canvas.write(x + width // 2, y, "0", palette.muted)
    canvas.write_left_of(x + width, y, end, palette.muted)
