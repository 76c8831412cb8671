"""The lessons that come with the program: which are done, where one was left, and what is kept of them."""

from pathlib import Path

from perceptop.app.cli.tutor.saved_place import SavedLessons, keep_done, keep_place, read_lessons
from perceptop.app.teaching.tutor.course import ALONE, Course, Place
from perceptop.app.teaching.tutor.lesson import Lesson
from perceptop.app.teaching.tutor.lesson_file import lesson_names, read_lesson
from perceptop.core.errors.bad_input import BadInput


class Curriculum:
    """All lessons in order, beside the file that keeps where one is; None if there is none."""

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept

    @property
    def saved(self) -> SavedLessons:
        """Return what is kept now."""
        return read_lessons(self._kept)

    @property
    def lessons(self) -> list[tuple[Lesson, str]]:
        """Return all lessons, each with how far it has been taken in words; empty if it was not begun."""
        saved, found = self.saved, []
        for lesson in map(read_lesson, lesson_names()):
            states = ["done"] if lesson.name in saved.done else []
            if lesson.name == saved.lesson:
                states.append(f"at step {saved.place.step + 1} of {len(lesson.steps)}")
            found.append((lesson, ", ".join(states)))
        return found

    @property
    def titles(self) -> list[str]:
        """Return number, title and state of every lesson, a line each."""
        lessons = self.lessons
        width = max(len(lesson.title) for lesson, _ in lessons)
        told = [f"{number}  {lesson.title:{width}}  {state}" for number, (lesson, state) in enumerate(lessons, 1)]
        return [line.rstrip() for line in told]

    @property
    def next_name(self) -> str:
        """Return the name of the lesson that was left; else of the first that is not done, or of the first."""
        saved, names = self.saved, lesson_names()
        if saved.lesson:
            try:
                return read_lesson(saved.lesson).name
            except BadInput:
                pass  # it was a file, and is not one any more
        return next((name for name in names if name not in saved.done), names[0])

    @property
    def next_place(self) -> int:
        """Return its place in the list, counted from 0; of a file of one's own 0."""
        names, name = lesson_names(), self.next_name
        return names.index(name) if name in names else 0

    def course(self, name_or_place: str | int) -> Course:
        """Return the course of a lesson, by its name or its place in the list, from where it was left."""
        name = name_or_place if isinstance(name_or_place, str) else lesson_names()[name_or_place]
        return course_of(read_lesson(name), self.saved.place_in(name))

    def course_after(self, course: Course) -> Course:
        """Return the course of the lesson after one that has a lesson after it."""
        after = following(course.lesson)
        assert after is not None
        return self.course(after.name)

    def keep(self, course: Course) -> None:
        """Keep that a lesson is done, or where it is left."""
        if course.is_over:
            keep_done(self._kept, course.lesson.name)
        else:
            keep_place(self._kept, course.lesson.name, course.place)

    def farewell(self, course: Course) -> str:
        """Return the line that is printed when one leaves in a lesson, or at its end."""
        lesson = course.lesson
        if course.is_over:
            following = f' Next: perceptop tutor, "{course.following}"' if course.following else ""
            return f'"{lesson.title}" is done.{following}'
        where = f'"{lesson.title}" is left at step {course.place.step + 1} of {len(lesson.steps)}'
        return f"{where}; perceptop tutor goes on there" if self._kept else where


def course_of(lesson: Lesson, place: Place, plain: bool = False) -> Course:
    """The course of a lesson from a place on, as its heading and its end name it and the next one."""
    after = following(lesson)
    names = lesson_names()
    heading = f"Lesson {names.index(lesson.name) + 1}" if lesson.name in names else ALONE
    return Course(lesson, place, heading, after.title if after else "", plain)


def following(lesson: Lesson) -> Lesson | None:
    """The lesson after one that comes with the program, if there is one."""
    names = lesson_names()
    if lesson.name not in names[:-1]:
        return None
    return read_lesson(names[names.index(lesson.name) + 1])
