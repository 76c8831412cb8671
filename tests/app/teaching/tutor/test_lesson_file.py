"""Lesson files: read strictly, and every message names the file, the line and the key."""

import pytest

from perceptop.app.teaching.tutor.conditions.facts import Moment
from perceptop.app.teaching.tutor.lesson import fill
from perceptop.app.teaching.tutor.lesson_file import lesson_names, read_lesson
from perceptop.app.teaching.tutor.toml_lines import TomlLines
from perceptop.core.errors.bad_input import BadInput
from tests.core.sessions import session

WHOLE = """\
title = "One step"
experiment = "xor"
minutes = 2

[run]
seed = 3
speed = 20

[[step]]
text = "The loss is {loss}."
task = "Press s."
until = "epoch >= 1"
hints = ["Without shift."]

[[step]]
question = "Better?"

[[step.choices]]
text = "yes"
right = true
why = "It fell."

[[step.choices]]
text = "no"
why = "Look again."

[end]
learned = "A step."
try = "Another."
"""


def read(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text)
    return read_lesson(str(path))


def test_a_lesson_is_read(tmp_path):
    lesson = read(tmp_path, WHOLE)
    assert (lesson.title, lesson.minutes) == ("One step", 2)
    assert lesson.options.experiment == "xor"
    assert lesson.options.overrides == {"seed": 3}
    assert lesson.options.speed == 20
    assert lesson.options.paused
    first, second = lesson.steps
    assert (first.task, first.until.text, first.hints) == ("Press s.", "epoch >= 1", ("Without shift.",))
    assert [(choice.text, choice.right, choice.why) for choice in second.choices] == [
        ("yes", True, "It fell."),
        ("no", False, "Look again."),
    ]
    assert (lesson.learned, lesson.try_next, lesson.read) == ("A step.", "Another.", "")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('title = "One step"', "", "own.toml: title: found nothing, expected a text"),
        ('title = "One step"', "title = 3", ", line 1: title: found 3, expected a text"),
        ('title = "One step"', "title = ", "found no valid TOML, expected TOML"),
        ("minutes = 2", "minutes = 0", ", line 3: minutes: found 0, expected a whole number of 1 or more"),
        ("minutes = 2", "minuets = 2", ", line 3: minuets: found an unknown key, expected minutes?"),
        ('experiment = "xor"', 'experiment = "xro"', ", line 2: experiment: found xro, expected xor?"),
        ('experiment = "xor"', 'experiment = "no.toml"', ", line 2: experiment: found no.toml, expected the name of a"),
        (
            'experiment = "xor"',
            'experiment = "../own.toml"',
            ", line 2: experiment: found ../own.toml, expected a file",
        ),
        ("seed = 3", "sede = 3", ", line 6: run.sede: found an unknown key, expected one of layers"),
        ("seed = 3", "seed = -3", ", line 6: run.seed: found -3, expected a whole number"),
        ("seed = 3", 'learning_rate = "high"', ", line 6: run.learning_rate: found 'high', expected a number above 0"),
        ("seed = 3", "layers = [3, 4, 1]", ", line 6: run.layers: "),
        ("seed = 3", 'optimizer = "best"', ", line 6: run.optimizer: "),
        ("speed = 20", "speed = 0", ", line 7: run.speed: found 0, expected 0.001 to"),
        ("speed = 20", 'speed = "fast"', ", line 7: run.speed: found 'fast', expected epochs a second"),
        ("[run]", "[[run]]", ": run: found [{"),
        ("[[step]]", "[[steps]]", ": step: found {'choices': "),
        ('task = "Press s."', "", ", line 9: step 1.task: found nothing, expected a text that says what to do"),
        ('until = "epoch >= 1"', "", ", line 9: step 1.question: found nothing, expected until, or a question"),
        ('question = "Better?"', "", ", line 15: step 2.question: found nothing, expected until, or a question"),
        ('question = "Better?"', 'question = "?"\nuntil = "paused"', ", line 17: step 2.until: found both, expected"),
        ("epoch >= 1", "epoch >= x", ", line 12: step 1.until: found x, expected a number to compare epoch with"),
        ("epoch >= 1", "explained 'h9'", ", line 12: step 1.until: found h9, expected a neuron such as"),
        ("{loss}", "{lost}", ", line 10: step 1.text: found lost, expected loss?"),
        ("{loss}", "{loss", ", line 10: step 1.text: found { alone, expected a fact in braces"),
        ("{loss}", "{output 9}", ", line 10: step 1.text: found 9, expected a row from 1 to 4"),
        ("{loss}", "{output}", ", line 10: step 1.text: found {output}, expected {output …}: a row"),
        ("{loss}", "{loss 3}", ", line 10: step 1.text: found {loss 3}, expected {loss}"),
        ("{loss}", "{weight x1-h9}", ", line 10: step 1.text: found x1-h9, expected a neuron such as"),
        ('["Without shift."]', "[1]", ", line 13: step 1.hints: found [1], expected a text, or a list of texts"),
        ('why = "Look again."', "", ", line 23: step 2.choices 2.why: found nothing, expected a text"),
        ("right = true", 'right = "yes"', ", line 20: step 2.choices 1.right: found 'yes', expected true or false"),
        ("right = true", "right = false", ", line 18: step 2.choices: found none that is right, expected right = true"),
        ("It fell.", "It fell to {los}.", ", line 21: step 2.choices 1.why: found los, expected loss?"),
        ("It fell.", "x" * 3000, ", line 21: step 2.choices 1.why: found 3,000 letters, expected at most 2,000"),
        ('text = "no"', 'text = "no"\nwhen = 3', ", line 25: step 2.choices 2.when: found an unknown key"),
        ('hints = ["Without', 'stop_at = 0\nhints = ["Without', ", line 13: step 1.stop_at: found 0, expected a whole"),
        ('hints = ["Without', 'run = 3\nhints = ["Without', ", line 13: step 1.run: found 3, expected a table"),
        (
            'hints = ["Without',
            'run = { layers = [2, 0, 1] }\nhints = ["Without',
            ", line 13: step 1.run.layers: found 2,0,1, expected",
        ),
        (
            'hints = ["Without',
            'run = { l2 = -1 }\nhints = ["Without',
            ", line 13: step 1.run.l2: found -1, expected a number of 0 or more",
        ),
        ('learned = "A step."', "", ", line 27: end.learned: found nothing, expected a text"),
        (
            '[end]\nlearned = "A step."\ntry = "Another."',
            "",
            ": end: found nothing, expected a table [end] with learned",
        ),
        ('try = "Another."', 'tyr = "Another."', ", line 29: end.tyr: found an unknown key, expected try?"),
    ],
)
def test_a_damaged_file_is_refused_with_file_line_and_key(tmp_path, before, after, message):
    assert before in WHOLE
    with pytest.raises(BadInput) as refusal:
        read(tmp_path, WHOLE.replace(before, after))
    line = str(refusal.value)
    assert "own.toml" in line
    assert message in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("choices", "found"), [(["right = true"], "1"), (["right = true", *["right = false"] * 5], "6"), ([], "0")]
)
def test_a_question_has_two_to_five_choices(tmp_path, choices, found):
    tables = "".join(f'[[step.choices]]\ntext = "x"\nwhy = "y"\n{right}\n' for right in choices)
    text = f'title = "x"\n[[step]]\nquestion = "?"\n{tables}[end]\nlearned = "x"\n'
    with pytest.raises(BadInput, match=f"step 1.choices: found {found}, expected 2 to 5 choices"):
        read(tmp_path, text)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00", b"title = 'x'\n" * 2, b"x" * 2_000_000, b"[[step]]\n" * 300])
