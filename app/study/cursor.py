"""What is chosen on the screen of a study: the start under the cursor, the order, the zoom, the starts to compare."""

from perceptop.app.study.comparison_picture import ShownComparison
from perceptop.app.study.map import MapWindow, between, is_map, map_shape
from perceptop.app.study.start_grid import order_of_starts
from perceptop.core.experiments.study.comparison import MOST_COMPARED
from perceptop.core.experiments.study.finished_run import WatchedRun
from perceptop.core.experiments.study.variation import AnySetting


class StudyCursor:
    """The choices on a study, kept while one of its starts is open in the ordinary view.

    `place` is that of the setting. In a grid `cell` is the place in the order of its starts, by seed or, if `sort`ed,
    those first that are solved first; in a map each setting has one cell.
    """

    def __init__(self, run: WatchedRun) -> None:
        self.run, self.place, self.cell, self.sort = run, 0, 0, False
        self.as_map = is_map(run.study.settings)
        self.rows, self.columns = map_shape(run.study.settings) if self.as_map else (0, 0)
        self.windows = [MapWindow(0, 0, self.rows, self.columns)] if self.as_map else []
        """The whole map, and each part of it that was zoomed to."""
        self.corner: int | None = None
        self.marked: list[tuple[int, int]] = []
        """Starts that are to be compared, by the places of their settings and among the seeds."""
        self.compared: ShownComparison | None = None
        """The starts that are shown side by side, if any are."""

    @property
    def setting(self) -> AnySetting:
        """The setting of the start under the cursor."""
        return self.run.study.settings[self.place]

    @property
    def start(self) -> int:
        """The start under the cursor, by its place among the seeds."""
        return 0 if self.as_map else int(order_of_starts(self.run.snapshot(), self.place, self.sort)[self.cell])

    def go_to(self, place: int, start: int) -> None:
        """Put the cursor on a start, by the place of its setting and its place among the seeds."""
        self.place = place
        if self.as_map:
            self._keep_in_window()
        else:
            order = order_of_starts(self.run.snapshot(), place, self.sort)
            self.cell = int((order == start).argmax())

    @property
    def neighbors(self) -> tuple[bool, bool]:
        """Return whether there is a start before the one under the cursor, and one after it: in a map, in its row."""
        place, count = self._among
        return place > 0, place + 1 < count

    @property
    def _among(self) -> tuple[int, int]:
        if self.as_map:
            return self.place % self.columns, self.columns
        return self.cell, self.run.study.starts

    def step(self, by: int) -> None:
        """Move the cursor to the next start, or the one before, if there is one."""
        place, count = self._among
        if 0 <= place + by < count:
            self.move(by, 0, count)

    def move(self, right: int, down: int, columns: int) -> None:
        """Move the cursor by cells of the grid, which has so many columns, or of the map, within it."""
        if self.as_map:
            row, column = divmod(self.place, self.columns)
            row, column = min(max(row - down, 0), self.rows - 1), min(max(column + right, 0), self.columns - 1)
            self.place = row * self.columns + column
            self._keep_in_window()
        else:
            self.cell = min(max(self.cell + right + down * columns, 0), self.run.study.starts - 1)

    def next_setting(self, step: int) -> None:
        """Go to another setting, after the last to the first."""
        self.place = (self.place + step) % len(self.run.study.settings)
        if self.as_map:
            self._keep_in_window()

    def _keep_in_window(self) -> None:
        self.windows[-1] = self.windows[-1].with_place(*divmod(self.place, self.columns))

    def zoom(self) -> None:
        """Zoom in on the map: the region from the marked corner to the cursor, or half around the cursor."""
        window, here = self.windows[-1], divmod(self.place, self.columns)
        if self.corner not in (None, self.place):
            window = between(divmod(int(self.corner or 0), self.columns), here)
        else:
            window = window.around(*here)
        if window != self.windows[-1]:
            self.windows.append(window)
        self.corner = None

    def zoom_out(self) -> None:
        """Take back the last zoom."""
        if len(self.windows) > 1:
            self.windows.pop()
            self._keep_in_window()
        self.corner = None

    def mark_corner(self) -> None:
        """Take the cursor's place as the corner of a region to zoom to; a second time: take it back."""
        self.corner = None if self.corner == self.place else self.place

    def mark(self) -> bool:
        """Mark the start under the cursor to be compared, or take its mark away; return whether it could be done."""
        here = self.place, self.start
        if here in self.marked:
            self.marked.remove(here)
        elif len(self.marked) < MOST_COMPARED:
            self.marked.append(here)
        else:
            return False
        return True

    def to_compare(self) -> list[tuple[int, int]]:
        """Return the starts to compare: those marked, a single one with that under the cursor; else all
        if they are few, or this seed with each setting; none if there is nothing to compare.
        """
        study, here = self.run.study, (self.place, self.start)
        if self.marked:
            return self.marked if len(self.marked) > 1 or here in self.marked else [*self.marked, here]
        if len(study) <= MOST_COMPARED:
            return [(place, start) for place in range(len(study.settings)) for start in range(study.starts)]
        if 1 < len(study.settings) <= MOST_COMPARED:
            return [(place, self.start) for place in range(len(study.settings))]
        return []
