"""Which picture is drawn how."""

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.pictures.confusion import draw_confusion
from perceptop.app.panes.pictures.fit import draw_fit
from perceptop.app.panes.pictures.hidden_space import draw_hidden_space
from perceptop.app.panes.pictures.histogram import draw_histograms
from perceptop.app.panes.pictures.images import draw_images
from perceptop.app.panes.pictures.loss_surface import draw_loss_surface
from perceptop.app.panes.pictures.matrix import draw_matrices
from perceptop.app.panes.pictures.neurons import draw_neurons
from perceptop.app.panes.pictures.surface import draw_surface
from perceptop.app.wording.cell_text import cells, fit
from perceptop.core.protocol.picture import (
    Confusion,
    Content,
    DecisionSurface,
    FunctionFit,
    HiddenSpace,
    Histograms,
    Images,
    LossSurface,
    Matrices,
    NeuronSurfaces,
)
from perceptop.core.protocol.snapshot import About


def draw_content(canvas: Canvas, about: About, content: Content, palette: ColorPalette) -> str:
    """Fill the canvas with a picture; returns what the title says of it."""
    match content:
        case DecisionSurface():
            return draw_surface(canvas, about, content, palette)
        case NeuronSurfaces():
            return draw_neurons(canvas, about, content, palette)
        case HiddenSpace():
            return draw_hidden_space(canvas, about, content, palette)
        case FunctionFit():
            return draw_fit(canvas, about, content, palette)
        case Images():
            return draw_images(canvas, about, content, palette)
        case Confusion():
            return draw_confusion(canvas, about, content, palette)
        case Matrices():
            return draw_matrices(canvas, about, content, palette)
        case Histograms():
            return draw_histograms(canvas, about, content, palette)
        case LossSurface():
            return draw_loss_surface(canvas, about, content, palette)
        case _:
            draw_sentence(canvas, content.reason, palette)
            return ""


def draw_sentence(canvas: Canvas, text: str, palette: ColorPalette) -> None:
    """A sentence instead of a picture, in as many lines as it takes."""
    y, line = 0, ""
    for word in text.split():
        if line and cells(line) + 1 + cells(word) > canvas.width - 2:
            canvas.write(1, y, line, palette.muted)
            y, line = y + 1, ""
        line = f"{line} {word}" if line else fit(word, canvas.width - 2)
    canvas.write(1, y, line, palette.muted)