def test_what_is_no_lesson_at_all_is_refused(tmp_path, data):
    path = tmp_path / "own.toml"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"own\.toml"):
        read_lesson(str(path))


def test_lines_are_found_below_strings_that_look_like_keys():
    text = 'title = """\n[[step]]\nuntil = 3\n"""\n# until = 4\n[[step]]\ntext = "x"\n[[step]]\nuntil = "y"\n'
    lines = TomlLines(text)
    assert lines.line("title") == 1
    assert lines.line("step 1.text") == 7
    assert lines.line("step 1.until") == 6, "there is none: that of its table"
    assert lines.line("step 2.until") == 9
    assert lines.line("step 3.until") is None


def test_lessons_are_called_by_name_by_number_and_by_path():
    assert [read_lesson(str(number)).name for number in range(1, 6)] == list(lesson_names())
    with pytest.raises(BadInput, match=r"lesson: found xor, expected a .toml file, one of neuron, .* 1 to 5"):
        read_lesson("xor")
    with pytest.raises(BadInput, match="lesson: found 6"):
        read_lesson("6")
    with pytest.raises(BadInput, match="no such file"):
        read_lesson("none.toml")


def test_numbers_of_the_run_are_filled_in():
    snapshot = session("xor").snapshot()
    text = "{epoch} {rows right} {layers} {output 1} {weight x1-h2} {paused} {seed}"
    assert fill(text, Moment(snapshot)) == "0 2 2,4,1 0.7599 1.589 yes 7"


def test_what_drives_a_terminal_is_left_out(tmp_path):
    lesson = read(tmp_path, WHOLE.replace("Press s.", "Press \\u001b[2J s."))
    assert "\x1b" not in lesson.steps[0].task
