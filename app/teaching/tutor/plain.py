"""A lesson in the plain mode: its task in lines, told when it changes."""

from collections.abc import Callable

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.tutor.course import Course
from perceptop.app.widgets.task_panel import LETTERS, Task
from perceptop.core.protocol.snapshot import Snapshot

DONE = "✓ "
"""Before what is said of a step that has ended."""


class PlainTutor:
    """`tell` takes lines; `leave` is called for the next lesson."""

    def __init__(
        self, course: Course, feed: Feed, tell: Callable[[list[str]], None], leave: Callable[[], None]
    ) -> None:
        self._course: Course | None = course
        self._feed, self._tell, self._leave = feed, tell, leave
        self._told: Task | None = None

    def update(self, snapshot: Snapshot) -> None:
        """Check the step's condition, and set up the step that follows."""
        if self._course is not None:
            self._course.follow(snapshot, self._feed)

    def say(self) -> None:
        """Print the lines that are new."""
        task = self._course.task if self._course else None
        if task is not None and task != self._told:
            lines = lines_of(task, self._told)
            self._told = task
            self._tell(lines)

    def press(self, key: str) -> bool:
        """Do what a key of the lesson does; return whether it is one."""
        course = self._course
        if course is None:
            return False
        if len(key) == 1 and key in LETTERS and course.takes(LETTERS.index(key)):
            course.choose(LETTERS.index(key))
        elif key == "H":
            course.hint()
        elif key == "Q":
            self._tell(["a lesson is on; it asks its own questions"])
            return True
        elif key == "L":
            goes_on = course.is_over and bool(course.following)
            if goes_on:
                self._leave()
                return True
            self._course = None
            self._tell(["the lesson is left, the run goes on"])
            return True
        else:
            return False
        self.update(self._feed.latest)
        self.say()
        return True


def lines_of(task: Task, before: Task | None) -> list[str]:
    """Return what of a task is new, a line each: heading and text if they are, then what to do or to choose.

    What was right is of the step before: it comes before the heading.
    """
    text = task.text.split("\n")
    lines = [text.pop(0)] if text[0].startswith(DONE) and before and before.heading != task.heading else []
    if before is None or before.heading != task.heading:
        lines.append(task.heading.replace(" · ", ", "))
    if before is None or before.text != task.text or before.heading != task.heading:
        lines += text
    if task.verdict:
        lines.append(f"wrong: {task.verdict}")
    lines += [task.to_do, task.question]
    lines += [f"{LETTERS[place]}: {choice}" for place, choice in enumerate(task.choices) if place not in task.wrong]
    lines.append(", ".join(f"{key}: {does}" for key, does in task.keys))
    return [_spoken(line) for line in lines if line]


def _spoken(line: str) -> str:
    return line.replace(DONE, "right: ", 1) if line.startswith(DONE) else line
