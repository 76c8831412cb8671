"""A lesson in the live view: its task in the panel above the keys, its conditions checked on each snapshot."""

from typing import TYPE_CHECKING, Protocol

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.tutor.course import Course


class Lessons(Protocol):
    """The files of a run, for lessons that are shown in place of another run."""

    @property
    def back_to(self) -> str:
        """Return the name of that run; empty if there is none."""

    async def go_on(self, course: "Course") -> None:
        """Show the next lesson in place of one that is over."""

    async def end(self, course: "Course") -> None:
        """Go back to that run."""

    def close(self, course: "Course") -> None:
        """Go on with the lesson's own run, without the lesson."""


class Tutor:
    """Without a course it does nothing."""

    def __init__(self, app: TerminalApp, feed: Feed, tasks: Tasks, course: "Course | None", lessons: Lessons) -> None:
        self._app, self._feed, self._tasks, self._course, self._lessons = app, feed, tasks, course, lessons
        if course is not None:
            course.back_to = lessons.back_to

    @property
    def is_on(self) -> bool:
        """Return whether a lesson is being taken."""
        return self._course is not None

    def update(self, snapshot: Snapshot) -> None:
        """Show what the lesson says of this snapshot; set up the steps that it begins."""
        course = self._course
        if course is None:
            return
        course.follow(snapshot, self._feed)
        if course.task is not None:
            self._tasks.show(course.task, self.choose)

    def allows(self, action: str) -> bool:
        """Return whether a key of lessons has a use now."""
        return self._course is not None and (action != "back" or self._course.can_go_back)

    def choose(self, choice: int) -> None:
        """Answer the question of the step."""
        if self._course is not None:
            self._course.choose(choice)
            self.update(self._feed.latest)

    def hint(self) -> None:
        """Give the next hint."""
        if self._course is not None:
            self._course.hint()
            self.update(self._feed.latest)

    async def leave(self) -> None:
        """Leave the lesson for the run that it stands in place of, or go on with its own run alone; at its end, with
        the next lesson if there is one.
        """
        course, back_to = self._course, self._lessons.back_to
        if course is None:
            return
        if course.is_over and course.following:
            await self._lessons.go_on(course)
            return
        if back_to:
            await self.back()
            return
        if not course.is_over:
            self._app.notify("You have left the lesson; perceptop tutor goes on from this step.", timeout=4)
        self._course = None
        self._lessons.close(course)
        self._tasks.close()

    async def back(self) -> None:
        """Go back to the run that the lesson stands in place of."""
        if self._course is not None and self._lessons.back_to:
            await self._lessons.end(self._course)
