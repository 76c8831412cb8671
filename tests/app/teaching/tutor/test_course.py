"""The course of a lesson: steps end by their conditions, and a place that is left is found again with its run."""

from dataclasses import replace

import pytest

from perceptop.app.cli.tutor.saved_place import keep_done, keep_place, read_lessons
from perceptop.app.live.preferences_file import keep_config, read_config
from perceptop.app.run.open_run import open_session
from perceptop.app.teaching.tutor.course import ALREADY, Course, Place
from perceptop.app.teaching.tutor.lesson_file import read_lesson
from perceptop.app.teaching.tutor.plain import lines_of
from perceptop.core.protocol.commands import Explain, GoTo, Pause, Play, Rebuild, Reseed, SetSpeed, Step, WatchFor
from tests.core.sessions import do, run_out, session

LESSON = """\
title = "Two steps"
[run]
speed = 30
[[step]]
text = "Begins at {epoch}."
task = "Step."
until = "epoch >= 1"
done = "Now {epoch}."
hints = ["One.", "Two."]
[[step]]
task = "Again."
plain = "Again, in lines."
hints = ["The frame."]
plain_hints = ["The line.", "{epoch}."]
until = "epochs >= 2"
stop_at = 50
[[step]]
question = "Well?"
choices = [
    { text = "no", why = "Not so." },
    { text = "yes", right = true, why = "So." },
    { text = "?", why = "Guess." },
]
[[step]]
text = "Seed {seed}."
task = "Another start."
until = "restarts >= 2"
run = { layers = [2, 3, 1], seed = 9, speed = "max" }
[end]
learned = "Enough."
"""


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(LESSON)
    return read_lesson(str(path))


def test_a_step_ends_when_its_condition_holds_and_not_before(lesson):
    course, made = Course(lesson), session("xor")
    assert course.task is None
    course.update(made.snapshot())
    assert (course.task.text, course.task.to_do) == ("Begins at 0.", "Step.")
    assert course.task.heading == "Lesson, step 1 of 4 · Two steps"
    course.update(do(made, Explain(None)))
    assert course.place.step == 0
    course.update(do(made, Step(1)))
    assert course.place.step == 1
    assert course.setup(made.snapshot()) == (WatchFor(("epoch=50",)),)
    assert course.setup(made.snapshot()) == ()
    course.update(made.snapshot())
    assert course.task.text == "✓ Now 1."
    course.update(do(made, Step(1)))
    assert course.place.step == 1, "two epochs, counted since the step began"
    course.update(do(made, Step(1)))
    assert course.place.step == 2
    assert course.setup(made.snapshot()) == (WatchFor(()),), "the epoch at which to pause was that of the step before"


def test_what_holds_from_the_beginning_ends_the_step_with_the_next_command(lesson):
    course, made = Course(lesson), session("xor")
    course.update(do(made, Step(5)))
    assert course.place.step == 0
    assert course.task.to_do == f"Step. {ALREADY}"
    course.update(made.snapshot())
    assert course.place.step == 0
    course.update(do(made, Pause()))
    assert course.place.step == 1


def test_a_wrong_answer_says_why_and_a_right_one_ends_the_step(lesson):
    course, made = Course(lesson, Place(2)), session("xor")
    course.update(made.snapshot())
    course.choose(7)
    course.choose(0)
    assert (course.task.wrong, course.task.verdict) == (frozenset({0}), "Not so.")
    course.choose(0)
    course.choose(2)
    assert (course.task.wrong, course.task.verdict) == (frozenset({0, 2}), "Guess.")
    course.choose(1)
    assert course.place.step == 3


def test_a_run_of_its_own_is_set_up_once_and_restarts_are_counted_from_then(lesson):
    course, made = Course(lesson, Place(2)), session("xor")
    course.update(made.snapshot())
    course.choose(1)
    commands = course.setup(made.snapshot())
    assert commands == (Pause(), Rebuild((("layers", (2, 3, 1)), ("seed", 9))), SetSpeed(None))
    course.update(do(made, *commands))
    assert course.task.text == "✓ So.\nSeed 9."
    course.update(do(made, Reseed()))
    assert course.place.step == 3
    course.update(do(made, Reseed()))
    assert course.is_over
    course.update(made.snapshot())
    assert "Learned: Enough." in course.task.text
    assert course.task.to_do == "That was the lesson."
    course.choose(0)
    course.hint()
    course.update(made.snapshot())
    assert course.is_over


BACK = """\
title = "There and back"
[[step]]
task = "Go on."
until = "epoch >= 3"
pause = true
[[step]]
question = "At {epoch}?"
choices = [{ text = "yes", right = true, why = "So." }, { text = "no", why = "Not so." }]
at = 0
[[step]]
question = "Still?"
choices = [{ text = "yes", right = true, why = "So." }, { text = "no", why = "Not so." }]
at = 0
[end]
learned = "Enough."
"""


