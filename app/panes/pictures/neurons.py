"""The surfaces of all neurons, small, layer by layer from left to right."""

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.resample import smooth
from perceptop.app.drawing.shades import diverging, levels_of
from perceptop.app.wording.cell_text import fit
from perceptop.core.protocol.picture import NeuronSurfaces
from perceptop.core.protocol.snapshot import About

GAP = 2
LEAST_WIDTH, LEAST_HEIGHT = 4, 2


def draw_neurons(canvas: Canvas, about: About, picture: NeuronSurfaces, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    columns = [min(len(values), _most(canvas.height)) for values in picture.layers]
    shades = diverging(palette)
    space = canvas.width // max(len(columns), 1) - GAP
    for layer, (values, scale, shown) in enumerate(zip(picture.layers, picture.scales, columns, strict=True)):
        across = _across(shown, space, canvas.height)
        down = -(-shown // across)
        height = min(canvas.height // down - 1, (space // across - 1) * 4 // 9)
        width = min(space // across - 1, max(height * 9 // 4, LEAST_WIDTH))
        left = layer * (space + GAP) + 1
        if width < 1 or height < 1:
            continue
        for place in range(shown):
            x, y = left + place % across * (width + 1), place // across * (height + 1)
            name = about.names.neuron(layer + 1, place)
            canvas.write(x, y, fit(name, width), palette.strong)
            levels = levels_of(
                smooth(values[place][::-1], 2 * height, width), scale.low, scale.middle, scale.high, len(shades)
            )
            shades.paste(canvas, x, y + 1, levels)
        size = picture.sizes[layer]
        if shown < size:
            canvas.write(left, canvas.height - 1, fit(f"{shown} of {size}", space), palette.muted)
    x_name, y_name = about.axes
    return f"{x_name} to the right, {y_name} up"


def _most(height: int) -> int:
    return max(4 * (height // (LEAST_HEIGHT + 1)), 1)


def _across(count: int, width: int, height: int) -> int:
    """How many stand side by side, so that each is as large as can be."""
    best, size = 1, -1
    for across in range(1, count + 1):
        down = -(-count // across)
        tall = min(height // down - 1, (width // across - 1) * 4 // 9)
        if tall > size:
            best, size = across, tall
    return best
