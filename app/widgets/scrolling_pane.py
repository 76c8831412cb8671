"""A pane whose content is longer than it is high."""

from textual.scroll_view import ScrollView

from perceptop.app.widgets.pane import Pane


class ScrollingPane(Pane, ScrollView, inherit_bindings=False):
    """Draws the rows that are seen, and marks the one that the keys are on while it has the focus."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows are seen."""
        super().watch_scroll_y(old_value, new_value)
        self.redraw()

    def on_focus(self) -> None:
        """The mark is shown with the focus."""
        self.redraw()

    def on_blur(self) -> None:
        """And only then."""
        self.redraw()
