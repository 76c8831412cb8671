"""The screen for fonts that have no more than ASCII: every character is replaced by one that looks or means alike."""

import re
import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as ScreenColor
from textual.filter import LineFilter

ALIKE = {
    "-": "─╌╍┄┅╴╶▔⎺‐‑‒–—−",
    "|": "│┃╎╏┆┇┊┋║╵╷╹╻▏▎▍▕▊▉‖❘",
    "_": "▁▂▃",
    "#": "█▓▅▆▇■▣◼",
    "%": "▒◐◑",
    ":": "░",
    "]": "▌",
    "[": "▐",
    "=": "━═╸╺≡",
    ">": "▶►▸→⇒›»",
    "<": "◀◄◂←⇐‹«⏎↵⌫",
    "^": "▲△↑⇑",
    "v": "▼▽↓⇓▾✓✔√",
    "x": "×✗✘",
    "*": "·•∙⋅★☆✦",
    "o": "○◯◇⊙",
    "@": "●◉⬤◆",
    "!": "⚠",
    "~": "…≈∼≃",
    "'": "′‘’▀▘▝",
    '"': "“”″",
    ".": "▄▖▗┈┉",
    "d": "δ∂",
    "D": "Δ∆",
    "S": "ΣΠ",
    "a": "αά",
    "b": "β",
    "e": "ε",
    "g": "γ",
    "h": "ηħ",
    "l": "λ",
    "m": "μµ",
    "p": "πρ",
    "s": "σς",
    "t": "τθ",
    "f": "φϕ",
    "w": "ω",
    "E": "∈",
    "?": "∞",
    "n": "ⁿ",
}
ARROWS = {"←": "left", "→": "right", "↑": "up", "↓": "down"}
HALVES = re.compile("([▀▄]+)")

# How a cell's eight dots look as a character: the nearest one stands for any pattern of them.
SHAPES = {
    "'": "#. .. .. ..|.# .. .. ..|#. #. .. ..|.# .# .. ..",
    '"': "## .. .. ..|## ## .. ..",
    "-": ".. ## .. ..|.. .. ## ..|.. #. .# ..|.. .# #. ..|.. #. .. ..|.. .# .. ..|.. .. #. ..|.. .. .# ..",
    "_": ".. .. .. ##",
    ".": ".. .. .. #.|.. .. .. .#|.. .. #. #.|.. .. .# .#",
    ",": ".. .. .# #.",
    "|": "#. #. #. #.|.# .# .# .#|#. #. #. ..|.. #. #. #.|.# .# .# ..|.. .# .# .#",
    "/": ".# .# #. #.|.. .# #. ..|.# #. #. ..|.. .# .# #.|.# .# #. ..|.. .# #. #.|.# #. .. ..|.. .. .# #.",
    "\\": "#. #. .# .#|.. #. .# ..|#. .# .# ..|.. #. #. .#|#. #. .# ..|.. #. .# .#|#. .# .. ..|.. .. #. .#",
    "=": "## .. ## ..|.. ## .. ##|.. ## ## ..|## .. .. ##",
    ":": ".. #. .. #.|#. .. #. ..|.# .. .# ..|.. .# .. .#|#. .. .. #.|.# .. .. .#",
    "o": ".. ## ## ##|.. .. ## ##",
    "#": "## ## ## ##|## ## ## ..",
}
BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""Of the dots in rows from the top (Unicode, "Braille Patterns")."""
FIRST_BRAILLE = 0x2800


class AsciiOnly(LineFilter):
    """A last look at every line of the screen, whoever drew it: borders, titles, footer and pictures alike."""

    def apply(self, segments: list[Segment], background: ScreenColor) -> list[Segment]:
        """The same line; what takes two cells goes on taking two."""
        lines: list[Segment] = []
        for segment in segments:
            if segment.text.isascii():
                lines.append(segment)
            elif segment.style is not None and HALVES.search(segment.text):
                lines += _without_halves(segment.text, segment.style)
            else:
                lines.append(Segment(to_ascii(segment.text), segment.style, segment.control))
        return lines


def spell_arrows(text: str) -> str:
    """The text with the arrow keys by their names."""
    return "".join(ARROWS.get(letter, letter) for letter in text)


def to_ascii(text: str) -> str:
    """The text in ASCII, in as many cells."""
    return text if text.isascii() else "".join(map(_ascii, text))


@lru_cache(maxsize=4096)
def _ascii(letter: str) -> str:
    if letter.isascii():
        return letter
    code = ord(letter)
    if FIRST_BRAILLE <= code < FIRST_BRAILLE + 256:
        return _braille(code - FIRST_BRAILLE)
    known = _TABLE.get(letter)
    if known is None and 0x2500 <= code < 0x2580:
        # Corners and crossings of boxes; their straight lines are in the table.
        known = "+"
    plain = unicodedata.normalize("NFKD", letter)[:1]
    width = cell_len(letter)
    return (known or (plain if plain.isascii() and plain.isprintable() else "?")).ljust(width)[:width]


_TABLE = {letter: plain for plain, letters in ALIKE.items() for letter in letters}


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[int, str], ...]:
    patterns = []
    for character, shapes in SHAPES.items():
        for shape in shapes.split("|"):
            dots = shape.replace(" ", "")
            patterns.append((sum(bit for bit, dot in zip(BITS, dots, strict=True) if dot == "#"), character))
    return tuple(patterns)


def _braille(pattern: int) -> str:
    """The character whose dots differ least; blank only for no dot at all."""
    if not pattern:
        return " "
    return min(_shapes(), key=lambda shape: (shape[0] ^ pattern).bit_count())[1]


def _without_halves(text: str, style: Style) -> list[Segment]:
    """A cell with two colors becomes one of the color between them; without colors, a character."""
    upper, lower = style.color, style.bgcolor
    if upper is None or lower is None or upper.triplet is None or lower.triplet is None:
        return [Segment(to_ascii(text), style)]
    between = Style(bgcolor=Color.from_triplet(blend_rgb(upper.triplet, lower.triplet)))
    pieces = [piece for piece in HALVES.split(text) if piece]
    return [
        Segment(" " * len(piece), between) if piece[0] in "▀▄" else Segment(to_ascii(piece), style) for piece in pieces
    ]
