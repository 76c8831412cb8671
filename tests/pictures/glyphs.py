"""Characters of the terminal as shapes: braille, box lines, blocks and signs. A cell is 4 wide and 8 high.

A path begins at the upper left corner of its cell and goes on in relative coordinates, so that one table serves all
places.
"""

from typing import NamedTuple

WIDTH, HEIGHT = 4, 8


class Shape(NamedTuple):
    """A path in SVG's own words, and how it is drawn: a class of the picture's style sheet."""

    kind: str
    path: str


DOTS, THIN, THICK, FILLED, EDGED = "b", "l", "h", "p", "s"
"""Round dots; thin and thick lines; areas with smooth and with sharp edges."""

# Lines reach 0.1 into the next cell, so that no seam is seen wherever the picture is scaled to.
_LINES = {
    "─": "m-.1 4h4.2", "│": "m2-.1v8.2", "╴": "m-.1 4h2.4", "╶": "m1.7 4h2.4", "╵": "m2-.1v4.4", "╷": "m2 3.7v4.4",
    "┌": "m4.1 4h-2.1v4.1", "┐": "m-.1 4h2.1v4.1", "└": "m4.1 4h-2.1v-4.1", "┘": "m-.1 4h2.1v-4.1",
    "├": "m2-.1v8.2m0-4.1h2.1", "┤": "m2-.1v8.2m0-4.1h-2.1",
    "┬": "m-.1 4h4.2m-2.1 0v4.1", "┴": "m-.1 4h4.2m-2.1 0v-4.1",
    "┼": "m-.1 4h4.2m-2.1-4.1v8.2",
    "╭": "m4.1 4q-2.1 0-2.1 2v2.1", "╮": "m-.1 4q2.1 0 2.1 2v2.1", "╯": "m-.1 4q2.1 0 2.1-2v-2.1",
    "╰": "m4.1 4q-2.1 0-2.1-2v-2.1",
    "╌": "m.5 4h1m1 0h1", "┄": "m.3 4h.7m.6 0h.8m.6 0h.7", "┈": "m.3 4h.4m.6 0h.4m.6 0h.4m.6 0h.4",
    "╎": "m2 1v2m0 2v2", "┆": "m2 .6v1.4m0 1.3v1.4m0 1.3v1.4", "┊": "m2 .5v1m0 1v1m0 1v1m0 1v1",
}  # fmt: skip
_HEAVY = dict(zip("━┃╸╺╹╻┏┓┗┛┣┫┳┻╋╍┅┉╏┇┋", "─│╴╶╵╷┌┐└┘├┤┬┴┼╌┄┈╎┆┊", strict=True))
"""Thick lines, and the thin ones that run the same way."""
_DOUBLE = {"═": "m-.1 3h4.2m-4.2 2h4.2", "║": "m1.2-.1v8.2m1.6 0v-8.2", "‖": "m1.2 1v6m1.6 0v-6"}

_SIGNS = {
    "▲": "m2 1.6l1.8 4.6h-3.6z", "▼": "m2 6.4l1.8-4.6h-3.6z", "▶": "m.3 1.8l3.5 2.2l-3.5 2.2z",
    "◀": "m3.7 1.8l-3.5 2.2l3.5 2.2z", "◆": "m2 1.4l1.8 2.6l-1.8 2.6l-1.8-2.6z", "■": "m.4 2.4h3.2v3.2h-3.2z",
    "●": "m.3 4a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0z", "•": "m1 4a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
}  # fmt: skip
_OUTLINES = {
    "△": "m2 1.9l1.5 4h-3z", "▽": "m2 6.1l1.5-4h-3z", "◇": "m2 1.6l1.6 2.4l-1.6 2.4l-1.6-2.4z",
    "○": "m.5 4a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0z", "▣": "m.4 2.4h3.2v3.2h-3.2zm1.3 1.3h.6v.6h-.6z",
    "◉": "m.4 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0zm1.3 0a.3 .3 0 1 0 .6 0a.3 .3 0 1 0-.6 0z",
}  # fmt: skip
_ALIKE = {"►": "▶", "▸": "▶", "◂": "◀", "◄": "◀", "▾": "▼", "◯": "○", "⬤": "●", "∙": "•", "⎺": "▔"}

