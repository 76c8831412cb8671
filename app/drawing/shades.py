"""Values as shades, two in a cell as half blocks; as glyphs if the terminal has too few colors for that.

Without color orange is told from blue by hatching: what is above the middle is dotted, what is below is lined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rich.color import Color
from rich.style import Style

from perceptop.app.drawing.canvas import SPACE, Canvas
from perceptop.app.drawing.inks import ink, style_of
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.palettes import Rgb, legible, mix

STEPS = 32
HALF = ord("▀")
DOTTED, LINED = " ░▒▓█", " ·─═≡"
CLASSES: tuple[Rgb, ...] = (
    (88, 170, 255),
    (255, 150, 46),
    (240, 240, 240),
    (0, 0, 0),
    (0, 0, 240),
    (120, 120, 80),
)
"""Far from one another for every kind of color vision, on dark and on light ground."""

Levels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Shades:
    """Shades by number, from low to high.

    `halves[upper, lower]` is the ink of a cell of two shades, None if there are no colors for it. `glyphs` and
    `inks` are what a whole cell of one shade is then. `over` and `lines` are the inks of what is laid over a shade:
    characters, and lines. `gradual` is whether the middle of two shades is a shade between them.
    """

    halves: NDArray[np.int32] | None
    glyphs: NDArray[np.uint32]
    inks: NDArray[np.int32]
    over: NDArray[np.int32]
    lines: NDArray[np.int32]
    gradual: bool = True

    def __len__(self) -> int:
        return len(self.glyphs)

    def paste(self, canvas: Canvas, x: int, y: int, levels: Levels) -> Levels:
        """Put shades, `(2 · rows, columns)`, on a canvas; returns those that count for each cell, `(rows, columns)`."""
        upper, lower = levels[::2], levels[1::2]
        cells = (upper + lower) // 2 if self.gradual else upper
        if self.halves is None:
            canvas.paste(x, y, self.glyphs[cells], self.inks[cells])
        else:
            characters = np.where(upper == lower, SPACE, HALF).astype(np.uint32)
            canvas.paste(x, y, characters, self.halves[upper, lower])
        return cells


def levels_of(values: NDArray[np.float64], low: float, middle: float, high: float, count: int) -> Levels:
    """Values as numbers of shades: `low` is the first, `high` the last; what is not a number is in the middle."""
    below, above = max(middle - low, 1e-300), max(high - middle, 1e-300)
    distance = values - middle
    share = np.clip(distance / np.where(distance < 0, below, above), -1.0, 1.0)
    share[np.isnan(share)] = 0.0
    return np.minimum(((share + 1) / 2 * count).astype(np.int64), count - 1)


@lru_cache(maxsize=16)
def diverging(palette: ColorPalette) -> Shades:
    """From the strongest negative shade by the background to the strongest positive one."""
    blue, orange = _color(palette.positive[-1]), _color(palette.negative[-1])
    background, text = _ground(palette), _color(palette.text)
    if not (blue and orange and background and text):
        glyphs = LINED[:0:-1] + "  " + DOTTED[1:]
        inks = [*palette.negative[-1:] * 4, palette.blank, palette.blank, *palette.positive[-1:] * 4]
        return _glyphs(glyphs, inks, palette)
    neutral = mix(background, text, 0.07)
    ways = [(2 * step + 1) / STEPS - 1 for step in range(STEPS)]
    return _halves([mix(neutral, blue if way > 0 else orange, abs(way)) for way in ways])


@lru_cache(maxsize=16)
def rising(palette: ColorPalette) -> Shades:
    """From the background to one strong color: for what is only more or less."""
    background, top = _ground(palette), _color(palette.curve)
    if not (background and top):
        return _glyphs(DOTTED, [palette.curve] * len(DOTTED), palette)
    return _halves([mix(background, top, 0.06 + 0.86 * step / (STEPS - 1)) for step in range(STEPS)])


@lru_cache(maxsize=16)
def greys(palette: ColorPalette) -> Shades:
    """The shades that neurons are filled with: a pixel looks like the input that it is."""
    colors = [style_of(fill).bgcolor for fill in palette.fills]
    triplets = [color.triplet for color in colors if color is not None and color.triplet is not None]
    if len(triplets) < len(palette.fills):
        return _glyphs(DOTTED, [palette.text] * len(DOTTED), palette)
    return _halves([(triplet.red, triplet.green, triplet.blue) for triplet in triplets])


@lru_cache(maxsize=16)
def classes(palette: ColorPalette, glyphs: str) -> Shades:
    """A shade for each of some classes; without color the glyph of each."""
    background = _ground(palette)
    if background is None or len(glyphs) > len(CLASSES):
        return replace(_glyphs(glyphs, [palette.faint] * len(glyphs), palette), gradual=False)
    colors = [mix(background, color, 0.55) for color in CLASSES[: len(glyphs)]]
    return replace(_halves(colors), gradual=False)


def _halves(colors: Sequence[Rgb]) -> Shades:
    made = [Color.from_rgb(*color) for color in colors]
    pairs = [[ink(Style(color=upper, bgcolor=lower)) for lower in made] for upper in made]
    text = [Color.from_rgb(*legible(color)) for color in colors]
    return Shades(
        halves=np.array(pairs, np.int32),
        glyphs=np.full(len(made), SPACE, np.uint32),
        inks=np.array([ink(Style(bgcolor=color)) for color in made], np.int32),
        over=np.array([ink(Style(color=c, bgcolor=g, bold=True)) for c, g in zip(text, made, strict=True)], np.int32),
        lines=np.array([ink(Style(color=c, bgcolor=g)) for c, g in zip(text, made, strict=True)], np.int32),
    )


def _glyphs(glyphs: str, inks: Sequence[int], palette: ColorPalette) -> Shades:
    return Shades(
        halves=None,
        glyphs=np.array([ord(glyph) for glyph in glyphs], np.uint32),
        inks=np.array(inks, np.int32),
        over=np.full(len(glyphs), palette.strong, np.int32),
        lines=np.full(len(glyphs), palette.accent, np.int32),
    )


def _color(number: int) -> Rgb | None:
    return _rgb(style_of(number).color)


def _ground(palette: ColorPalette) -> Rgb | None:
    return _rgb(style_of(palette.blank).bgcolor)


def _rgb(color: Color | None) -> Rgb | None:
    triplet = color.triplet if color else None
    return (triplet.red, triplet.green, triplet.blue) if triplet else None
