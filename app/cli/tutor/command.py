"""`perceptop tutor`: one lesson after the other, from where one left, until one leaves."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perceptop.app.cli.tutor.curriculum import Curriculum, course_of, following
from perceptop.app.live.preferences_file import config_file
from perceptop.app.run.options import LookOptions, RunOptions
from perceptop.app.teaching.tutor.course import Course, Place
from perceptop.app.teaching.tutor.lesson import Lesson
from perceptop.app.teaching.tutor.lesson_file import read_lesson
from perceptop.app.terminal.exit_codes import NEXT_LESSON

if TYPE_CHECKING:
    from perceptop.app.run.study_options import StudyOfRun

    Many = Callable[[StudyOfRun, bool], int]


@dataclass(frozen=True)
class TutorOptions:
    """How lessons are taken: `again` from the first step on, `plain` as lines of text with `pace` seconds between."""

    again: bool = False
    plain: bool = False
    pace: float | None = None
    ascii: bool = False


def tutor(name: str | None, options: TutorOptions, many: "Many", read: Callable[[str], RunOptions]) -> int:
    """Take a lesson, and those after it that are wanted; without a name, the one that was left. The exit code.

    `many` shows the study that the live view was left for, `read` makes options of what is typed in it.
    """
    if options.pace is not None and not options.plain:
        print("perceptop tutor: --pace: found without --plain, expected with it", file=sys.stderr)
        return 2
    curriculum, again = Curriculum(config_file()), options.again
    lesson: Lesson | None = read_lesson(name or curriculum.next_name)
    code = 0
    while lesson is not None:
        place = Place() if again else curriculum.saved.place_in(lesson.name)
        course = course_of(lesson, place, options.plain)
        code, again = _take(course, options, many, read, curriculum), False
        if code != NEXT_LESSON:
            break
        lesson = following(lesson)
    return 0 if code == NEXT_LESSON else code


def list_lessons() -> int:
    """Print name, title, minutes and state of every lesson, a line each."""
    lessons = Curriculum(config_file()).lessons
    width, title_width = max(len(each.name) for each, _ in lessons), max(len(each.title) for each, _ in lessons)
    for number, (lesson, state) in enumerate(lessons, 1):
        line = f"{number}  {lesson.name:{width}}  {lesson.title:{title_width}}  {lesson.minutes} minutes"
        print(f"{line}  {state}".rstrip())
    return 0


def _take(
    course: Course, options: TutorOptions, many: "Many", read: Callable[[str], RunOptions], curriculum: Curriculum
) -> int:
    if not options.plain:
        from perceptop.app.live.start import watch

        look = LookOptions(options.ascii)
        return watch(course.options, look, lambda study: many(study, options.ascii), course, read, lambda: curriculum)
    from perceptop.app.plain.start import watch_plain

    code = watch_plain(course.options, options.pace, options.ascii, course=course)
    if code != 2:
        curriculum.keep(course)
    if code == 0:
        print(curriculum.farewell(course))
    return code
