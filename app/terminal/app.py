"""An app on a terminal that may be slow, or go away."""

from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.geometry import Size
from textual.message_pump import MessagePump

from perceptop.app.terminal.ascii_filter import AsciiOnly, spell_arrows
from perceptop.core.errors.printable import printable_lines

LEAST = Size(20, 5)
"""Columns and rows below which nothing can be read anyway. Textual's lists raise `ValueError` if a frame, a scroll bar
and margins leave no column for their text; so the screen is laid out for this many, and the terminal shows a part."""

ROUNDS = 3
"""Trips from the focused widget up to the app that a key may need: it rises to its binding, what the action posts
rises to a dialog's handler, and a dialog that was opened takes the focus."""
LOST = 0.25
"""Seconds after which the next key is let in even if a widget on the way has gone and took the trip with it."""


def at_least(size: Size) -> Size:
    """Return a size that can be laid out."""
    return Size(max(size.width, LEAST.width), max(size.height, LEAST.height))


class TerminalApp(App[None]):
    """Runs with the driver of this package, and knows whether the terminal keeps up."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed_ahead: deque[events.Key] = deque()
        self._keys_done, self._key_under_way = 0, False
        self._ascii_only = False
        self._key, self._screens_before = events.Key("", None), 0

    @property
    def size(self) -> Size:
        """The size that the screen is laid out for."""
        return at_least(super().size)

    async def on_event(self, event: events.Event) -> None:
        """Take up a new size of the terminal as one that can be laid out; other events as Textual does."""
        if isinstance(event, events.Resize) and (size := at_least(event.size)) != event.size:
            event = events.Resize(size, size, size, event.pixel_size)
        if isinstance(event, events.Key) and not event.is_forwarded:
            # An Enter that was typed before the terminal gave raw input comes as a line feed.
            self._typed_ahead.append(events.Key("enter", "\r") if event.key == "ctrl+j" else event)
            await self._next_key()
        else:
            await super().on_event(event)

    async def _next_key(self) -> None:
        """Do the next key, once all that the last one set off is done: it may be meant for a dialog that opens."""
        if self._key_under_way or not self._typed_ahead or not self.screen_stack:
            return
        self._key_under_way = True
        self._key, self._screens_before = self._typed_ahead.popleft(), len(self.screen_stack)
        await super().on_event(self._key)
        number = self._keys_done
        self._follow(self._way_up(), ROUNDS, number)
        self.set_timer(LOST, lambda: self._key_done(number))

    def _way_up(self) -> list[MessagePump]:
        return [*(self.focused or self.screen).ancestors_with_self] if self.screen_stack else [self]

    def _follow(self, way: list[MessagePump], rounds: int, number: int) -> None:
        """Go from queue to queue behind what the key has set off, as that rises to the app."""
        if way:
            way[0].call_later(self._follow, way[1:], rounds, number)
        elif rounds > 1:
            self._follow(self._way_up(), rounds - 1, number)
        else:
            self.call_later(self._key_done, number)

    async def _key_done(self, number: int) -> None:
        if number == self._keys_done:
            self._keys_done += 1
            self._key_under_way = False
            self._drop_second_enters()
            await self._next_key()

    def _drop_second_enters(self) -> None:
        """A second Enter that came before the first one closed a dialog was not meant for what lies below."""
        if self._key.key == "enter" and len(self.screen_stack) < self._screens_before:
            while self._typed_ahead and self._typed_ahead[0].key == "enter":
                self._typed_ahead.popleft()

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

    def on_notify(self) -> None:
        """Clear the last notice before Textual shows another: two would cover too much."""
        self.clear_notifications()

    def every(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call that so often, while there is a screen: while Textual closes them, its timers still run."""
        self.set_interval(seconds, lambda: callback() if self.is_running else None)
