"""What is kept of lessons between runs of the program: where one is, and which are done. In the file of preferences."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from perceptop.app.live.preferences_file import keep_config, read_config
from perceptop.app.teaching.tutor.course import Place

LESSON, PLACE, DONE = "lesson", "lesson_place", "lessons_done"
WRITTEN = re.compile(r"step (\d{1,6}) epoch (\d{1,12})(?: seed (\d{1,18}))?(?: rate (\S{1,30}))?")


@dataclass(frozen=True)
class SavedLessons:
    """The lesson one was in, by name or path, empty for none; the place in it; the names of those done."""

    lesson: str = ""
    place: Place = field(default_factory=Place)
    done: tuple[str, ...] = ()

    def place_in(self, lesson: str) -> Place:
        """Return where to go on in that lesson."""
        return self.place if lesson == self.lesson else Place()


def read_lessons(path: Path | None) -> SavedLessons:
    """What is kept in a file; nothing if it cannot be read, or not be understood."""
    values = read_config(path)
    lesson, done = values.get(LESSON, ""), values.get(DONE, "")
    match = WRITTEN.fullmatch(str(values.get(PLACE, "")))
    names = tuple(filter(None, done.split(","))) if isinstance(done, str) else ()
    if not isinstance(lesson, str) or not match:
        return SavedLessons(done=names)
    step, epoch, seed, rate = match.groups()
    try:
        learning_rate = float(rate) if rate else None
    except ValueError:
        return SavedLessons(done=names)
    return SavedLessons(lesson, Place(int(step), int(epoch), int(seed) if seed else None, learning_rate), names)


def keep_place(path: Path | None, lesson: str, place: Place) -> None:
    """Keep where one is in a lesson."""
    text = f"step {place.step} epoch {place.epoch}"
    text += "" if place.seed is None else f" seed {place.seed}"
    text += "" if place.learning_rate is None else f" rate {place.learning_rate!r}"
    _keep(path, {LESSON: lesson, PLACE: text})


def keep_done(path: Path | None, lesson: str) -> None:
    """Keep that a lesson is done: one begins anew in it."""
    done = dict.fromkeys([*read_lessons(path).done, lesson])
    _keep(path, {LESSON: "", PLACE: "", DONE: ",".join(done)})


def _keep(path: Path | None, values: dict[str, str]) -> None:
    # The file holds no quotes and no backslashes: the place in a lesson of such a name is not kept.
    if not any(mark in value for value in values.values() for mark in '"\\\n'):
        keep_config(path, values)
