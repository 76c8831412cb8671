"""A lesson is left for the next one, for the run it stands in place of, or for its own run."""

from types import SimpleNamespace

import pytest

from perceptop.app.teaching.tutor.live import Tutor

SAID = "You have left the lesson; perceptop tutor goes on from this step."


class Lessons:
    """Notes where a lesson is left for."""

    def __init__(self, back_to, told):
        self.back_to, self.told = back_to, told

    async def go_on(self, course):
        self.told.append("the next lesson")

    async def end(self, course):
        self.told.append("the run before")

    def close(self, course):
        self.told.append("its own run")


@pytest.mark.parametrize(
    ("over", "following", "back_to", "told", "stays"),
    [
        (False, "", "", [SAID, "its own run", "no panel"], False),
        (False, "hidden", "", [SAID, "its own run", "no panel"], False),
        (True, "", "", ["its own run", "no panel"], False),
        (True, "hidden", "", ["the next lesson"], True),
        (True, "hidden", "xor", ["the next lesson"], True),
        (True, "", "xor", ["the run before"], True),
        (False, "hidden", "xor", ["the run before"], True),
    ],
)
async def test_where_a_lesson_is_left_for(over, following, back_to, told, stays):
    found = []
    app = SimpleNamespace(notify=lambda words, timeout: found.append(words))
    tasks = SimpleNamespace(close=lambda: found.append("no panel"))
    course = SimpleNamespace(is_over=over, following=following)
    tutor = Tutor(app, None, tasks, course, Lessons(back_to, found))
    await tutor.leave()
    assert (found, tutor.is_on, course.back_to) == (told, stays, back_to)


async def test_without_a_lesson_nothing_is_left():
    found = []
    tutor = Tutor(None, None, None, None, Lessons("xor", found))
    await tutor.leave()
    await tutor.back()
    assert (found, tutor.allows("back")) == ([], False)
