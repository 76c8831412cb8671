"""A pane whose content is longer than it is high."""

from textual.scroll_view import ScrollView

from perceptop.app.widgets.pane import Pane


class ScrollingPane(Pane, ScrollView, inherit_bindings=False):
    """Draws the rows that are seen, and marks the one that the keys are on while it has the focus."""

    DEFAULT_CSS = """
    ScrollingPane {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        scrollbar-color: $foreground 40%; scrollbar-background: $foreground 10%;
    }
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows at the new position."""
        super().watch_scroll_y(old_value, new_value)
        self.redraw()

    def on_focus(self) -> None:
        """Show the mark."""
        self.redraw()

    def on_blur(self) -> None:
        """Hide the mark."""
        self.redraw()
