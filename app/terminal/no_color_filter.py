"""No color code at all, for whoever has set NO_COLOR (see no-color.org): not even those of the default colors."""

import os

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, NoColor


class WithoutColor(LineFilter):
    """Leaves bold, underline and the like, and takes every color away."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same text without color."""
        return [
            Segment(text, None if style is None else style.without_color, control) for text, style, control in segments
        ]


def wanted() -> bool:
    """Return whether NO_COLOR is set to anything but nothing."""
    return bool(os.environ.get("NO_COLOR"))


def without_color(filters: list[LineFilter]) -> list[LineFilter]:
    """Textual's own filter writes the codes of the default colors: ours takes its place."""
    return [WithoutColor() if isinstance(each, NoColor) else each for each in filters]
