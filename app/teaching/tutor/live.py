"""A lesson in the live view: its task in the panel above the keys, its conditions checked on each snapshot."""

from typing import TYPE_CHECKING

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.tutor.course import Course


class Tutor:
    """Without a course it does nothing. `goes_on` is set if the app was left for the next lesson."""

    def __init__(self, app: TerminalApp, feed: Feed, tasks: Tasks, course: "Course | None") -> None:
        self._app, self._feed, self._tasks, self._course = app, feed, tasks, course
        self.goes_on = False

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
        return self._course is not None

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

    def leave(self) -> None:
        """Go on with the run alone; at the end of a lesson, with the next one if there is one."""
        if self._course is None:
            return
        if self._course.is_over and self._course.following:
            self.goes_on = True
            self._app.exit()
            return
        if not self._course.is_over:
            self._app.notify("The lesson is left; perceptop tutor goes on with it here.", timeout=4)
        self._course = None
        self._tasks.close()