_QUADRANTS = dict(zip("▘▝▖▗▚▞▛▜▙▟", (1, 2, 4, 8, 9, 6, 7, 11, 13, 14), strict=True))
"""Quarters of a cell by bits: upper left, upper right, lower left, lower right."""
_EIGHTHS_HIGH, _EIGHTHS_WIDE = "▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉"
_SHADES = {"░": ".25", "▒": ".5", "▓": ".75"}
OPACITY = {f"s{shade}": opacity for shade, opacity in zip("123", _SHADES.values(), strict=True)}
"""Kinds of areas that are seen through."""


def shape_of(character: str, count: int, left: int, top: int) -> Shape | None:
    """The shape of a character that stands `count` times side by side, the first at this corner; None for a letter."""
    character = _ALIKE.get(character, character)
    if "\u2800" <= character <= "\u28ff":
        cells = range(left, left + count * WIDTH, WIDTH)
        return Shape(DOTS, "".join(_dots(ord(character) - 0x2800, cell, top) for cell in cells))
    if wide := _wide(character, count, left, top):
        return wide
    kind, path = _single(character)
    if not path:
        return None
    return Shape(kind, "".join(f"M{left + place * WIDTH} {top}{path}" for place in range(count)))


def _single(character: str) -> tuple[str, str]:
    """How a character is drawn, and its path; an empty one for a letter."""
    if character in _LINES or character in _DOUBLE:
        return THIN, _LINES.get(character) or _DOUBLE[character]
    if character in _HEAVY:
        return THICK, _LINES[_HEAVY[character]]
    if character in _OUTLINES:
        return THIN, _OUTLINES[character]
    if character in _EIGHTHS_WIDE:
        return EDGED, _area(0, 0, (_EIGHTHS_WIDE.index(character) + 1) / 2, HEIGHT)
    if character in "▐▕":
        width = 2 if character == "▐" else 0.5
        return EDGED, _area(WIDTH - width, 0, width, HEIGHT)
    if character in _QUADRANTS:
        corners = ((0, 0), (2, 0), (0, 4), (2, 4))
        held = (corner for bit, corner in enumerate(corners) if _QUADRANTS[character] >> bit & 1)
        return EDGED, "".join(_area(x, y, 2, 4) + f"m{-x} {-y}" for x, y in held)
    return FILLED, _SIGNS.get(character, "")


def _wide(character: str, count: int, left: int, top: int) -> Shape | None:
    """One shape for a run of characters that each reach from side to side."""
    width = count * WIDTH
    if character in "─━":
        return Shape(THIN if character == "─" else THICK, f"M{left - 0.1:g} {top + 4}h{width + 0.2:g}")
    if character in _SHADES:
        kind = list(OPACITY)[list(_SHADES).index(character)]
        return Shape(kind, f"M{left} {top}{_area(0, 0, width, HEIGHT)}")
    if character in _EIGHTHS_HIGH:
        height = _EIGHTHS_HIGH.index(character) + 1
        return Shape(EDGED, f"M{left} {top}{_area(0, HEIGHT - height, width, height)}")
    if character in "▀▔":
        return Shape(EDGED, f"M{left} {top}{_area(0, 0, width, 4 if character == '▀' else 1)}")
    return None


def _area(x: float, y: float, width: float, height: float) -> str:
    """A rectangle, from the cell's corner and back to its own."""
    return (f"m{x:g} {y:g}" if x or y else "") + f"h{width:g}v{height:g}h{-width:g}z"


def _dots(bits: int, left: int, top: int) -> str:
    """The dots of a braille character, as lines without length whose round ends are seen."""
    places = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
    dots = (place for bit, place in enumerate(places) if bits >> bit & 1)
    return "".join(f"M{left + 1 + 2 * column} {top + 1 + 2 * line}h0" for column, line in dots)
