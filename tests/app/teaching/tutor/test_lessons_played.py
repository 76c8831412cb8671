"""All lessons are played from the first step to the last, at both sizes and in lines. No step ends without its keys."""

import pytest
from textual.containers import VerticalScroll

from perceptop.app.teaching.tutor.course import Place
from perceptop.app.teaching.tutor.lesson_file import lesson_names
from perceptop.app.widgets.task_panel import LETTERS, TaskPanel
from tests.app.direct import screen_text
from tests.app.teaching.tutor.playing import KEYS, PLAIN_KEYS, PlainLesson, lesson_app

SIZES = [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)]


def wrong_answers(course):
    return [LETTERS[place] for place, choice in enumerate(course.step.choices) if not choice.right]


def all_is_seen(app):
    return app.query_one(TaskPanel).query_one(VerticalScroll).max_scroll_y == 0


async def press(pilot, key):
    await pilot.press(key)
    for _ in range(4):
        await pilot.pause()


def test_there_are_keys_for_all_steps():
    assert set(lesson_names()) == set(KEYS) == set(PLAIN_KEYS)


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", KEYS)
async def test_a_lesson_is_played_and_each_step_waits_for_its_keys(name, size):
    course, app = lesson_app(name)
    async with app.run_test(size=size) as pilot:
        for _ in range(4):
            await pilot.pause()
        for place, keys in enumerate(KEYS[name]):
            assert course.place.step == place
            for key in ("", *"H" * (len(course.step.hints) + 1), *wrong_answers(course)):
                if key:
                    await press(pilot, key)
                assert all_is_seen(app), f"step {place + 1} does not fit:\n{screen_text(app)}"
            *before, last = keys.split()
            for key in before:
                await press(pilot, key)
            assert course.place.step == place, f"step {place + 1} ends without {last}"
            await press(pilot, last)
            assert course.place.step == place + 1, f"step {place + 1} does not end:\n{screen_text(app)}"
        assert course.is_over
        assert "Learned:" in screen_text(app)
        assert all_is_seen(app), f"the end does not fit:\n{screen_text(app)}"


@pytest.mark.slow
async def test_a_text_has_the_numbers_of_the_run_that_its_step_begins_with():
    course, app = lesson_app("learning-rate", Place(1))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a")
        assert "a rate of 5:" in course.task.text
        await press(pilot, "space")
        await press(pilot, "b")
        assert "a rate of 50." in course.task.text


@pytest.mark.by_default(2)
@pytest.mark.parametrize("name", PLAIN_KEYS)
async def test_a_lesson_is_played_in_the_plain_mode(name):
    async with PlainLesson(name) as reader:
        course = reader.course
        for place, keys in enumerate(PLAIN_KEYS[name]):
            assert course.place.step == place
            assert f", step {place + 1} of {len(course.lesson.steps)}, " in "".join(reader.lines)
            for key in ("H", *wrong_answers(course)):
                await reader.press(key)
            *before, last = keys.split()
            for key in before:
                await reader.press(key)
            assert course.place.step == place, f"step {place + 1} ends without {last}"
            told = await reader.press(last)
            assert course.place.step == place + 1, f"step {place + 1} does not end:\n{told}"
        assert "Learned:" in told
