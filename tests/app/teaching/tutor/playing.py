"""Lessons played in the process of the test: the keys of a pupil, step by step, with a screen and in lines."""

import asyncio
from dataclasses import replace

from perceptop.app.cli.tutor.curriculum import course_of
from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.plain.view import PlainView
from perceptop.app.run.open_run import open_session
from perceptop.app.teaching.tutor.course import Place
from perceptop.app.teaching.tutor.lesson_file import read_lesson
from tests.app.direct import DirectSource

KEYS = {
    "neuron": ["down down", "b", "down", "c", "i", "b", "escape space"],
    "update": ["c", "a", "a", "i pagedown", "s", "b", "s s s"],
    "learning-rate": ["space", "a", "space", "b", "space", "b"],
    "hidden": ["space", "b", "d", "space", "m x", "a", "m x", "b", "b"],
    "stuck": ["space", "c", "R space", "b", "space", "a", "b"],
}
"""For each step of each lesson the keys that end it; none of them before the last one does."""

PLAIN_KEYS = {
    "neuron": ["down down", "b", "down", "c", "i y", "b", "space"],
    "update": ["c", "a", "a", "i x-y", "s", "b", "s s s"],
    "learning-rate": KEYS["learning-rate"],
    "hidden": ["space", "b", "d", "space", "i h1", "a", "i h2", "b", "b"],
    "stuck": KEYS["stuck"],
}
"""The same in the plain mode; what has a dot is typed as an answer."""


START = Place()


def taken(name, place=START, plain=False):
    """A course, and a session at the beginning of its run, as fast as it goes."""
    course = course_of(read_lesson(name), place, plain)
    options = replace(course.options, speed="max")
    return course, open_session(options), options


def lesson_app(name, place=START):
    course, made, options = taken(name, place)
    return course, Live(DirectSource(made), made.snapshot(), options, ViewOptions(course=course))


class PlainLesson:
    """A lesson in lines, and the keys that are pressed in it."""

    def __init__(self, name, place=START):
        self.course, made, options = taken(name, place, plain=True)
        self.lines = []
        self.view = PlainView(DirectSource(made), made.snapshot(), options, self.lines.append, 0.0)
        self.view.keys = self
        self.view.take_lesson(self.course)
        self.asking = False

    def ask(self):
        self.asking = True

    async def __aenter__(self):
        self._task = asyncio.create_task(self.view.run())
        await self._settle()
        return self

    async def __aexit__(self, *_):
        self.view.end()
        self.code = await self._task

    async def press(self, key):
        before = len(self.lines)
        if self.asking:
            self.asking = False
            self.view.answer(key)
        else:
            self.view.press(key)
        await self._settle()
        return "".join(self.lines[before:])

    async def _settle(self):
        for _ in range(20):
            await asyncio.sleep(0)
