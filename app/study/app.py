"""The app of a study: it trains between two pictures, and its keys pause it, step it, turn it back and open a start."""

from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.study.charts import draw_histogram, draw_rate
from perceptop.app.study.field import (
    DIVERGED,
    OPEN,
    SOLVED,
    STUCK,
    WRONG,
    draw_field,
    draw_map,
    field_columns,
    is_map,
    map_shape,
    order_of_starts,
)
from perceptop.app.terminal import no_color_filter as no_color
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.terminal.ascii_filter import AsciiOnly
from perceptop.app.widgets.theme import palette_of
from perceptop.core.experiments.study.statistics import quantile, wilson_interval
from perceptop.core.experiments.study.study_run import StudyRun, StudySnapshot

FRAMES_PER_SECOND = 25
BUDGET = 0.025
"""Seconds of training between two pictures: short beside what a key may wait."""


class StudyView(Widget, can_focus=True):
    """Draws the study: the field or map on the left, charts and settings on the right."""

    ALLOW_SELECT = False

    def __init__(self, run: StudyRun) -> None:
        super().__init__()
        self.run, self.place, self.cursor, self.sort = run, 0, 0, False
        self._canvas: Canvas | None = None
        self.as_map = is_map(run.study.settings)

    @property
    def start(self) -> int:
        """The start under the cursor, by its place among the seeds."""
        return 0 if self.as_map else int(order_of_starts(self.run.snapshot(), self.place, self.sort)[self.cursor])

    @property
    def left_width(self) -> int:
        """Cells of the field, its margin included."""
        return self.size.width if self.size.width < 60 else self.size.width // 2

    def move(self, right: int, down: int) -> None:
        """Move the cursor by cells of the field, or of the map, within it."""
        if self.as_map:
            rows, columns = map_shape(self.run.study.settings)
            row, column = divmod(self.place, columns)
            row, column = min(max(row - down, 0), rows - 1), min(max(column + right, 0), columns - 1)
            self.place = row * columns + column
        else:
            columns = field_columns(self.left_width - 2)
            self.cursor = min(max(self.cursor + right + down * columns, 0), self.run.study.starts - 1)
        self.redraw()

    def redraw(self) -> None:
        """Draw the study as it stands, and show what is different."""
        width, height = self.size
        if width and height:
            self._canvas = self.paint(self.run.snapshot(), width, height, palette_of(self))
            self.refresh()

    def on_resize(self) -> None:
        """At another size it is another picture."""
        self.redraw()

    def on_click(self, event: Click) -> None:
        """The start that was clicked; a second click opens it."""
        column, row = (event.x - 1) // 2, event.y - 3
        columns = field_columns(self.left_width - 2)
        if not self.as_map and 0 <= column < columns and row >= 0 and event.x < self.left_width:
            first = max(0, self.cursor // columns - (self.size.height - 4) + 1) * columns
            cell = first + row * columns + column
            if cell < self.run.study.starts:
                again, self.cursor = cell == self.cursor, cell
                self.redraw()
                if again:
                    self.app.action_open()  # type: ignore[attr-defined]

    def render_line(self, y: int) -> Strip:
        """A row of the picture."""
        if self._canvas is None or y >= self._canvas.height:
            return Strip.blank(self.size.width, Style())
        return Strip(self._canvas.segments(y), self._canvas.width)

    def paint(self, snapshot: StudySnapshot, width: int, height: int, palette: ColorPalette) -> Canvas:
        """The picture of a snapshot. Needs no running app."""
        canvas = Canvas(width, height, palette.blank)
        self._draw_heading(canvas, snapshot, palette)
        left = width if width < 60 else width // 2
        area = (1, 3, left - 2, height - 4)
        if self.as_map:
            draw_map(canvas, area, snapshot, self.run.study.settings, self.place, palette)
        else:
            order = order_of_starts(snapshot, self.place, self.sort)
            draw_field(canvas, area, snapshot, self.place, order, self.cursor, palette)
        self._draw_legend(canvas, snapshot, height - 1, palette)
        if left < width:
            self._draw_right(canvas, snapshot, left, width - left - 1, height, palette)
        canvas.settle()
        return canvas

    def _draw_heading(self, canvas: Canvas, snapshot: StudySnapshot, palette: ColorPalette) -> None:
        study = self.run.study
        x = canvas.write(1, 0, "perceptop", palette.accent) + 2
        setting = study.settings[self.place]
        architecture = setting.experiment.architecture
        shape = "-".join(str(size) for size in architecture.layers)
        canvas.write(x, 0, f"study of {study.experiment.name} · {shape} · {len(study):,} starts", palette.strong)
        state = "▶ running" if snapshot.playing else "finished" if snapshot.epoch == snapshot.epochs else "‖ paused"
        canvas.write_left_of(
            canvas.width - 1, 0, f"epoch {snapshot.epoch:,} of {snapshot.epochs:,}  {state}", palette.accent
        )
        solved = int(snapshot.solved[self.place].sum())
        low, high = wilson_interval(solved, study.starts)
        rate = f"{solved:,} of {study.starts:,} solved · {100 * solved / study.starts:.1f} %"
        x = canvas.write(1, 1, f"{rate} ({100 * low:.1f} to {100 * high:.1f})", palette.strong) + 2
        canvas.write(x, 1, f"solved: {study.condition.text}", palette.muted)

    def _draw_legend(self, canvas: Canvas, snapshot: StudySnapshot, y: int, palette: ColorPalette) -> None:
        if self.as_map:
            canvas.write(1, y, "blank 0 %  ░ 20  ▒ 40  ▓ 60  █ 80 % solved and more", palette.muted)
            return
        words = f"{SOLVED} solved  {OPEN} not yet  {STUCK} stuck  {DIVERGED} diverged"
        if snapshot.differed:
            words += f"  {WRONG} {snapshot.differed} put right by the ordinary engine"
        canvas.write(1, y, words, palette.muted)

    def _draw_right(
        self, canvas: Canvas, snapshot: StudySnapshot, left: int, width: int, height: int, palette: ColorPalette
    ) -> None:
        curve = max(4, (height - 6) // 3)
        canvas.write(left + 1, 3, "Solved by epoch", palette.strong)
        draw_rate(canvas, (left, 4, width, curve), snapshot, self.place, palette)
        top = 5 + curve
        canvas.write(left + 1, top, "When", palette.strong)
        draw_histogram(canvas, (left, top + 1, width, max(3, curve // 2)), snapshot, self.place, palette)
        top += 2 + max(3, curve // 2)
        self._draw_start(canvas, snapshot, left + 1, top, palette)
        self._draw_settings(canvas, snapshot, left + 1, top + 2, height - top - 3, palette)

    def _draw_start(self, canvas: Canvas, snapshot: StudySnapshot, x: int, y: int, palette: ColorPalette) -> None:
        start, study = self.start, self.run.study
        seed = study.seeds(study.settings[self.place])[start]
        at = int(snapshot.solved_at[self.place, start])
        if 0 <= at <= snapshot.epoch:
            became = f"solved at epoch {at:,}"
        elif snapshot.diverged[self.place, start]:
            became = "diverged"
        else:
            became = "stuck" if snapshot.epoch == snapshot.epochs else "not solved yet"
        canvas.write(x, y, f"seed {seed}: {became} · enter opens it", palette.text)

    def _draw_settings(
        self, canvas: Canvas, snapshot: StudySnapshot, x: int, y: int, height: int, palette: ColorPalette
    ) -> None:
        study = self.run.study
        first = max(0, self.place - height + 2)
        if height < 2:
            return
        canvas.write(x, y, "  solved   95 % interval   median   setting", palette.muted)
        for row, place in enumerate(range(first, min(first + height - 1, len(study.settings))), 1):
            solved = snapshot.solved_at[place][snapshot.solved[place]]
            low, high = wilson_interval(len(solved), study.starts)
            median = quantile(solved.tolist(), 0.5)
            values = study.settings[place].values
            named = ", ".join(f"{name.replace('_', ' ')} {_plain(value)}" for name, value in values.items())
            text = (
                f"{100 * len(solved) / study.starts:6.1f} %   {100 * low:5.1f} to {100 * high:5.1f}"
                f"   {'' if median is None else f'{median:,.0f}':>6}   {named or 'as the experiment has it'}"
            )
            canvas.write(x, y + row, ("▸" if place == self.place else " ") + text, palette.text)


def _plain(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


class StudyApp(TerminalApp):
    """Trains and shows a study. `opened` is the place of the setting and the start that were chosen, to be opened `at`
    an epoch; None if none was.
    """

    TITLE = "perceptop"
    CSS = "StudyView { height: 1fr; } Footer { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("StudyApp")

    def __init__(
        self, run: StudyRun, place: int = 0, cursor: int = 0, sort: bool = False, ascii_only: bool = False
    ) -> None:
        super().__init__(ansi_color=True if no_color.wanted() else None)
        self._filters = no_color.without_color(self._filters)
        if ascii_only:
            self._filters.append(AsciiOnly())
        self.study_run = run
        self.view = StudyView(run)
        self.view.place, self.view.cursor, self.view.sort = place, cursor, sort
        self.opened: tuple[int, int] | None = None
        self.at = 0

    def compose(self) -> ComposeResult:
        """The study, and its keys."""
        yield self.view
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Train and draw from now on."""
        self.view.focus()
        self.every(1 / FRAMES_PER_SECOND, self._tick)

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
        """So many epochs on, or back."""
        self.study_run.step(epochs)
        self.view.redraw()

    def action_go_to(self, epoch: int | None) -> None:
        """To an epoch, or to the newest that is known."""
        self.study_run.pause()
        self.study_run.go_to(self.study_run.reached if epoch is None else epoch)
        self.view.redraw()

    def action_move(self, right: int, down: int) -> None:
        """Move the cursor."""
        self.view.move(right, down)

    def action_sort(self) -> None:
        """The starts by seed, or those first that are solved first."""
        self.view.sort = not self.view.sort
        self.view.redraw()

    def action_setting(self, step: int) -> None:
        """Another setting."""
        self.view.place = (self.view.place + step) % len(self.study_run.study.settings)
        self.view.redraw()

    def action_open(self, at: int = 0) -> None:
        """Leave for the ordinary view of the start under the cursor, at its beginning."""
        if "weights" in self.study_run.study.settings[self.view.place].values:
            self.notify("A run whose first weights are varied cannot be opened: no option of watch says them.")
            return
        self.opened, self.at = (self.view.place, self.view.start), at
        self.exit()

    def action_open_here(self) -> None:
        """Leave for the same at the epoch that the study shows."""
        self.action_open(self.study_run.snapshot().epoch)
