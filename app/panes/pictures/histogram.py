"""Histograms of weights and gradients: a band for each layer, weights on the left, gradients on the right."""

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import grouped, short
from perceptop.core.protocol.picture import Histogram, Histograms
from perceptop.core.protocol.snapshot import About

BARS = np.array([0, *map(ord, "▁▂▃▄▅▆▇█")], np.uint32)
GAP = 3
LEAST_BAND = 2


def draw_histograms(canvas: Canvas, about: About, picture: Histograms, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    layers = len(picture.weights)
    shown = max(1, min(layers, canvas.height // LEAST_BAND))
    band = canvas.height // shown
    sides = [picture.weights, picture.gradients] if picture.gradients else [picture.weights]
    width = (canvas.width - 2 - GAP * (len(sides) - 1)) // len(sides)
    for layer in range(shown):
        y = layer * band
        for side, histograms in enumerate(sides):
            x = 1 + side * (width + GAP)
            found = histograms[layer]
            title = _title(layer + 1, "gradient" if side else "weights", found, width)
            canvas.write(x, y, title, palette.text if side else palette.strong)
            _bars(canvas, (x, y + 1, width, band - 1), found, palette)
    if shown < layers:
        return f"layers 1 to {shown} of {layers}"
    return "" if picture.examples == picture.batch else f"gradient of {picture.examples} of {grouped(picture.batch)}"


def _title(layer: int, what: str, found: Histogram, width: int) -> str:
    """As much as fits."""
    count = grouped(int(found.counts.sum()) + found.outside)
    long = f"layer {layer} {what} · {count}"
    wild = [f"{long}, {grouped(found.outside)} not finite", f"{what} {layer}: not finite"] if found.outside else []
    texts = [*wild, long, f"{what} {layer} · {count}", f"{what} {layer}"]
    return next((text for text in texts if cells(text) <= width), fit(texts[-1], width))


def _bars(canvas: Canvas, place: tuple[int, int, int, int], found: Histogram, palette: ColorPalette) -> None:
    """The bars of a histogram within a place (left, top, width, height), with its range below if there is room."""
    x, y, width, height = place
    bins = len(found.counts)
    wide = max(1, min(width // bins, 3))
    # An odd number of bars, so that one stands for what is around 0.
    bars = min(bins, width - 1 + width % 2)
    rows = height - 1 if height > 1 else height
    if rows < 1 or bars < 1:
        return
    counts = np.bincount(np.arange(bins) * bars // bins, found.counts, bars)
    middle = len(counts) // 2
    inks = np.full(len(counts), palette.muted, np.int32)
    inks[:middle], inks[middle + 1 :] = palette.negative[-1], palette.positive[-1]
    # One weight among many must still be seen.
    eighths = np.where(counts, np.maximum(np.rint(counts / max(counts.max(), 1) * rows * 8), 1), 0)
    parts = np.clip(eighths - 8 * np.arange(rows)[::-1, None], 0, 8).astype(int)
    canvas.paste(x, y, np.repeat(BARS[parts], wide, axis=1), np.repeat(np.tile(inks, (rows, 1)), wide, axis=1))
    if rows < height:
        _range(canvas, x, y + rows, len(counts) * wide, found.largest, palette)


def _range(canvas: Canvas, x: int, y: int, width: int, largest: float, palette: ColorPalette) -> None:
    canvas.fill(x, y, width, 1, "─", palette.faint)
    low, high = f"-{short(largest, 2)}", f"+{short(largest, 2)}"
    if width >= len(low) + len(high) + 4:
        canvas.write(x, y, low, palette.muted)
        canvas.write(x + width // 2, y, "0", palette.muted)
        canvas.write_left_of(x + width, y, high, palette.muted)
    else:
        canvas.write(x, y, fit(f"±{low[1:]}", width), palette.muted)
