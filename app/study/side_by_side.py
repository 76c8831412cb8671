"""The screen of a few starts side by side, over the study: they learn at a pace that can be watched."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click
from textual.widgets import Footer

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.local_keys import keys_in
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.live.screens.help import Help
from perceptop.app.live.screens.help_text import pane_section
from perceptop.app.study.comparison_picture import ShownComparison, draw_comparison, rows_shown
from perceptop.app.widgets.canvas_widget import CanvasRows
from perceptop.app.widgets.dialog import Dialog
from perceptop.app.widgets.theme import palette_of
from perceptop.core.experiments.study.comparison import ComparedStart

SECONDS = 10
"""How long all epochs take to be played."""
FRAMES_PER_SECOND = 20

HELP = """
A row for each start: its **decision surface** at the epoch that is shown, its losses up to there, and what became of
it. Each is the ordinary run of its seed, which its command repeats.
"""


class ComparisonView(CanvasRows, can_focus=True):
    """Draws the comparison."""

    def __init__(self, shown: ShownComparison) -> None:
        super().__init__()
        self.shown = shown

    def paint(self, width: int, height: int, palette: ColorPalette) -> Canvas:
        """The picture at a size in cells. Needs no running app."""
        canvas = Canvas(width, height, palette.blank)
        draw_comparison(canvas, self.shown, palette)
        canvas.settle()
        return canvas

    def redraw(self) -> None:
        """Draw the epoch that is shown."""
        if self.size.width and self.size.height:
            self._canvas = self.paint(*self.size, palette_of(self))
            self.refresh()

    def on_resize(self) -> None:
        """Draw anew at the new size."""
        self.redraw()

    def on_click(self, event: Click) -> None:
        """Mark the row that was clicked."""
        first, shown, each = rows_shown(self.size.height - 3, len(self.shown.comparison.starts), self.shown.chosen)
        if 0 <= (row := (event.y - 2) // each) < shown:
            self.shown.chosen = first + row
            self.redraw()


class SideBySide(Dialog[None]):
    """Plays the starts of a comparison; `opened` is called with the one that is to be opened, and the epoch."""

    DEFAULT_CSS = """
    SideBySide { background: $background; }
    SideBySide ComparisonView { height: 1fr; }
    SideBySide Footer { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("SideBySide")

    def __init__(self, shown: ShownComparison, opened: Callable[[ComparedStart, int], None]) -> None:
        super().__init__()
        self.shown, self.view, self._opened = shown, ComparisonView(shown), opened
        self._since, self._from = 0.0, 0

    def compose(self) -> ComposeResult:
        """The rows, and the keys."""
        yield self.view
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin to play."""
        self.view.focus()
        self._begin()
        self.set_interval(1 / FRAMES_PER_SECOND, lambda: self.tick(monotonic()) if self.is_running else None)

    def _begin(self) -> None:
        self._since, self._from = monotonic(), self.shown.comparison.epoch

    def tick(self, now: float) -> None:
        """Show the epoch that is due at that time, if it plays."""
        comparison = self.shown.comparison
        if self.shown.playing and comparison.epoch < comparison.epochs:
            due = self._from + int((now - self._since) * comparison.epochs / SECONDS)
            if due > comparison.epoch:
                comparison.go_to(due)
                self.view.redraw()

    def action_play_or_pause(self) -> None:
        """Pause what plays, play what rests; from the start again if it was at the end."""
        comparison = self.shown.comparison
        done = comparison.epoch == comparison.epochs
        if done:
            comparison.go_to(0)
        self.shown.playing = done or not self.shown.playing
        self._begin()
        self.view.redraw()

    def action_step(self, epochs: int) -> None:
        """Step so many epochs forward, or back."""
        self.action_go_to(self.shown.comparison.epoch + epochs)

    def action_go_to(self, epoch: int | None) -> None:
        """Show an epoch, or the last."""
        comparison = self.shown.comparison
        self.shown.playing = False
        comparison.go_to(comparison.epochs if epoch is None else epoch)
        self.view.redraw()

    def action_choose(self, down: int) -> None:
        """Mark another row."""
        self.shown.chosen = min(max(self.shown.chosen + down, 0), len(self.shown.comparison.starts) - 1)
        self.view.redraw()

    def action_open(self, at: int = 0) -> None:
        """Open the marked start in the ordinary view."""
        self._opened(self.shown.comparison.starts[self.shown.chosen], at)

    def action_open_here(self) -> None:
        """Open it at the epoch that is shown."""
        self.action_open(self.shown.comparison.epoch)

    def action_copy(self) -> None:
        """Copy the command of the marked row."""
        command = self.shown.commands[self.shown.chosen]
        self.app.copy_to_clipboard(command)
        self.app.notify(f"Copied: {command}", markup=False)

    def action_leave(self) -> None:
        """Leave the study."""
        self.app.exit()

    def action_help(self) -> None:
        """The picture of the comparison, and its keys."""
        self.app.push_screen(Help(sections=[pane_section("Side by side", HELP, keys_in("SideBySide"))]))
