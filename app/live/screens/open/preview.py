"""A small picture of an experiment before it is opened: its rows, if they can be drawn, else its layers."""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.braille import Dots
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.shades import greys, levels_of
from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.experiment import Experiment

MOST_ROWS = 600
MARKS = "○●△▲□■◇◆"
"""A mark for each class; beyond eight they come again."""
NEURON, MORE = "○", "⋮"


def draw_experiment(canvas: Canvas, experiment: Experiment, palette: ColorPalette) -> None:
    """Draw the rows of two inputs or of one, the first image, or the layers."""
    data = experiment.dataset
    canvas.write(0, 0, facts(experiment), palette.muted)
    width, height = canvas.width, canvas.height - 2
    if width < 8 or height < 4:
        return
    inputs, outputs = data.inputs.shape[1], data.targets.shape[1]
    if data.image is not None:
        _image(canvas, data, (width, height), palette)
    elif inputs == 2 and not any(data.input_symbols):
        _points(canvas, data, (width, height), palette)
    elif inputs == 1 and outputs == 1:
        _curve(canvas, data, (width, height), palette)
    else:
        _layers(canvas, experiment.architecture.layers, (width, height), palette)


def facts(experiment: Experiment) -> str:
    """Return rows and layers in a line."""
    rows = len(experiment.dataset)
    return f"{rows:,} row{'s' * (rows != 1)} · {'-'.join(map(str, experiment.architecture.layers))}"


def _points(canvas: Canvas, data: Dataset, room: tuple[int, int], palette: ColorPalette) -> None:
    """Draw each row at its inputs, with the mark of its class."""
    x, y = (_places(data.inputs[:MOST_ROWS, place], room[place]) for place in (0, 1))
    targets = data.targets[:MOST_ROWS]
    middle = (data.targets.min() + data.targets.max()) / 2
    kinds = targets.argmax(axis=1) if targets.shape[1] > 1 else (targets[:, 0] > middle).astype(int)
    for column, row, kind in zip(x.tolist(), y.tolist(), kinds.tolist(), strict=True):
        ink = palette.signed(1.0 if kind % 2 else -1.0)
        canvas.write(column, 1 + room[1] - row, MARKS[kind % len(MARKS)], ink)


def _curve(canvas: Canvas, data: Dataset, room: tuple[int, int], palette: ColorPalette) -> None:
    """Draw the target over the input."""
    dots = Dots(*room)
    x = _places(data.inputs[:, 0], room[0] * 2)
    y = room[1] * 4 - 1 - _places(data.targets[:, 0], room[1] * 4)
    dots.draw(x, y, palette.curve)
    dots.paste(canvas, 0, 2)


def _image(canvas: Canvas, data: Dataset, room: tuple[int, int], palette: ColorPalette) -> None:
    """Draw as many of the first images as fit."""
    assert data.image is not None
    high, wide = data.image
    step = max(1, min(room[1] * 2 // high, room[0] // wide, 6))
    if high > room[1] * 2 or wide > room[0]:
        return
    rows, columns = (high * step + 1) // 2 * 2, wide * step
    low, top = float(data.inputs.min()), float(data.inputs.max())
    for place in range(min(max(1, (room[0] + 1) // (columns + 1)), len(data))):
        pixels = data.inputs[place].reshape(high, wide).repeat(step, axis=0).repeat(step, axis=1)
        image = np.full((rows, columns), low)
        image[: high * step] = pixels
        levels = levels_of(image, low, (low + top) / 2, top, len(greys(palette)))
        greys(palette).paste(canvas, place * (columns + 1), 2, levels)


def _layers(canvas: Canvas, layers: tuple[int, ...], room: tuple[int, int], palette: ColorPalette) -> None:
    """Draw a column of neurons for each layer, its size below."""
    width, height = room[0], room[1] - 1
    shown = layers if len(layers) <= width // 6 else (*layers[: width // 6 - 1], layers[-1])
    for place, size in enumerate(shown):
        x = round((place + 0.5) * width / len(shown))
        rows = min(size, height)
        top = 2 + (height - rows) // 2
        for row in range(rows):
            mark = MORE if size > height and row == rows // 2 else NEURON
            canvas.write(x, top + row, mark, palette.text)
        text = f"{size:,}"
        canvas.write(x - len(text) // 2, 2 + height, text, palette.muted)


def _places(values: Array, count: int) -> NDArray[np.intp]:
    """Values as places from 0 to `count` - 1, those at the ends a little inside if there is room."""
    low, high = float(values.min()), float(values.max())
    share = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
    return np.rint(share * (count - 1)).astype(np.intp)
