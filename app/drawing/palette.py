"""The inks of a screen: blue for positive, orange for negative, which every kind of color vision tells apart.

Nothing is said by color alone: signs also have a glyph or a line style, so a palette may have no color at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from rich.style import Style

STEPS = 8
"""Shades of each sign, from weak to strong."""
FILL_STEPS = 16
"""Shades of an activation."""


@dataclass(frozen=True)
class ColorPalette:
    """Inks by what they are for. `positive` and `negative` go from weak to strong, `fills` from low to high.

    `filled` says whether the fills can be seen; without, what they fill needs a frame. `row` is laid over a chosen row.
    """

    blank: int
    text: int
    strong: int
    muted: int
    faint: int
    accent: int
    curve: int
    good: int
    bad: int
    positive: tuple[int, ...]
    negative: tuple[int, ...]
    fills: tuple[int, ...]
    negative_fills: tuple[int, ...]
    fill_edges: tuple[int, ...]
    negative_fill_edges: tuple[int, ...]
    filled: bool
    row: Style

    def signed(self, value: float, share: float = 1.0) -> int:
        """The ink of a value's sign, the stronger the greater its `share` (0 to 1) of the greatest there is."""
        inks = self.negative if value < 0 else self.positive
        return _pick(inks, share)

    def fill(self, value: float, share: float) -> int:
        """What a neuron of this activation is filled with; text in it can be read."""
        return _pick(self.negative_fills if value < 0 else self.fills, share)

    def fill_edge(self, value: float, share: float) -> int:
        """The fill's color as that of a character on the background."""
        return _pick(self.negative_fill_edges if value < 0 else self.fill_edges, share)


def _pick(inks: Sequence[int], share: float) -> int:
    if 0.0 <= share < 1.0:
        return inks[int(share * len(inks))]
    return inks[0] if share < 0.0 and isfinite(share) else inks[-1]
