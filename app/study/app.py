"""The app of a study: it trains between two pictures, and its keys pause it, step it, turn it back and open a start."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.local_keys import keys_in
from perceptop.app.live.screens.help import Help
from perceptop.app.live.screens.help_text import pane_section
from perceptop.app.study.comparison_picture import ShownComparison
from perceptop.app.study.cursor import StudyCursor
from perceptop.app.study.side_by_side import SideBySide
from perceptop.app.study.view import StudyView
from perceptop.app.terminal import no_color_filter as no_color
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.study.comparison import MOST_COMPARED, OPENS, ComparedStart, Comparison
from perceptop.core.experiments.study.finished_run import WatchedRun
from perceptop.core.experiments.study.variation import RecordedSetting

FRAMES_PER_SECOND = 25
BUDGET = 0.025
"""Seconds of training between two pictures: short beside what a key may wait."""


HELP = """
Many networks learn at once, each from the weights of its own seed. On the left is a mark for each start, or, if two
numbers are varied, a **map**: the brighter a shade, the more of its starts are solved; of a single start, the sooner.

The curve is the share solved by each epoch, between the ends of its 95 % interval (Wilson). Below: when starts are
solved, the start under the cursor, and the rate of each setting.

A start that is opened is the ordinary run of that seed. The many networks sum in another order than the ordinary
engine, so it checks each outcome after the last epoch; `!` marks what it has put right.
"""


class StudyApp(TerminalApp):
    """Trains and shows a study. `opens` says whether it was left for the start under the cursor, to be opened `at` an
    epoch.
    """

    TITLE = "perceptop"
    CSS = "StudyView { height: 1fr; } Footer { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("StudyApp")

    def __init__(
        self,
        run: WatchedRun,
        ascii_only: bool = False,
        cursor: StudyCursor | None = None,
        command_of: Callable[[int, int], str] = lambda place, start: "",
        note: str = "",
    ) -> None:
        """`cursor` is that of the screen that was left for a start: this one begins as that was. `command_of` gives the
        command that repeats a start, by the place of its setting and its place among the seeds. `note` is
        shown at first.
        """
        super().__init__(ansi_color=True if no_color.wanted() else None)
        self._filters = no_color.without_color(self._filters)
        if ascii_only:
            self.draw_ascii_only()
        self.study_run = run
        self.view = StudyView(run, cursor)
        self.cursor = self.view.cursor
        self._command_of, self._note = command_of, note
        self.opens = False
        self.at = 0

    def compose(self) -> ComposeResult:
        """The study, and its keys."""
        yield self.view
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin to train and to draw."""
        self.view.focus()
        if self._note:
            self.notify(self._note, timeout=10, markup=False)
        if self.cursor.compared is not None:
            self._show_compared(self.cursor.compared)
        self.every(1 / FRAMES_PER_SECOND, self._tick)
        self.call_after_refresh(self.begin_drawing)

    def _tick(self) -> None:
        if self.study_run.busy:
            self.study_run.advance(BUDGET)
            self.view.redraw()

    def action_play_or_pause(self) -> None:
        """Pause what plays, play what rests; from the start again if it was at the end."""
        run = self.study_run
        snapshot = run.snapshot()
        if snapshot.playing:
            run.pause()
        else:
            if snapshot.epoch == snapshot.epochs:
                run.go_to(0)
            run.play()
        self.view.redraw()

    def action_step(self, epochs: int) -> None:
        """Step so many epochs forward, or back."""
        self.study_run.step(epochs)
        self.view.redraw()

    def action_go_to(self, epoch: int | None) -> None:
        """Show an epoch, or the newest that is known."""
        self.study_run.pause()
        self.study_run.go_to(self.study_run.reached if epoch is None else epoch)
        self.view.redraw()

    def action_move(self, right: int, down: int) -> None:
        """Move the cursor."""
        self.view.move(right, down)

    def action_sort(self) -> None:
        """Sort the starts by seed, or by the epoch at which they are solved."""
        self.cursor.sort = not self.cursor.sort
        self.view.redraw()

    def action_zoom(self) -> None:
        """Zoom in on the cursor, or on the region whose corner is marked."""
        self.cursor.zoom()
        self.view.redraw()

    def action_zoom_out(self) -> None:
        """Zoom out again."""
        self.cursor.zoom_out()
        self.view.redraw()

    def action_mark_corner(self) -> None:
        """Mark a corner of the region to zoom to."""
        self.cursor.mark_corner()
        self.view.redraw()

    def action_mark(self) -> None:
        """Mark the start under the cursor to be compared."""
        if self.cursor.mark():
            self.view.redraw()
        else:
            self.notify(f"At most {MOST_COMPARED} starts can be compared.")

    def action_compare(self) -> None:
        """Show side by side what is marked, or all if they are few."""
        chosen = self.cursor.to_compare()
        if chosen:
            try:
                comparison = Comparison(self.study_run.study, chosen)
            except BadInput as problem:
                self.notify(str(problem), markup=False)
                return
            self.cursor.compared = ShownComparison(comparison, [self._command_of(*start) for start in chosen])
            self._show_compared(self.cursor.compared)
        else:
            self.notify(f"Mark up to {MOST_COMPARED} starts with m; then c shows them side by side.")

    def _show_compared(self, shown: ShownComparison) -> None:
        self.push_screen(SideBySide(shown, self._open_compared), lambda _: self._close_compared())

    def _close_compared(self) -> None:
        self.cursor.compared = None

    def _open_compared(self, start: ComparedStart, at: int) -> None:
        self.cursor.go_to(start.place, start.start)
        self.action_open(at)

    def action_help(self) -> None:
        """The picture of the study, and its keys."""
        self.push_screen(Help(sections=[pane_section("A study", HELP, keys_in("StudyApp"))]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key has something to do: zoom only a map, order only a grid."""
        if action in ("zoom", "zoom_out", "mark_corner"):
            return self.cursor.as_map
        if action == "sort":
            return not self.cursor.as_map
        if action == "setting":
            return len(self.study_run.study.settings) > 1
        return True

    def action_setting(self, step: int) -> None:
        """Show another setting."""
        self.cursor.next_setting(step)
        self.view.redraw()

    def action_open(self, at: int = 0) -> None:
        """Leave for the ordinary view of the start under the cursor, at its beginning."""
        if isinstance(self.cursor.setting, RecordedSetting):
            self.notify(f"These files have outcomes alone. To open a start, name {OPENS}", markup=False)
            return
        if "weights" in self.cursor.setting.values:
            self.notify("A run whose first weights are varied cannot be opened: watch has no option for them.")
            return
        self.opens, self.at = True, at
        self.exit()

    def action_open_here(self) -> None:
        """Leave for that start at the epoch that the study shows."""
        self.action_open(self.study_run.snapshot().epoch)
