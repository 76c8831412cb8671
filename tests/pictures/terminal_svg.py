"""Draw a terminal's screen as SVG, cell by cell, so that no reader's font can shift it.

Braille becomes dots, lines and blocks become shapes, and words keep to their cells. Several screens with their times
become one moving picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.color import blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style
from rich.terminal_theme import MONOKAI
from textual.strip import Strip

from tests.pictures.glyphs import DOTS, EDGED, FILLED, HEIGHT, OPACITY, THICK, THIN, WIDTH, shape_of

MARGIN = 5
SCALE = 2.5
"""Pixels a unit, at the size that the picture asks for."""
FONT_SIZE = 6.64
"""At which the letters of most monospaced fonts are as wide as a cell."""
FOREGROUND, BACKGROUND = ColorTriplet(224, 224, 224), ColorTriplet(18, 18, 18)
FAINT = 0.5
"""How much of the background a faint color takes on."""
CHUNKS = (8, 12, 20, 30, 60, 240)
"""Widths, in cells, of the pieces a row may be cut into; what changes is drawn anew piece by piece."""
STYLE = (
    f"text{{font:{FONT_SIZE}px DejaVu Sans Mono,Menlo,Consolas,monospace}}"
    f".{DOTS}{{stroke-width:1.3;stroke-linecap:round}}.{THIN}{{stroke-width:.6}}.{THICK}{{stroke-width:1.3}}"
    f"path{{shape-rendering:crispEdges}}.{DOTS},.{THIN},.{THICK},.{FILLED}{{shape-rendering:auto}}"
    + "".join(f".{kind}{{fill-opacity:{opacity}}}" for kind, opacity in OPACITY.items())
    + ".B{font-weight:bold}.I{font-style:italic}.U{text-decoration:underline}"
)
STILL = "@media(prefers-reduced-motion:reduce){g{animation:none!important}}"
"""For those who want nothing to move."""


@dataclass(frozen=True)
class Cell:
    """A character, its colors and the classes of its style: B bold, I italic, U underlined.

    The second cell of a wide character is empty.
    """

    character: str
    foreground: str = FOREGROUND.hex
    background: str = BACKGROUND.hex
    style: str = ""


Row = tuple[Cell, ...]


def rows_of(strips: Iterable[Strip]) -> list[Row]:
    """The cells of a rendered screen."""
    return [
        tuple(cell for segment in strip for cell in _cells(segment.text, segment.style or Style())) for strip in strips
    ]


def _cells(text: str, style: Style) -> Iterator[Cell]:
    front, back = (
        color.get_truecolor(MONOKAI) if color and not color.is_default else usual
        for color, usual in ((style.color, FOREGROUND), (style.bgcolor, BACKGROUND))
    )
    if style.reverse:
        front, back = back, front
    if style.dim:
        front = blend_rgb(front, back, FAINT)
    letters = " ".join(name for name, on in zip("BIU", (style.bold, style.italic, style.underline), strict=True) if on)
    for character in text:
        for place in range(cell_len(character)):
            yield Cell("" if place else character, front.hex, back.hex, letters)


def still(rows: Sequence[Row], title: str) -> str:
    """One screen."""
    return _document(rows, title, "".join(_row(row, 0, y) for y, row in enumerate(rows)))


def moving(frames: Sequence[tuple[float, Sequence[Row]]], seconds: float, title: str, resting: int = 0) -> str:
    """Screens, each from its time on, shown over and over. All have one size.

    Frame number `resting` is seen by those whose viewer shows no motion, or who asked for none.
    """
    times = [time / seconds for time, _ in frames]
    rules: dict[Numbers, str] = {}
    body = ""
    for y in range(len(frames[0][1])):
        versions = [rows[y] for _, rows in frames]
        pieces, added = min(
            (_moving_row(versions, y, width, rules, (times, seconds, resting)) for width in CHUNKS),
            key=lambda drawn: len(drawn[0]) + sum(map(len, drawn[1].values())),
        )
        body += pieces
        rules |= added
    return _document(frames[0][1], title, f"<style>{''.join(rules.values())}{STILL}</style>{body}")


Numbers = tuple[int, ...]
"""Of the frames in which something is seen."""


def _moving_row(
    versions: Sequence[Row], y: int, width: int, rules: dict[Numbers, str], timing: tuple[Sequence[float], float, int]
) -> tuple[str, dict[Numbers, str]]:
    """Return a row cut into pieces of this width, each look drawn once, and the rules that `rules` lacks for them."""
    parts, added = [], {}
    names = {numbers: kind for kind, numbers in enumerate(rules)}
    for x in range(0, len(versions[0]), width):
        looks: dict[Row, list[int]] = {}
        for number, row in enumerate(versions):
            looks.setdefault(row[x : x + width], []).append(number)
        for row, numbers in looks.items():
            drawn = _row(row, x, y)
            if drawn and len(numbers) < len(versions):
                kind = names.setdefault(tuple(numbers), len(names))
                if kind == len(rules) + len(added):
                    added[tuple(numbers)] = _appearance(kind, numbers, *timing)
                drawn = f'<g class="a{kind}">{drawn}</g>'
            parts.append(drawn)
    return "".join(parts), added


def _appearance(kind: int, numbers: Sequence[int], times: Sequence[float], seconds: float, resting: int) -> str:
    """The style of what is seen in the frames of these numbers."""
    moments, seen = "", None
    for number, time in enumerate(times):
        if (number in numbers) != seen:
            seen = number in numbers
            moments += f"{100 * time:.4g}%{{visibility:{'visible' if seen else 'hidden'}}}"
    begin = "visible" if resting in numbers else "hidden"
    return (
        f"@keyframes a{kind}{{{moments}}}"
        f".a{kind}{{visibility:{begin};animation:a{kind} {seconds:g}s step-end infinite}}"
    )


def _document(rows: Sequence[Row], title: str, body: str) -> str:
    width, height = len(rows[0]) * WIDTH + 2 * MARGIN, len(rows) * HEIGHT + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{SCALE * width:g}" height="{SCALE * height:g}" role="img" fill="none">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<rect width="{width}" height="{height}" rx="4" fill="{BACKGROUND.hex}"/>'
        f'<g transform="translate({MARGIN} {MARGIN})">{body}</g></svg>\n'
    )


def _row(row: Row, first: int, y: int) -> str:
    """The cells of a row from column `first` on: backgrounds, then shapes, then letters, each color once."""
    paths: dict[tuple[str, str], str] = {}
    words: dict[tuple[str, str], list[tuple[int, str]]] = {}
    x = first
    for cell, run in groupby(row):
        count = len(list(run))
        if cell.character.strip() and cell.character != "\u2800":
            if shape := shape_of(cell.character, count, x * WIDTH, y * HEIGHT):
                key = shape.kind, cell.foreground
                paths[key] = paths.get(key, "") + shape.path
            else:
                _add_letters(words.setdefault((cell.style, cell.foreground), []), x, cell.character, count)
        x += count
    return "".join(
        [
            *_backgrounds(row, first, y * HEIGHT),
            *(
                f'<path{_class("" if kind == EDGED else kind)} {_paint(kind)}="{color}" d="{path}"/>'
                for (kind, color), path in paths.items()
            ),
            *(_words(style, color, placed, y * HEIGHT) for (style, color), placed in words.items()),
        ]
    )


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _paint(kind: str) -> str:
    return "stroke" if kind in (DOTS, THIN, THICK) else "fill"


def _add_letters(placed: list[tuple[int, str]], x: int, character: str, count: int) -> None:
    """Letters of ASCII go on with the words before them; any other may be as wide as it likes and stands alone."""
    if not character.isascii():
        placed.extend((x + place, character) for place in range(count))
        return
    if placed and placed[-1][1].isascii():
        begin, words = placed[-1]
        gap = x - begin - len(words)
        if gap <= 1:
            placed[-1] = begin, words + " " * gap + character * count
            return
    placed.append((x, character * count))


def _words(style: str, color: str, placed: Sequence[tuple[int, str]], top: int) -> str:
    """Words of one color and style; what they take up is told, so that each letter stands in its cell in any font."""
    return (
        f'<g fill="{color}"'
        + _class(style)
        + ">"
        + "".join(
            f'<text x="{x * WIDTH}" y="{top + 6}"{_extent(words)}>{escape(words, quote=False)}</text>'
            for x, words in placed
        )
        + "</g>"
    )


def _extent(words: str) -> str:
    """Letters of a monospaced font are moved; a sign that another font had to lend is squeezed or stretched."""
    if not words.isascii():
        return f' textLength="{cell_len(words) * WIDTH}" lengthAdjust="spacingAndGlyphs"'
    return f' textLength="{len(words) * WIDTH}"' if len(words) > 1 else ""


def _backgrounds(row: Row, first: int, top: int) -> Iterator[str]:
    x = first
    for color, run in groupby(row, key=lambda cell: cell.background):
        count = len(list(run))
        if color != BACKGROUND.hex:
            yield f'<path fill="{color}" d="M{x * WIDTH} {top}h{count * WIDTH}v{HEIGHT}h{-count * WIDTH}z"/>'
        x += count
