"""An app on a terminal that may be slow, or go away."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen

from perceptop.app.terminal.ascii_filter import AsciiOnly, spell_arrows
from perceptop.core.errors.printable import printable_lines

SECOND_CTRL_C = 3.0
"""Seconds within which a second Ctrl+C leaves."""
MOST_AIMS = 64
LEAST = Size(20, 5)
"""Columns and rows below which nothing can be read anyway. Textual's lists raise `ValueError` if a frame, a scroll bar
and margins leave no column for their text; so the screen is laid out for this many, and the terminal shows a part."""


def at_least(size: Size) -> Size:
    """Return a size that can be laid out."""
    return Size(max(size.width, LEAST.width), max(size.height, LEAST.height))


class FirstScreen(Screen[None]):
    """The screen below all others. It is laid out from the beginning, and drawn once the app begins to draw."""

    app: "TerminalApp"

    def _compositor_refresh(self) -> None:
        if self.app.is_drawing:
            super()._compositor_refresh()
        else:
            self._dirty_widgets.clear()
            self._compositor._dirty_regions.clear()


class TerminalApp(App[None]):
    """Runs with the driver of this package, and knows whether the terminal keeps up."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._ascii_only = False
        self._ctrl_c_at = float("-inf")
        self._aims: deque[tuple[events.Key, Screen[Any]]] = deque(maxlen=MOST_AIMS)
        """The last keys, each with the screen that was there when it was typed."""
        self._is_drawing = False
        self._painted_first: dict[Callable[[], None], None] = {}

    def begin_drawing(self) -> None:
        """Draw from now on. Before, frames without content and half a layout would only keep a slow line busy."""
        self._is_drawing = True
        for paint in self._painted_first:
            paint()
        self.screen.refresh()

    def paint_first(self, paint: Callable[[], None]) -> None:
        """Call `paint`, once, when the app begins to draw: sizes and styles change several times before."""
        self._painted_first[paint] = None

    @property
    def is_drawing(self) -> bool:
        """Return whether what is on the screen is drawn."""
        return self._is_drawing

    def get_default_screen(self) -> "FirstScreen":
        """Return the screen that is there from the beginning."""
        return FirstScreen(id="_default")

    @property
    def size(self) -> Size:
        """The size that the screen is laid out for."""
        return at_least(super().size)

    async def on_event(self, event: events.Event) -> None:
        """Take up a new size of the terminal as one that can be laid out; other events as Textual does."""
        if isinstance(event, events.Resize) and (size := at_least(event.size)) != event.size:
            event = events.Resize(size, size, size, event.pixel_size)
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            # An Enter that was typed before the terminal gave raw input comes as a line feed.
            event = events.Key("enter", "\r")
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            self._aims.append((event, self.screen))
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Hand a key that was typed while a dialog was opening to the dialog; Textual does what the others do."""
        aim = next((screen for key, screen in self._aims if key is event), None)
        if aim in self.screen_stack[:-1]:
            event.prevent_default()
            again = events.Key(event.key, event.character)
            self._aims.append((again, self.screen))
            (self.focused or self.screen)._forward_event(again)

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver in place of Textual's for terminals; a browser, say, has another."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from perceptop.app.terminal.driver import TerminalDriver  # elsewhere it cannot be loaded

        return TerminalDriver

    def draw_ascii_only(self) -> None:
        """Replace all other characters on the screen; keys are spelled."""
        self._filters.append(AsciiOnly())
        self._ascii_only = True

    def spelled(self, text: str) -> str:
        """Return a text about keys, arrow keys by name if arrows cannot be drawn: `<` and `>` are other keys."""
        return spell_arrows(text) if self._ascii_only else text

    def get_key_display(self, binding: Binding) -> str:
        """Return the key as the footer has it."""
        return self.spelled(super().get_key_display(binding))

    @property
    def is_waiting(self) -> bool:
        """Return whether something that was drawn could not be written yet, since the terminal is full."""
        return bool(getattr(self._driver, "is_waiting", False))

    @property
    def is_behind(self) -> bool:
        """Return whether the terminal has not read yet all that was drawn, as far as one can tell."""
        return bool(getattr(self._driver, "is_behind", False))

    def notify(self, message: str, **options: Any) -> None:
        """Show a notice. Textual writes what it is given, so characters that control a terminal are replaced."""
        super().notify(printable_lines(message), **options)

    def action_help_quit(self) -> None:
        """Leave on the second Ctrl+C; Textual's name for what the first one does."""
        now = asyncio.get_running_loop().time()
        if now - self._ctrl_c_at < SECOND_CTRL_C:
            self.exit()
        self._ctrl_c_at = now
        self.notify("Ctrl+C once more leaves; so does q.", timeout=SECOND_CTRL_C)

    def on_notify(self) -> None:
        """Clear the last notice before Textual shows another: two would cover too much."""
        self.clear_notifications()

    def every(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call that so often, while there is a screen: while Textual closes them, its timers still run."""
        self.set_interval(seconds, lambda: callback() if self.is_running else None)
