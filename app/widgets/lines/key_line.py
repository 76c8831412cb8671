"""The line of keys at the bottom: those that fit whole, the most needed ones first of all."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from perceptop.app.actions.table import run_of
from perceptop.app.wording.cell_text import cells

NEEDED = run_of("pause", "help", "quit", "step", "back", "walk", "faster", "slower")
"""The actions that everybody needs, the most important first. After them come those of the focused pane."""
SPARED = (*run_of("restart", "reseed"), "command_palette")
"""The actions that give way first, the last of these before the others."""
AROUND = 3
"""Cells that Textual leaves around the two words of a key."""
EDGE = 2
"""Cells more around the key of the command palette, which stands apart at the right."""


PLAYS, PAUSES = "Go on", "Pause"
"""What the space bar does, in words of one width: the keys after it stay where they are."""


class KeyLine(Footer):
    """Keys keep their order, whatever gives way."""

    _busy = False

    def compose(self) -> ComposeResult:
        """The keys of what has the focus and of the app."""
        # Textual keeps the keys of every focus that there has been, as watchers of this, until it is set.
        self.mutate_reactive(Footer.compact)
        keys = self._keys()
        self._choose(keys)
        yield from keys

    def show(self, busy: bool) -> None:
        """Say what the space bar does while anything is under way, or nothing."""
        if busy != self._busy:
            self._busy = busy
            for key in self.query(FooterKey):
                self._say(key)
                key.refresh()

    def _keys(self) -> list[Widget]:
        keys = list(super().compose())
        for key in keys:
            self._say(key)
        return keys

    def _say(self, key: Widget) -> None:
        if isinstance(key, FooterKey) and key.action == NEEDED[0]:
            key.description = PAUSES if self._busy else PLAYS

    async def recompose(self) -> None:
        """Only where the keys are others: Textual says twice that they may be, and this takes longer than all else that
        a change of focus does.
        """
        there = [_told(key) for key in self.query(FooterKey)]
        if not self.is_attached or there != [_told(key) for key in self._keys() if isinstance(key, FooterKey)]:
            await super().recompose()

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


def _told(key: FooterKey) -> tuple[object, ...]:
    return key.key, key.key_display, key.description, key.action, key.tooltip, key.has_class("-disabled")


def _rank(key: FooterKey) -> int:
    if key.action in NEEDED:
        return NEEDED.index(key.action)
    return len(NEEDED) + (1 + SPARED.index(key.action) if key.action in SPARED else 0)
