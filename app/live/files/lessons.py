"""Lessons in place of the run that is shown, which is gone back to when they end."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from perceptop.app.live.files.run_files import Files
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.task_panel import Task

if TYPE_CHECKING:
    from perceptop.app.teaching.tutor.course import Course


class Curriculum(Protocol):
    """The lessons in order, and what is kept of them."""

    @property
    def titles(self) -> list[str]:
        """Return title and state of each lesson."""

    @property
    def next_place(self) -> int:
        """Return the place of the lesson to take next."""

    def course(self, name_or_place: str | int) -> "Course":
        """Return the course of a lesson, from where it was left."""

    def course_after(self, course: "Course") -> "Course":
        """Return that of the lesson after it."""

    def keep(self, course: "Course") -> None:
        """Keep that a lesson is done, or where it is left."""

    def farewell(self, course: "Course") -> str:
        """Return the line that is printed when one leaves in it."""


class Lessons:
    """Asks for a lesson, and shows it as a run of its own. `curriculum` gives all; without it there are none."""

    def __init__(
        self, app: TerminalApp, files: Files, tasks: Tasks, curriculum: Callable[[], Curriculum] | None
    ) -> None:
        self._app, self._files, self._tasks, self._curriculum = app, files, tasks, curriculum

    @property
    def back_to(self) -> str:
        """Return the name of the run that was left for the lesson, if there is one."""
        return self._files.left_for_lesson

    def choose(self) -> None:
        """Ask which lesson to begin in place of this run."""
        from perceptop.app.live.screens.choice import Choice
        from perceptop.app.widgets.dialog import Dialog

        if isinstance(self._app.screen, Dialog):
            return
        if self._curriculum is None:
            self._app.notify("No lesson can be opened here: perceptop tutor has them all.")
            return
        hint, curriculum = "enter begins, or goes on · escape closes", self._curriculum()
        if self._files.course is not None:
            curriculum.keep(self._files.course)
        lessons = Choice("Lessons", hint, curriculum.titles, curriculum.next_place, deletes=False)
        self._app.push_screen(lessons, self._take)

    async def go_on(self, course: "Course") -> None:
        """Show the next lesson in place of one that is over."""
        assert self._curriculum is not None
        self._curriculum().keep(course)
        await self._begin(self._curriculum().course_after(course), again=True)

    async def end(self, course: "Course") -> None:
        """Go back to the run that was left for the lesson."""
        assert self._curriculum is not None
        self._curriculum().keep(course)
        await self._files.end_lesson()

    def close(self, course: "Course") -> None:
        """Keep where a lesson is left whose run goes on."""
        if self._curriculum is not None:
            self._curriculum().keep(course)
        self._files.close_lesson()

    async def _take(self, choice: tuple[str, int] | None) -> None:
        if choice is None:
            return
        assert self._curriculum is not None
        shown, course = self._files.course, self._curriculum().course(choice[1])
        if shown is None or shown.is_over or shown.lesson.name != course.lesson.name:
            await self._begin(course)

    async def _begin(self, course: "Course", again: bool = False) -> None:
        """Begin a lesson, and say so: until its run has started, the screen stands still."""
        self._tasks.hold(Task(course.lesson.title, to_do="Opening …"))
        if not await self._files.begin_lesson(course, again):
            self._tasks.close()
