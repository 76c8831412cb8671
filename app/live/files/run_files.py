"""The files of a run in the live view: what is saved, and what is opened in place of the run."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perceptop.app.run.options import RunOptions
from perceptop.app.run.save_kinds import PICTURE, SaveKind, save_command
from perceptop.app.run.worker.messages import Failed, Refused
from perceptop.app.run.worker.open_runs import OpenRun, Runs
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.terminal.exit_codes import OPENED
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.commands import Pause
from perceptop.core.protocol.snapshot import Progress

if TYPE_CHECKING:
    from perceptop.app.teaching.tutor.course import Course

# What asks is imported when it is asked for: opening need not wait for it.


TAKEN_UP = 50
"""Hundredths of a second that a pause may take before a run is left."""


class Files:
    """Asks what to save and what to open, and says what was saved and what could not be done.

    A run that is left for another one rests, and `runs` keeps it.
    """

    def __init__(self, app: TerminalApp, feed: Feed, options: RunOptions, runs: Runs | None) -> None:
        """`options` are those that the run was opened with; without `runs`, no other can be opened."""
        self._app, self._feed, self._options, self._runs = app, feed, options, runs
        self._saves = self._notices = 0
        self._warned = False

    async def save(self) -> None:
        """Ask what to save, and where. A run that trains pauses first: what is saved is what is seen, and its name says
        which epoch that is.
        """
        from perceptop.app.live.screens.save_form import SaveForm
        from perceptop.app.widgets.dialog import Dialog

        if not isinstance(self._app.screen, Dialog):
            if self._feed.latest.progress.state == "running":
                await self._rest()
            self._app.push_screen(SaveForm(self._feed.latest, Path.cwd()), self._take_place)

    def open(self) -> None:
        """Ask which run to open in place of this one."""
        from perceptop.app.live.screens.open.open_form import OpenForm
        from perceptop.app.widgets.dialog import Dialog

        if isinstance(self._app.screen, Dialog):
            return
        if self._runs is None:
            self._app.notify("No other run can be opened here.")
            return
        self._app.push_screen(OpenForm(self._runs, self._options.exit_at_end), self._take_run)

    def former(self) -> list[str]:
        """Return a line for each run that can be gone back to."""
        return [run.words for run in self._runs.former] if self._runs else []

    def drop(self, place: int) -> None:
        """End a former run."""
        assert self._runs is not None
        self._runs.drop(place)

    async def go_back(self, place: int) -> None:
        """Leave this run for a former one."""
        assert self._runs is not None
        await self._leave(partial(self._runs.go_back, place))

    @property
    def course(self) -> "Course | None":
        """Return the course of the lesson that is shown."""
        course: Course | None = self._runs.present.course if self._runs else None
        return course

    def close_lesson(self) -> None:
        """Go on with the run of a lesson as with any other."""
        if self._runs is not None:
            self._runs.present.course = None

    @property
    def left_for_lesson(self) -> str:
        """Return the name of the run that was left for this lesson; empty if it is none, or that run is gone."""
        left = self._runs.present.left if self._runs else None
        return left.latest.about.name if self._runs and left in self._runs.former else ""

    async def begin_lesson(self, course: "Course", again: bool = False) -> bool:
        """Leave this run for a lesson; `again`, a lesson that is over, which nobody goes back to.

        Return whether it was begun.
        """
        from perceptop.app.run.worker.open_runs import first_answer

        runs = self._runs
        assert runs is not None
        try:
            if not again:
                runs.require_room()
        except BadInput as problem:
            self._app.notify(str(problem), severity="warning", markup=False)
            return False
        source = runs.connect(course.options)
        answer = await first_answer(source)
        if isinstance(answer, Refused | Failed):
            source.close()
            self._app.notify(answer.line, markup=False)
            return False
        left = runs.present.left if again else runs.present
        lesson = OpenRun(source, course.options, answer, course=course, left=left)
        await self._leave(partial(runs.open, lesson, keep=not again))
        return True

    async def end_lesson(self) -> None:
        """Go back to the run that was left for this lesson."""
        runs = self._runs
        assert runs is not None
        assert runs.present.left is not None
        await self._leave(partial(runs.go_back, runs.former.index(runs.present.left), keep=False))

    async def _take_run(self, answer: OpenRun | int | None) -> None:
        assert self._runs is not None
        if isinstance(answer, int):
            await self.go_back(answer)
        elif answer is not None:
            await self._leave(partial(self._runs.open, answer))

    async def _rest(self) -> None:
        """Pause, and wait until that is taken up."""
        self._feed.send(Pause())
        for _ in range(TAKEN_UP):
            if not self._feed.pending:
                break
            self._feed.ask()
            await asyncio.sleep(0.01)

    async def _leave(self, show_other: Callable[[], None]) -> None:
        """Let this run rest, and leave the view for another one."""
        assert self._runs is not None
        feed, present = self._feed, self._runs.present
        await self._rest()
        present.latest, present.sent = feed.latest, feed.sent
        # Its source may end now.
        feed.close()
        show_other()
        self._app.exit(return_code=OPENED)

    def save_picture(self, path: str | None = None) -> None:
        """Save the screen as an SVG file, in the current folder if no path is given; a browser gets it delivered."""
        from perceptop.app.live.files.screenshot import take_screenshot

        take_screenshot(self._app, path)

    def tell(self, progress: Progress) -> None:
        """Report which files were written, and which could not be."""
        if progress.notices > self._notices:
            self._notices = progress.notices
            self._app.notify(progress.notice, severity="warning", markup=False)
        if progress.saves > self._saves:
            self._saves = progress.saves
            self._app.notify(f"Saved: {progress.saved}", markup=False)

    def keeps_open(self) -> bool:
        """Return whether a file is still being written, and say so: to leave once more leaves without it."""
        if not self._feed.latest.progress.saving or self._warned:
            return False
        self._warned = True
        self._app.notify("A file is still being written: press again to leave without it.", markup=False)
        return True

    def _take_place(self, place: tuple[SaveKind, str] | None) -> None:
        if place is None:
            return
        kind, path = place
        if kind is PICTURE:
            # Of the screen without the dialog.
            self._app.call_after_refresh(self.save_picture, path)
        else:
            self._feed.send(save_command(kind, path, self._options))
