"""The confusion table: expected classes down, recognized ones across."""

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.shades import diverging, levels_of
from perceptop.app.wording.cell_text import cells, clean, first_that_fits, fit
from perceptop.app.wording.numbers import abbreviated, grouped
from perceptop.core.protocol.picture import Confusion
from perceptop.core.protocol.snapshot import About

LEAST, MOST = 3, 11
"""How wide a column may be."""
MOST_NAME = 14
AXES = ("   expected down, recognized across", "   recognized across", "   across: got")
"""What the rows and columns are, in fewer words if there is less room; the rows are called expected anyway."""
TALL = 2
"""Rows of a class if there is room for it."""


def draw_confusion(canvas: Canvas, about: About, picture: Confusion, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    names, width, height = picture.names, canvas.width, canvas.height
    label = min(max([cells(name) for name in names] + [8]), MOST_NAME, max(width // 3, 1))
    digits = max(len(abbreviated(int(count))) for count in picture.counts.ravel())
    wanted = max([cells(name) for name in names] + [digits]) + 2
    column = min(max(wanted, 7), max((width - label - 3) // len(names), digits + 1, LEAST), MOST)
    shown = max(0, min(len(names), (width - label - 3) // column))
    what = "outputs" if picture.by_output else "examples"
    headed = height > len(names) + 1
    y = 0
    if headed:
        right = f"{grouped(picture.right)} of {grouped(picture.counted)}"
        text = first_that_fits((f"{right} {what} right", f"{right} right", right), width - 1)
        after = canvas.write(1, 0, text, palette.strong)
        canvas.write(after, 0, first_that_fits(AXES, width - after), palette.muted)
        y = 1 + (height > len(names) + 3)
    if shown < len(names) and _shaded(canvas, y, picture, palette):
        return f"{picture.accuracy:.1%} right"
    if height > 1:
        canvas.write(1, y, fit("expected", label), palette.muted)
        for place in range(shown):
            # The first letters tell more than one letter and an ellipsis.
            name = fit(names[place], column - 1) if column > 5 else clean(names[place])[: column - 1]
            canvas.write_left_of(label + 2 + (place + 1) * column, y, name, palette.text)
        y += 1
    tall = TALL if height - y >= TALL * len(names) else 1
    for row, name in enumerate(names):
        canvas.write(1, y + row * tall, fit(name, label), palette.text)
        for place in range(shown):
            _cell(canvas, (label + 2 + place * column, y + row * tall), column, picture, (row, place), tall, palette)
    if shown < len(names) and height > 1:
        canvas.write(label + 2 + shown * column, y - 1, "…", palette.muted)
    return f"{picture.accuracy:.1%} right"


def _shaded(canvas: Canvas, y: int, picture: Confusion, palette: ColorPalette) -> bool:
    """All classes without numbers, from row `y` on; False if there is no room for that either, or no shades."""
    names, shades = picture.names, diverging(palette)
    label = min(max(cells(name) for name in names), MOST_NAME)
    wide = min((canvas.width - label - 3) // len(names), LEAST)
    if wide < 1 or shades.halves is None:
        return False
    totals = picture.counts.sum(axis=1, keepdims=True)
    shares = picture.counts / np.maximum(totals, 1)
    signed = np.where(np.eye(len(names), dtype=bool), shares, -shares)
    levels = levels_of(signed, -1.0, 0.0, 1.0, len(shades))
    for place, mark in enumerate(_marks(names)):
        canvas.write(label + 2 + place * wide, y, mark, palette.text)
    shades.paste(canvas, label + 2, y + 1, np.repeat(np.repeat(levels, 2, axis=0), wide, axis=1))
    for row, name in enumerate(names):
        canvas.write(1, y + 1 + row, fit(name, label), palette.text)
    return True


def _marks(names: tuple[str, ...]) -> list[str]:
    """A letter for each class: its first, or its last, as they differ; none if neither does."""
    for end in (0, -1):
        letters = [clean(name)[end:][:1] for name in names]
        if len(set(letters)) == len(names):
            return letters
    return []


def _cell(
    canvas: Canvas,
    at: tuple[int, int],
    width: int,
    picture: Confusion,
    place: tuple[int, int],
    tall: int,
    palette: ColorPalette,
) -> None:
    """A count on a shade of its share of the row; the diagonal in brackets, so that it is seen without color too."""
    x, y = at
    count, total = int(picture.counts[place]), int(picture.counts[place[0]].sum())
    right = place[0] == place[1]
    text = abbreviated(count) if count else "·"
    if width > len(text) + 2:
        text = f"[{text}]" if right else f"{text} "
    share = count / total if total else 0.0
    number = palette.signed(1.0 if right else -1.0, share) if count else palette.faint
    shades = diverging(palette)
    if shades.halves is not None and total:
        # Right ones are blue, wrong ones orange; in the middle of the shades there is neither.
        level = levels_of(np.array([[share if right else -share]]), -1.0, 0.0, 1.0, len(shades))
        shades.paste(canvas, x + 1, y, np.repeat(np.repeat(level, 2 * tall, axis=0), width - 1, axis=1))
        number = int(shades.over[level[0, 0]]) if count else int(shades.lines[level[0, 0]])
    canvas.write_left_of(x + width, y, text, number)
