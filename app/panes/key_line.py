"""The line of keys at the bottom: those that fit whole, the most needed ones first of all."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from app.drawing.text import cells

NEEDED = (
    "play_or_pause",
    "help",
    "quit",
    "send('step', 1)",
    "send('back', 1)",
    "send('next_example')",
    "faster",
    "slower",
)
"""The actions that everybody needs, the most important first. After them come those of the focused pane."""
SPARED = ("send('restart')", "send('reseed')", "command_palette")
"""The actions that give way first, the last of these before the others."""
AROUND = 3
"""Cells that Textual leaves around the two words of a key."""
EDGE = 2
"""Cells more around the key of the command palette, which stands apart at the right."""


class KeyLine(Footer):
    """Keys keep their order, whatever gives way."""

    def compose(self) -> ComposeResult:
        """The keys of what has the focus and of the app."""
        keys = list(super().compose())
        self._choose(keys)
        yield from keys

    def on_resize(self) -> None:
        """At another width other keys fit."""
        self._choose(self.children)

    def _choose(self, children: Iterable[object]) -> None:
        keys = [child for child in children if isinstance(child, FooterKey)]
        room = self.size.width or self.app.size.width
        for key in sorted(keys, key=_rank):
            width = cells(key.key_display) + cells(key.description) + AROUND
            width += EDGE * (key.action == SPARED[-1])
            key.display = width <= room
            # A gap would look as if a key of little use were worth more than the one before it.
            room = room - width if key.display else 0


def _rank(key: FooterKey) -> int:
    if key.action in NEEDED:
        return NEEDED.index(key.action)
    return len(NEEDED) + (1 + SPARED.index(key.action) if key.action in SPARED else 0)
