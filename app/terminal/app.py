"""An app on a terminal that may be slow, or go away."""

from collections.abc import Callable

from textual.app import App
from textual.driver import Driver


class TerminalApp(App[None]):
    """Runs with the driver of this package, and knows whether the terminal keeps up."""

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver in place of Textual's for terminals; a browser, say, has another."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from app.terminal.driver import TerminalDriver  # elsewhere it cannot be loaded

        return TerminalDriver

    @property
    def is_waiting(self) -> bool:
        """Whether something that was drawn could not be written yet, since the terminal is full."""
        return bool(getattr(self._driver, "is_waiting", False))

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has not read yet all that was drawn, as far as one can tell."""
        return bool(getattr(self._driver, "is_behind", False))

    def every(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call that so often, while there is a screen: while Textual closes them, its timers still run."""
        self.set_interval(seconds, lambda: callback() if self.is_running else None)
