"""A strip for the screen that is cut and written without a look at each of its characters.

Textual cuts every row that has changed at the edges of other widgets, and once more where its change ends. For that its
own strips measure all their segments, and each piece gets six caches: that takes longer than drawing the row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


class CellStrip(Strip):
    """Runs of characters that take one cell each. Becomes an ordinary strip when anything else is asked of it."""

    __slots__ = ("_starts", "_styles", "_text")

    def __init__(self, text: str, starts: Sequence[int], styles: Sequence[Style]) -> None:
        """`styles[n]` is that of the characters from `starts[n]` on; the first of them is 0."""
        self._text, self._starts, self._styles = text, starts, styles

    @classmethod
    def of(cls, strip: Strip) -> "CellStrip":
        """The same cells; all of a strip's characters must take one."""
        texts = [segment.text for segment in strip]
        starts = [0, *accumulate(map(len, texts))][: len(texts)]
        return cls("".join(texts), starts, [segment.style or Style.null() for segment in strip])

    def between(self, left: "CellStrip", right: "CellStrip") -> "CellStrip":
        """The same cells with others before and after them."""
        first, last = len(left._text), len(left._text) + len(self._text)
        return CellStrip(
            left._text + self._text + right._text,
            [*left._starts, *[first + start for start in self._starts], *[last + start for start in right._starts]],
            [*left._styles, *self._styles, *right._styles],
        )

    def __getattr__(self, name: str) -> Any:
        """What an ordinary strip has, and this one has not needed so far."""
        if name not in Strip.__slots__:
            raise AttributeError(name)
        super().__init__([Segment(text, style) for text, style in self._runs()], len(self._text))
        return getattr(self, name)

    def crop(self, start: int, end: int | None = None) -> Strip:
        """From one cell to the one before another."""
        start, end = max(start, 0), len(self._text) if end is None else min(end, len(self._text))
        if start == 0 and end == len(self._text):
            return self
        if end <= start:
            return CellStrip("", [], [])
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)
        starts = [0, *(each - start for each in self._starts[first + 1 : last])]
        return CellStrip(self._text[start:end], starts, self._styles[first:last])

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The parts that end at these cells."""
        ends = [cut for cut in cuts if cut <= len(self._text)]
        if ends == [len(self._text)]:
            return [self]
        return [self.crop(start, end) for start, end in zip([0, *ends], ends, strict=False)]

    def render(self, console: Console) -> str:
        """What is written to the terminal."""
        system = console._color_system or ColorSystem.TRUECOLOR
        return "".join([self.render_style(style, text, system) for text, style in self._runs()])

    def _runs(self) -> Iterable[tuple[str, Style]]:
        ends = [*self._starts[1:], len(self._text)]
        return ((self._text[a:b], style) for a, b, style in zip(self._starts, ends, self._styles, strict=False))
