"""`perceptop tutor`: which lesson it takes, what it keeps, and the keys of a lesson in the program."""

import pytest

from perceptop.app.actions.local_keys import keys_in
from perceptop.app.actions.table import ACTIONS
from perceptop.app.cli.main import main
from perceptop.app.cli.tutor.saved_place import keep_done, keep_place, read_lessons
from perceptop.app.live.screens.prompt import Prompt
from perceptop.app.teaching.tutor.course import Place
from perceptop.app.teaching.tutor.lesson_file import lesson_names
from perceptop.app.terminal.exit_codes import NEXT_LESSON
from perceptop.app.widgets.task_panel import TaskPanel
from tests.app.direct import screen_text
from tests.app.pseudo_terminal import Terminal
from tests.app.teaching.tutor.playing import PlainLesson, lesson_app


@pytest.fixture
def kept(tmp_path, monkeypatch):
    path = tmp_path / "view.toml"
    monkeypatch.setenv("PERCEPTOP_CONFIG", str(path))
    return path


@pytest.fixture
def taken(monkeypatch):
    """The courses that are shown; each is left with the next exit code, at once or over."""
    courses, codes = [], []

    def watch(options, look, many, course, read, curriculum):
        courses.append(course)
        code, over = codes.pop(0) if codes else (0, False)
        if over:
            course._number = len(course.lesson.steps)
        curriculum().keep(course)
        print(curriculum().farewell(course))
        return code

    monkeypatch.setattr("perceptop.app.live.start.watch", watch)
    return courses, codes


def test_without_a_name_it_is_the_first_then_where_one_left_then_the_first_not_done(kept, taken, capsys):
    courses, _ = taken
    assert main(["tutor"]) == 0
    keep_place(kept, "hidden", Place(4, 500, 8, 1.0))
    assert main(["tutor"]) == 0
    assert main(["tutor", "--again"]) == 0
    keep_done(kept, "neuron")
    assert main(["tutor"]) == 0
    assert [(course.lesson.name, course.place.step) for course in courses] == [
        ("neuron", 0),
        ("hidden", 4),
        ("hidden", 0),
        ("update", 0),
    ]
    assert courses[1].options.at == 500
    assert "is left at step 5 of 9; perceptop tutor goes on there" in capsys.readouterr().out


def test_lessons_follow_each_other_as_long_as_they_are_wanted(kept, taken, capsys):
    courses, codes = taken
    codes += [(NEXT_LESSON, True), (NEXT_LESSON, True), (0, True)]
    assert main(["tutor", "2"]) == 0
    assert [course.lesson.name for course in courses] == ["update", "learning-rate", "hidden"]
    assert read_lessons(kept).done == ("update", "learning-rate", "hidden")
    assert 'is done. Next: perceptop tutor, "Stuck: new start or more neurons?"' in capsys.readouterr().out


def test_a_file_that_is_gone_does_not_stand_in_the_way(kept, taken):
    courses, _ = taken
    keep_place(kept, "/nowhere/own.toml", Place(2))
    assert main(["tutor"]) == 0
    assert courses[0].lesson.name == "neuron"


def test_the_list_says_what_is_done_and_where_one_is(kept, capsys):
    keep_done(kept, "neuron")
    keep_done(kept, "hidden")
    keep_place(kept, "hidden", Place(4))
    assert main(["tutor", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == list(lesson_names())
    assert [line.rpartition("minutes")[2].strip() for line in lines] == ["done", "", "", "done, at step 5 of 9", ""]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["tutor", "no-such"], "lesson: found no-such, expected a .toml file, one of neuron"),
        (["tutor", "none.toml"], "none.toml: found no such file"),
        (["tutor", "--pace", "3"], "--pace: found without --plain, expected with it"),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_code_2(kept, taken, capsys, words, message):
    assert main(words) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1


def test_a_lesson_takes_no_key_of_the_program():
    taken = {key for each in keys_in("Lesson") for key in each.keys.split(",")}
    assert taken == {"H", "L", "B"}
    assert not taken & {key for action in ACTIONS for key in (*action.keys.split(","), *action.plain_keys)}


@pytest.mark.slow
def test_in_a_terminal_a_lesson_is_begun_left_and_gone_on_with(tmp_path):
    kept = str(tmp_path / "view.toml")
    with Terminal("tutor", "update", size=(24, 80), PERCEPTOP_CONFIG=kept) as terminal:
        terminal.wait_for("step 1 of 7")
        terminal.keys("c")
        terminal.wait_for("step 2 of 7")
        terminal.keys("q")
        assert terminal.end() == 0
        terminal.wait_for("left at step 2 of 7; perceptop tutor goes on there")
    with Terminal("tutor", size=(24, 80), PERCEPTOP_CONFIG=kept) as terminal:
        terminal.wait_for("step 2 of 7")
        terminal.keys("q")
        assert terminal.end() == 0


async def settle(pilot):
    for _ in range(4):
        await pilot.pause()


@pytest.mark.slow
async def test_the_lesson_is_left_and_the_run_goes_on():
    _, app = lesson_app("update")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        panel = app.query_one(TaskPanel)
        assert "step 1 of 7" in screen_text(app)
        await pilot.press("g")
        await settle(pilot)
        assert isinstance(app.screen, Prompt)
        await pilot.press("L", "H", "a", "escape")
        await settle(pilot)
        assert panel.display, "what is typed into a dialog is no key of the lesson"
        await pilot.press("L")
        await settle(pilot)
        assert not panel.display
        await pilot.press("s", "b")
        await settle(pilot)
        assert app.feed.latest.progress.epoch == 1
        assert len(app.screen_stack) == 2, "b is the branches again"


@pytest.mark.slow
async def test_after_the_last_lesson_the_panel_is_closed():
    _, app = lesson_app("stuck", Place(7))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "That was the last lesson." in screen_text(app)
        await pilot.press("L")
        await settle(pilot)
        assert not app.query_one(TaskPanel).display


async def test_a_lesson_in_lines_is_left_and_led_on():
    async with PlainLesson("update") as reader:
        assert "hint" in "".join(reader.lines)
        assert "Hint 1 of 2" in await reader.press("H")
        assert "wrong: " in await reader.press("a")
        assert "the lesson is left" in await reader.press("L")
        assert "L does nothing" in await reader.press("L")
        assert "epoch 1" in await reader.press("s")
    async with PlainLesson("update", Place(7)) as reader:
        await reader.press("L")
    assert reader.code == NEXT_LESSON
