"""The drawing function of each kind of picture."""

from collections.abc import Callable
from typing import Any

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
from perceptop.core.protocol.picture import Content, Unavailable
from perceptop.core.protocol.snapshot import About

Drawer = Callable[[Canvas, About, Any, ColorPalette], str]
"""Draws the numbers of one kind of picture; returns what the title says of it."""

DRAWERS: dict[str, Drawer] = {
    "surface": draw_surface,
    "fit": draw_fit,
    "images": draw_images,
    "confusion": draw_confusion,
    "hidden-space": draw_hidden_space,
    "neurons": draw_neurons,
    "loss-surface": draw_loss_surface,
    "weights": draw_matrices,
    "histograms": draw_histograms,
}
"""By the names of `perceptop.core.pictures.kinds.KINDS`."""


def draw_content(canvas: Canvas, kind: str, about: About, content: Content, palette: ColorPalette) -> str:
    """Fill the canvas with a picture of that kind; return what the title says of it."""
    if isinstance(content, Unavailable):
        draw_sentence(canvas, content.reason, palette)
        return ""
    return DRAWERS[kind](canvas, about, content, palette)


def draw_sentence(canvas: Canvas, text: str, palette: ColorPalette) -> None:
    """A sentence instead of a picture, in as many lines as it takes."""
    y, line = 0, ""
    for word in text.split():
        if line and cells(line) + 1 + cells(word) > canvas.width - 2:
            canvas.write(1, y, line, palette.muted)
            y, line = y + 1, ""
        line = f"{line} {word}" if line else fit(word, canvas.width - 2)
    canvas.write(1, y, line, palette.muted)
