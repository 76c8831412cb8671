"""`perceptop tutor`: one lesson after the other, from where one left, until one leaves."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perceptop.app.cli.tutor.saved_place import SavedLessons, keep_done, keep_place, read_lessons
from perceptop.app.live.preferences_file import config_file
from perceptop.app.run.options import LookOptions
from perceptop.app.teaching.tutor.course import Course, Place
from perceptop.app.teaching.tutor.lesson import Lesson
from perceptop.app.teaching.tutor.lesson_file import lesson_names, read_lesson
from perceptop.app.terminal.exit_codes import NEXT_LESSON
from perceptop.core.errors.bad_input import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from perceptop.app.run.study_options import StudyOfRun

    Many = Callable[[StudyOfRun, bool], int]


@dataclass(frozen=True)
class TutorOptions:
    """How lessons are taken: `again` from the first step on, `plain` as lines of text with `pace` seconds between."""

    again: bool = False
    plain: bool = False
    pace: float | None = None
    ascii: bool = False


def tutor(name: str | None, options: TutorOptions, many: "Many") -> int:
    """Take a lesson, and those after it that are wanted; without a name, the one that was left. The exit code.

    `many` shows the study that the live view was left for.
    """
    if options.pace is not None and not options.plain:
        print("perceptop tutor: --pace: found without --plain, expected with it", file=sys.stderr)
        return 2
    kept, again = config_file(), options.again
    lesson: Lesson | None = _left(read_lessons(kept)) if name is None else read_lesson(name)
    code = 0
    while lesson is not None:
        place = Place() if again else read_lessons(kept).place_in(lesson.name)
        course = course_of(lesson, place, options.plain)
        code, again = _take(course, options, many), False
        if course.is_over:
            keep_done(kept, lesson.name)
        elif code != 2:
            keep_place(kept, lesson.name, course.place)
        if code != NEXT_LESSON:
            if code == 0:
                print(_farewell(course, kept))
            break
        lesson = following(lesson)
    return 0 if code == NEXT_LESSON else code


def course_of(lesson: Lesson, place: Place, plain: bool = False) -> Course:
    """The course of a lesson from a place on, as its heading and its end name it and the next one."""
    after = following(lesson)
    names = lesson_names()
    heading = f"Lesson {names.index(lesson.name) + 1}" if lesson.name in names else "Lesson"
    return Course(lesson, place, heading, after.title if after else "", plain)


def following(lesson: Lesson) -> Lesson | None:
    """The lesson after one that comes with the program, if there is one."""
    names = lesson_names()
    if lesson.name not in names[:-1]:
        return None
    return read_lesson(names[names.index(lesson.name) + 1])


def list_lessons() -> int:
    """Print name, title, minutes and state of every lesson, a line each."""
    saved, names = read_lessons(config_file()), lesson_names()
    width = max(map(len, names))
    titles = [read_lesson(name) for name in names]
    title_width = max(len(lesson.title) for lesson in titles)
    for number, lesson in enumerate(titles, 1):
        state = "done" if lesson.name in saved.done else ""
        if lesson.name == saved.lesson:
            state = f"at step {saved.place.step + 1} of {len(lesson.steps)}"
        line = f"{number}  {lesson.name:{width}}  {lesson.title:{title_width}}  {lesson.minutes} minutes  {state}"
        print(line.rstrip())
    return 0


def _left(saved: SavedLessons) -> Lesson:
    """The lesson that was left; else the first that is not done, or the first."""
    if saved.lesson:
        try:
            return read_lesson(saved.lesson)
        except BadInput:
            pass  # it was a file, and is not one any more
    names = lesson_names()
    return read_lesson(next((name for name in names if name not in saved.done), names[0]))


def _take(course: Course, options: TutorOptions, many: "Many") -> int:
    if options.plain:
        from perceptop.app.plain.start import watch_plain

        return watch_plain(course.options, options.pace, options.ascii, course=course)
    from perceptop.app.live.start import watch

    return watch(course.options, LookOptions(options.ascii), lambda study: many(study, options.ascii), course)


def _farewell(course: Course, kept: Path | None) -> str:
    lesson = course.lesson
    if course.is_over:
        return f"{lesson.title}: done" + (f". Next: {course.following}: perceptop tutor" if course.following else "")
    where = f"{lesson.title}: left at step {course.place.step + 1} of {len(lesson.steps)}"
    return f"{where}; perceptop tutor goes on there" if kept else where
