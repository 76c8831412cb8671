"""Inputs as images, with what each is recognized as."""

from dataclasses import dataclass

import numpy as np

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.resample import nearest
from perceptop.app.drawing.shades import Levels, greys, levels_of
from perceptop.app.widgets.scroll_position import scrolled_to
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.numbers import grouped, short
from perceptop.core.protocol.picture import Images
from perceptop.core.protocol.snapshot import About

MOST_SCALE = 8
LEAST_LABEL, MOST_LABEL = 6, 16
BESIDE = 2
"""Cells of a glyph beside an image."""


@dataclass(frozen=True)
class Tiles:
    """Tiles of `width` x `height` cells, `across` beside one another, `down` rows of them seen.

    The image in a tile is `image` cells wide and `rows` cells high. `lines` of text stand under it; without, a glyph
    stands beside it, and there is a gap under it.
    """

    across: int
    down: int
    width: int
    image: int
    rows: int
    lines: int

    @property
    def height(self) -> int:
        """The image, and what parts it from the next."""
        return self.rows + max(self.lines, 1)


def draw_images(canvas: Canvas, about: About, picture: Images, palette: ColorPalette) -> str:
    """Fill the canvas; returns what the title says of it."""
    top = 1 if canvas.height > 4 else 0
    count, height, width = picture.pixels.shape
    # Without half blocks a cell has one shade, which two pixels must not share.
    step = 1 if greys(palette).halves is not None else 2
    tiles = arrange(count, (height, width), (canvas.width, canvas.height - top), _labels(about, picture), step)
    right = sum(a == b for a, b in zip(picture.recognized, picture.expected, strict=True))
    if top:
        _heading(canvas, picture, right, palette)
    if tiles.across and tiles.down:
        row = scrolled_to((picture.chosen - picture.first) // tiles.across, 0, tiles.down, 0, -(-count // tiles.across))
        first = row * tiles.across
        low, high = picture.shades
        pixels = picture.pixels[first : first + tiles.across * tiles.down].astype(float)
        levels = levels_of(pixels, low, (low + high) / 2, high, len(greys(palette)))
        for place, image in enumerate(levels):
            x = 1 + place % tiles.across * (tiles.width + 1)
            y = top + place // tiles.across * tiles.height
            _tile(canvas, (x, y), tiles, picture, first + place, image, palette)
    return f"{right} of {count} recognized" if picture.recognized else f"{height} x {width} pixels"


def arrange(count: int, image: tuple[int, int], room: tuple[int, int], labels: tuple[int, int], step: int = 1) -> Tiles:
    """Images as large as can be while all are seen: with text under them, or else a glyph beside. Where that cannot be,
    as many as can be seen at their smallest.

    `labels` is how wide the text under them is in two lines, and in one. Sizes are multiples of `step`.
    """
    height, width = image
    for texts in (((2, labels[0]), (1, labels[1]), (1, labels[0])), ((0, 0),)):
        for scale in range(MOST_SCALE, 0, -step):
            for lines, label in texts:
                tiles = _tiles((height * scale, width * scale), room, label, lines)
                if tiles.across * tiles.down >= count:
                    return tiles
    # Large ones are made smaller; more rows of text than one would leave less room still.
    largest = max(2, min(2 * room[1] - 4, room[0]))
    scaled = min(float(step), largest / max(height, width))
    smaller = max(1, round(height * scaled)), max(1, round(width * scaled))
    return _tiles(smaller, room, labels[0], 1 if room[1] > 2 else 0)


def _labels(about: About, picture: Images) -> tuple[int, int]:
    names = [LEAST_LABEL, *(cells(name) + 2 for name in about.classes)]
    pairs = zip(picture.recognized, picture.expected, strict=True)
    both = [cells(name) + cells(expected) + 3 for name, expected in pairs if name != expected]
    return min(max(names), MOST_LABEL), min(max(names + both), 2 * MOST_LABEL)


def _tiles(image: tuple[int, int], room: tuple[int, int], label: int, lines: int) -> Tiles:
    rows = -(-image[0] // 2)
    width = max(image[1], label) if lines else image[1] + BESIDE
    down = (room[1] + (not lines)) // (rows + max(lines, 1))
    return Tiles(room[0] // (width + 1), down, width, image[1], rows, lines)


def _heading(canvas: Canvas, picture: Images, right: int, palette: ColorPalette) -> None:
    count = len(picture.pixels)
    window = f"images {grouped(picture.first + 1)} to {grouped(picture.first + count)} of {grouped(picture.examples)}"
    texts = [window]
    if picture.recognized:
        text = f"✓ {right} recognized   ✗ {count - right} taken for another"
        more = f"{text} ≠ what it shows" if count == picture.examples else f"{text}   {window}"
        texts = [more, text, f"✓ {right} right   ✗ {count - right} wrong"]
    room = canvas.width - 1
    canvas.write(1, 0, next((text for text in texts if cells(text) <= room), fit(texts[-1], room)), palette.muted)


def _tile(
    canvas: Canvas, at: tuple[int, int], tiles: Tiles, picture: Images, place: int, image: Levels, palette: ColorPalette
) -> None:
    x, y = at
    shades = greys(palette)
    shades.paste(canvas, x, y, nearest(image, 2 * tiles.rows, tiles.image).astype(np.int64))
    if shades.halves is None:
        _corners(canvas, at, tiles, palette)
    chosen = picture.first + place == picture.chosen
    lines, number = _verdict(picture, place, palette)
    if not tiles.lines:
        x, lines = x + tiles.image, [lines[0][0] + ("◀" if chosen else "")]
    else:
        y += tiles.rows
    if len(lines) > max(tiles.lines, 1):
        lines = ["".join(lines)]
    for row, line in enumerate(lines):
        canvas.write(
            x, y + row, fit(line, tiles.width if tiles.lines else BESIDE), palette.accent if chosen else number
        )
    if chosen and tiles.lines:
        canvas.write(x - 1, y, "▶", palette.accent)


def _corners(canvas: Canvas, at: tuple[int, int], tiles: Tiles, palette: ColorPalette) -> None:
    """Without colors an empty image could not be seen: dots where it has nothing."""
    x, y = at
    part = canvas.characters[y : y + tiles.rows, x : x + tiles.image]
    dots = np.where(part == ord(" "), ord("·"), 0).astype(np.uint32)
    canvas.paste(x, y, dots, palette.faint)


def _verdict(picture: Images, place: int, palette: ColorPalette) -> tuple[list[str], int]:
    if not picture.recognized:
        return [" ".join(short(value, 2) for value in picture.outputs[place].tolist())], palette.text
    name, expected = picture.recognized[place], picture.expected[place]
    return ([f"✓ {name}"], palette.good) if name == expected else ([f"✗ {name}", f"≠{expected}"], palette.bad)
