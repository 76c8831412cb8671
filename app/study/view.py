"""The picture of a study: the grid or the map, the charts, the start under the cursor, the table of settings."""

from collections.abc import Iterable

from textual.events import Click

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.study.charts import draw_histogram, draw_rate
from perceptop.app.study.cursor import StudyCursor
from perceptop.app.study.map import draw_map, draw_map_legend
from perceptop.app.study.start_grid import (
    DIVERGED,
    LATER,
    OPEN,
    SOLVED,
    STUCK,
    WRONG,
    draw_starts,
    grid_columns,
    order_of_starts,
    rows_above,
)
from perceptop.app.widgets.canvas_widget import CanvasRows
from perceptop.app.widgets.theme import palette_of
from perceptop.app.wording.cell_text import cells, first_that_fits, fit
from perceptop.app.wording.numbers import value_text
from perceptop.core.experiments.study.finished_run import WatchedRun
from perceptop.core.experiments.study.statistics import quantile, wilson_interval
from perceptop.core.experiments.study.study_run import StudySnapshot
from perceptop.core.experiments.study.variation import RecordedSetting

NARROW = 60
"""Cells of a screen that has room for the grid alone."""


class StudyView(CanvasRows, can_focus=True):
    """Draws the study: the grid or map on the left, charts and settings on the right."""

    def __init__(self, run: WatchedRun, cursor: StudyCursor | None = None) -> None:
        """`cursor` is that of an earlier view of the same study."""
        super().__init__()
        self.run, self.cursor = run, cursor or StudyCursor(run)

    @property
    def left_width(self) -> int:
        """Cells of the grid, its margin included."""
        return _left_width(self.size.width)

    def move(self, right: int, down: int) -> None:
        """Move the cursor by cells."""
        self.cursor.move(right, down, grid_columns(self.left_width - 2))
        self.redraw()

    def redraw(self) -> None:
        """Draw the study as it stands, and show the rows that changed."""
        width, height = self.size
        if width and height:
            self._canvas = self.paint(self.run.snapshot(), width, height, palette_of(self))
            self.refresh()

    def on_resize(self) -> None:
        """Draw anew at the new size."""
        self.redraw()

    def on_click(self, event: Click) -> None:
        """The start that was clicked; a second click opens it."""
        column, row = (event.x - 1) // 2, event.y - 3
        columns = grid_columns(self.left_width - 2)
        if not self.cursor.as_map and 0 <= column < columns and row >= 0 and event.x < self.left_width:
            first = rows_above(self.cursor.cell, columns, self.size.height - 4) * columns
            cell = first + row * columns + column
            if cell < self.run.study.starts:
                again, self.cursor.cell = cell == self.cursor.cell, cell
                self.redraw()
                if again:
                    self.app.action_open()  # type: ignore[attr-defined]

    def paint(self, snapshot: StudySnapshot, width: int, height: int, palette: ColorPalette) -> Canvas:
        """The picture of a snapshot. Needs no running app."""
        cursor = self.cursor
        canvas = Canvas(width, height, palette.blank)
        self._draw_heading(canvas, snapshot, palette)
        left = _left_width(width)
        area = (1, 3, left - 2, height - 4)
        if cursor.as_map:
            settings, window, marks = self.run.study.settings, cursor.windows[-1], [place for place, _ in cursor.marked]
            draw_map(canvas, area, snapshot, settings, window, cursor.place, cursor.corner, palette, marks)
        else:
            order = order_of_starts(snapshot, cursor.place, cursor.sort)
            marked = {start: number for number, (place, start) in enumerate(cursor.marked, 1) if place == cursor.place}
            draw_starts(canvas, area, snapshot, cursor.place, order, cursor.cell, palette, marked)
        self._draw_legend(canvas, snapshot, height - 1, palette)
        if left == width:
            self._draw_start(canvas, snapshot, 1, 2, palette)
        else:
            self._draw_right(canvas, snapshot, left, width - left - 1, height, palette)
        canvas.settle()
        return canvas

    def _draw_heading(self, canvas: Canvas, snapshot: StudySnapshot, palette: ColorPalette) -> None:
        study = self.run.study
        x = canvas.write(1, 0, "perceptop", palette.accent) + 2
        named = " · ".join(filter(None, (study.name, self.cursor.setting.shape)))
        title = f"study of {named} · {len(study):,} starts"
        state = "▶ running" if snapshot.playing else "finished" if snapshot.epoch == snapshot.epochs else "‖ paused"
        epoch = f"epoch {snapshot.epoch:,} of {snapshot.epochs:,}  {state}"
        if canvas.width - 2 - cells(epoch) < x + cells(title):
            title, epoch = named, f"{snapshot.epoch:,}/{snapshot.epochs:,} {state}"
        canvas.write(x, 0, fit(title, max(canvas.width - 3 - cells(epoch) - x, 0)), palette.strong)
        canvas.write_left_of(canvas.width - 1, 0, epoch, palette.accent)
        solved = int(snapshot.solved[self.cursor.place].sum())
        low, high = wilson_interval(solved, study.starts)
        rate = f"{solved:,} of {study.starts:,} solved · {100 * solved / study.starts:.1f} %"
        rate = fit(f"{rate} ({100 * low:.1f} to {100 * high:.1f})", canvas.width - 2)
        x = canvas.write(1, 1, rate, palette.strong) + 2
        canvas.write(x, 1, fit(f"solved: {study.solved_text}", max(canvas.width - 1 - x, 0)), palette.muted)

    def _draw_legend(self, canvas: Canvas, snapshot: StudySnapshot, y: int, palette: ColorPalette) -> None:
        if self.cursor.as_map:
            draw_map_legend(canvas, 1, y, self.run.study.starts == 1, palette)
            return
        width, columns = canvas.width - 2, grid_columns(_left_width(canvas.width) - 2)
        room, starts = columns * (canvas.height - 4), self.run.study.starts
        if starts > room > 0:
            part = fit(f"{room:,} of {starts:,} shown", width)
            width = canvas.write_left_of(canvas.width - 1, y, part, palette.accent) - 3
        long = f"{SOLVED} solved  {LATER} in the second half  {OPEN} not yet  {STUCK} stuck  {DIVERGED} diverged"
        short = f"{SOLVED} solved  {LATER} late  {OPEN} not yet  {STUCK} stuck  {DIVERGED} diverged"
        if snapshot.differed:
            long += f"  {WRONG} {snapshot.differed} put right by the ordinary engine"
            short += f"  {WRONG} {snapshot.differed} put right"
        canvas.write(1, y, first_that_fits([long, short], width) or fit(short, width), palette.muted)

    def _draw_right(
        self, canvas: Canvas, snapshot: StudySnapshot, left: int, width: int, height: int, palette: ColorPalette
    ) -> None:
        curve = max(4, (height - 6) // 3)
        canvas.write(left + 1, 3, "Solved by epoch", palette.strong)
        draw_rate(canvas, (left, 4, width, curve), snapshot, self.cursor.place, palette)
        top = 5 + curve
        canvas.write(left + 1, top, "When", palette.strong)
        draw_histogram(canvas, (left, top + 1, width, max(3, curve // 2)), snapshot, self.cursor.place, palette)
        top += 2 + max(3, curve // 2)
        self._draw_start(canvas, snapshot, left + 1, top, palette)
        self._draw_settings(canvas, snapshot, left + 1, top + 2, height - top - 3, palette)

    def _draw_start(self, canvas: Canvas, snapshot: StudySnapshot, x: int, y: int, palette: ColorPalette) -> None:
        start, study = self.cursor.start, self.run.study
        seed = study.seeds(self.cursor.setting)[start]
        at = int(snapshot.solved_at[self.cursor.place, start])
        if 0 <= at <= snapshot.epoch:
            became = f"solved at epoch {at:,}"
        elif snapshot.diverged[self.cursor.place, start]:
            became = "diverged"
        else:
            became = "stuck" if snapshot.epoch == snapshot.epochs else "not solved yet"
        if canvas.width < NARROW:
            # There is no table of settings beside it.
            values = self.cursor.setting.values.items()
            became = ", ".join([became, *(f"{name.replace('_', ' ')} {value_text(value)}" for name, value in values)])
        opens = "" if isinstance(self.cursor.setting, RecordedSetting) else " · enter opens it"
        canvas.write(x, y, fit(f"seed {seed}: {became}{opens}", canvas.width - 1 - x), palette.text)

    def _draw_settings(
        self, canvas: Canvas, snapshot: StudySnapshot, x: int, y: int, height: int, palette: ColorPalette
    ) -> None:
        study = self.run.study
        first = max(0, self.cursor.place - height + 2)
        if height < 2:
            return
        room = canvas.width - 1 - x
        wide = room >= 51
        interval = "   95 % interval" if wide else ""
        if height - 1 < len(study.settings):
            part = fit(f"{height - 1} of {len(study.settings):,} settings shown", room)
            canvas.write_left_of(canvas.width - 1, y - 1, part, palette.accent)
        heading = f"  solved{interval}   median   {_named(study.settings[0].values)}"
        canvas.write(x, y, fit(heading, room), palette.muted)
        for row, place in enumerate(range(first, min(first + height - 1, len(study.settings))), 1):
            solved = snapshot.solved_at[place][snapshot.solved[place]]
            low, high = wilson_interval(len(solved), study.starts)
            median = quantile(solved.tolist(), 0.5)
            values = study.settings[place].values
            named = ", ".join(map(value_text, values.values()))
            share = f"{100 * len(solved) / study.starts:6.1f} %"
            between_ends = f"   {100 * low:5.1f} to {100 * high:5.1f}" if wide else ""
            at = "" if median is None else f"{median:,.0f}"
            text = f"{share}{between_ends}   {at:>6}   {named or 'as given'}"
            mark = "▸" if place == self.cursor.place else " "
            canvas.write(x, y + row, fit(mark + text, room), palette.text)


def _left_width(width: int) -> int:
    return width if width < NARROW else width // 2


def _named(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names) or "setting"