def test_a_step_pauses_the_run_at_its_end_and_the_next_goes_back_to_its_epoch(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(BACK)
    course, made = Course(read_lesson(str(path))), session("xor", speed=10.0)
    course.update(made.snapshot())
    do(made, Play())
    while made.snapshot().progress.epoch < 3:
        made.clock.now += 0.1
        run_out(made)
    course.update(made.snapshot())
    assert made.snapshot().progress.state == "running"
    assert course.setup(made.snapshot()) == (Pause(), Pause(), GoTo(0))
    course.update(do(made, Pause(), GoTo(0)))
    assert course.task.question == "At 0?"
    course.choose(0)
    assert course.setup(made.snapshot()) == (), "it is there already"


def test_hints_come_by_degrees_and_then_the_text_again(lesson):
    course = Course(lesson)
    course.update(session("xor").snapshot())
    told = []
    for _ in range(3):
        course.hint()
        told.append((course.task.text, course.task.keys[0]))
    assert told == [
        ("Hint 1 of 2: One.", ("H", "hint")),
        ("Hint 2 of 2: Two.", ("H", "text")),
        ("Begins at 0.", ("H", "hint")),
    ]


def test_the_plain_mode_has_its_own_task_and_hints(lesson):
    for plain, task, hint in (
        (False, "Again.", "Hint 1 of 1: The frame."),
        (True, "Again, in lines.", "Hint 1 of 2: The line."),
    ):
        course = Course(lesson, Place(1), plain=plain)
        course.update(session("xor").snapshot())
        assert course.task.to_do == task
        course.hint()
        assert course.task.text == hint
    course.hint()
    assert course.task.text == "Hint 2 of 2: 0."


def test_in_lines_what_was_right_is_said_before_the_next_heading(lesson):
    course, made = Course(lesson, plain=True), session("xor")
    course.update(made.snapshot())
    before = course.task
    course.update(do(made, Step(1)))
    course.update(made.snapshot())
    assert lines_of(course.task, before)[:2] == ["right: Now 1.", "Lesson, step 2 of 4, Two steps"]


def test_the_run_of_a_place_is_as_it_was(lesson):
    assert dict(Course(lesson).options.overrides) == {}
    assert Course(lesson).options.speed == 30
    left = Course(lesson, Place(1, epoch=3, seed=8, learning_rate=0.25)).options
    assert (dict(left.overrides), left.at, left.stop_when) == ({"seed": 8, "learning_rate": 0.25}, 3, ("epoch=50",))
    course, made = Course(lesson, Place(1, epoch=3, seed=8)), open_session(replace(left, speed="max"))
    course.update(made.snapshot())
    assert course.task is None, "it is on its way to epoch 3"
    assert course.place == Place(1, epoch=3, seed=8)
    run_out(made)
    course.update(made.snapshot())
    assert course.place == Place(1, 3, 8, 0.25)
    progress = made.snapshot().progress
    assert (progress.seed, progress.epoch, progress.state) == (8, 3, "paused")
    last = Course(lesson, Place(3)).options
    assert (dict(last.overrides), last.speed) == ({"layers": (2, 3, 1), "seed": 9}, "max")
    assert Course(lesson, Place(99)).place == Place(0), "the file has become shorter since"


def test_a_place_is_kept_beside_what_else_is_in_the_file(tmp_path):
    path = tmp_path / "view.toml"
    keep_config(path, {"theme": "textual-light"})
    place = Place(3, 20, 7, 0.1)
    keep_place(path, "hidden", place)
    saved = read_lessons(path)
    assert (saved.lesson, saved.place, saved.done) == ("hidden", place, ())
    assert saved.place_in("hidden") == place
    assert saved.place_in("stuck") == Place()
    keep_place(path, "hidden", Place(1))
    assert read_lessons(path).place == Place(1)
    keep_done(path, "hidden")
    keep_done(path, "neuron")
    keep_done(path, "hidden")
    saved = read_lessons(path)
    assert (saved.lesson, saved.place, saved.done) == ("", Place(), ("hidden", "neuron"))
    assert read_config(path)["theme"] == "textual-light"


@pytest.mark.parametrize(
    "text",
    [
        'lesson = "hidden"',
        'lesson = "hidden"\nlesson_place = "here"',
        'lesson = "hidden"\nlesson_place = "step 1 epoch 2 rate fast"',
        'lesson = true\nlesson_place = "step 1 epoch 2"',
        "\x00",
    ],
)
def test_a_damaged_place_is_none(tmp_path, text):
    path = tmp_path / "view.toml"
    path.write_text(text)
    assert read_lessons(path).lesson == ""


def test_a_path_that_the_file_cannot_hold_is_not_kept(tmp_path):
    path = tmp_path / "view.toml"
    keep_place(path, 'my "own".toml', Place(1))
    assert not path.exists()
    keep_place(None, "hidden", Place(1))
