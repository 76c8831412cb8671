"""`m` `a`: a lesson in place of the run, which rests and is gone back to."""

import pytest

from perceptop.app.actions.table import ACTIONS
from perceptop.app.cli.tutor.curriculum import Curriculum, course_of
from perceptop.app.cli.tutor.saved_place import keep_place
from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.teaching.tutor.course import Place
from perceptop.app.teaching.tutor.lesson_file import read_lesson
from perceptop.app.terminal.exit_codes import OPENED
from perceptop.core.protocol.commands import Pause
from tests.app.direct import live, screen_text
from tests.app.open_runs import open_runs
from tests.app.pseudo_terminal import Terminal, gone_within


@pytest.fixture
def curriculum(tmp_path):
    return Curriculum(tmp_path / "view.toml")


async def press(runs, curriculum, *keys, said=()):
    """The app on the present run, after these keys; before the last one it has `said` that on its screen."""
    run = runs.present
    app = Live(
        run.source, run.latest, run.options, ViewOptions(runs=runs, course=run.course, curriculum=lambda: curriculum)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(4):
            await pilot.pause()
        *before, last = keys
        await pilot.press(*before)
        for _ in range(4):
            await pilot.pause()
        for text in said:
            assert text in screen_text(app)
        await pilot.press(last)
        for _ in range(20):
            await pilot.pause()
            if app._exit:
                break
    return app


async def test_a_lesson_takes_the_place_of_the_run_and_is_left_for_it_and_gone_on_with(curriculum):
    runs = open_runs()
    app = await press(runs, curriculum, "s", "s", "m", "a", "down", "enter", said=["1  One neuron and its weighted"])
    assert app.return_code == OPENED
    (former,) = runs.former
    lesson = runs.present
    assert (lesson.course.lesson.name, lesson.latest.about.name) == ("update", "single-weight")
    assert former.source.commands[-1] == Pause()
    await press(runs, curriculum, "c", "L", said=["step 2 of 7", "L leave"])
    assert (runs.present, runs.former, lesson.source.closed) == (former, [], True)
    assert runs.present.latest.progress.epoch == 2
    assert (curriculum.saved.lesson, curriculum.saved.place.step) == ("update", 1)
    await press(runs, curriculum, "m", "a", "enter", said=["at step 2 of 7"])
    assert runs.present.course.place.step == 1


@pytest.mark.slow
@pytest.mark.parametrize(("key", "taken"), [("L", "learning-rate"), ("B", None)])
async def test_at_its_end_a_lesson_offers_the_next_one_and_the_run_that_was_left(curriculum, key, taken):
    keep_place(curriculum._kept, "update", Place(7))
    runs = open_runs()
    left = runs.present
    await press(runs, curriculum, "m", "a", "enter")
    ended = runs.present
    await press(runs, curriculum, key, said=["L next lesson · B back to xor"])
    assert (ended.source.closed, curriculum.saved.done) == (True, ("update",))
    if taken is None:
        assert (runs.present, runs.former) == (left, [])
    else:
        assert (runs.present.course.lesson.name, runs.former) == (taken, [left])
        await press(runs, curriculum, "L", said=["step 1 of "])
        assert runs.present is left


@pytest.mark.slow
async def test_in_the_tutor_the_end_of_a_lesson_leads_to_the_next_one_in_the_same_screen(curriculum):
    runs = open_runs()
    runs.present.course = course_of(read_lesson("update"), Place(7))
    app = await press(runs, curriculum, "L", said=['L: the next lesson, "Why the learning rate matters"'])
    assert (runs.present.course.lesson.name, runs.former) == ("learning-rate", [])
    assert (app.tasks.task.heading, app.tasks.task.to_do) == ("Why the learning rate matters", "Opening …")
    assert curriculum.saved.done == ("update",)


@pytest.mark.slow
async def test_after_the_last_lesson_one_is_back(curriculum):
    keep_place(curriculum._kept, "stuck", Place(7))
    runs = open_runs()
    left = runs.present
    await press(runs, curriculum, "m", "a", "enter")
    await press(runs, curriculum, "L", said=["That was the last lesson.", "L back to xor"])
    assert runs.present is left


@pytest.mark.slow
async def test_a_lesson_whose_run_was_deleted_is_left_for_its_own_run(curriculum):
    runs = open_runs()
    await press(runs, curriculum, "m", "a", "enter")
    runs.drop(0)
    app = await press(runs, curriculum, "L")
    assert app.return_code is None
    assert (app.tasks.task, runs.present.course) == (None, None)
    assert curriculum.saved.lesson == "neuron"


async def test_in_a_lesson_the_list_says_where_one_is_and_the_same_lesson_goes_on(curriculum):
    runs = open_runs()
    await press(runs, curriculum, "m", "a", "enter")
    lesson = runs.present
    app = await press(runs, curriculum, "down", "down", "m", "a", "enter", said=["at step 2 of 7"])
    assert (runs.present, app.return_code) == (lesson, None)
    await press(runs, curriculum, "m", "a", "down", "enter")
    assert (runs.present.course.lesson.name, runs.present.left) == ("update", lesson)
    await press(runs, curriculum, "L")
    assert runs.present is lesson


async def test_without_lessons_it_says_where_they_are():
    app = live()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m", "a")
        for _ in range(20):
            await pilot.pause()
        assert [each.message for each in app._notifications] == [
            "No lesson can be opened here: perceptop tutor has them all."
        ]


@pytest.mark.parametrize("word", ["tutor", "lesson", "learn", "teach"])
def test_the_palette_and_the_menu_find_them_by_other_words(word):
    assert "lessons" in [action.name for action in ACTIONS if action.matches(word)]


@pytest.mark.slow
def test_in_a_terminal_a_lesson_is_begun_in_place_and_q_keeps_the_place(tmp_path):
    with Terminal("watch", "--paused", size=(24, 80), PERCEPTOP_CONFIG=str(tmp_path / "view.toml")) as terminal:
        terminal.wait_for("paused")
        terminal.keys("ma")
        terminal.wait_for("escape closes")
        terminal.keys("\x1b[B\r")
        terminal.wait_for("step 1 of 7")
        terminal.keys("c")
        terminal.wait_for("step 2 of 7")
        workers = terminal.workers
        assert len(workers) == 2
        terminal.keys("q")
        assert terminal.end() == 0
        assert "left at step 2 of 7; perceptop tutor goes on there" in terminal.text
        assert all(map(gone_within, workers))
