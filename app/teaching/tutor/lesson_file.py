"""Lesson files, read strictly: each message names file, line and key.

title = "One neuron"
experiment = "or"                  # a sample, or a file beside this one

[run]                              # what the run begins with, as the options of the command line
seed = 3

[[step]]
text = "The inputs of this row are {input x1} and {input x2}."
task = "Press s: one epoch."
until = "epoch >= 1"
hints = ["s is the key with the s on it."]

[[step]]
question = "Which way did the weight go?"
choices = [{ text = "up", right = true, why = "Δw is positive." }, { text = "down", why = "That is where Δw < 0." }]

[end]
learned = "A neuron adds up."
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perceptop.app.run.open_run import open_experiment
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.tutor.conditions.bad_condition import BadCondition
from perceptop.app.teaching.tutor.conditions.condition import Condition, parse_condition
from perceptop.app.teaching.tutor.lesson import Lesson, LessonChoice, LessonStep, require_facts, require_known
from perceptop.app.teaching.tutor.toml_lines import LinedTable, TomlLines
from perceptop.app.widgets.task_panel import LETTERS
from perceptop.core.data.tables.options import is_table
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.errors.printable import one_line, printable_lines
from perceptop.core.experiments.samples import sample_file, samples_folder
from perceptop.core.files.text_file import file_beside, read_text
from perceptop.core.files.toml_table import MOST_BYTES, one_of, read_toml
from perceptop.core.files.value_kinds import SPEED
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.session.describe import describe
from perceptop.core.session.timeline.timeline import Timeline

MOST_STEPS = 200
LONGEST_TEXT = 2000
ORDER = ("neuron", "update", "learning-rate", "hidden", "stuck")
"""The lessons that come with the program, in the order in which they build on each other."""


def lesson_names() -> tuple[str, ...]:
    """All lessons that come with the program, in order."""
    names = {path.stem for path in _folder().glob("*.toml")}
    return tuple(sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)))


def read_lesson(name_or_path: str) -> Lesson:
    """The lesson of that name, or number, or of a file: what ends with .toml or holds a slash is a path.

    `BadInput` names file, line and key.
    """
    label = name_or_path
    if label.endswith(".toml") or "/" in label:
        return _read(Path(label), label, label)
    names = lesson_names()
    if label.isdigit() and 1 <= int(label) <= len(names):
        label = names[int(label) - 1]
    if label not in names:
        refuse("lesson", label, f"a .toml file, {one_of(names)}, or a number from 1 to {len(names)}")
    return _read(_folder() / f"{label}.toml", f"{label}.toml", label)


def _folder() -> Path:
    return samples_folder() / "lessons"


def _read(path: Path, label: str, name: str) -> Lesson:
    values = read_toml(path, label)
    table = LinedTable(values, label, TomlLines(read_text(path, label, MOST_BYTES)))
    title, minutes = one_line(table.required_text("title")), table.whole("minutes", 3, least=1)
    experiment = _experiment(table, path)
    run, end = table.table("run"), table.table("end")
    speed, overrides = None, {}
    if run is not None:
        speed = _speed(run)
        overrides = _settings(run)
    listed = table.tables("step")
    if not 1 <= len(listed) <= MOST_STEPS:
        refuse(f"{label}: step", f"{len(listed):,} steps", f"1 to {MOST_STEPS:,}, each begun with [[step]]")
    steps = tuple(map(_step, listed))
    if end is None:
        refuse(table.where("end"), "nothing", "a table [end] with learned")
    learned, try_next, read = _text(end, "learned", needed=True), _text(end, "try"), _text(end, "read")
    end.finish()
    table.finish()
    options = RunOptions(experiment, overrides, speed=speed or ("max" if speed == 0 else None), paused=True)
    lesson = Lesson(
        name, title, options, steps, learned, try_next, read, minutes, lambda step, key: listed[step].where(key)
    )
    _require_runs(lesson, table)
    return lesson


def _experiment(table: LinedTable, path: Path) -> str:
    where = table.where("experiment")
    named = table.text("experiment", "xor")
    if not (named.endswith(".toml") or "/" in named or is_table(named)):
        try:
            sample_file(named)
        except BadInput as problem:
            raise BadInput(f"{where}: {str(problem).partition(': ')[2]}") from None
        return named
    found = file_beside(path.parent, named, where)
    if not found.is_file():
        refuse(where, named, "the name of a sample, or of a file beside the lesson")
    return str(found)


def _settings(table: LinedTable) -> dict[str, Any]:
    """The settings of a run; what they can be is said by the table of settings."""
    settings = {}
    for key in table.keys:
        if key not in SETTINGS:
            known = ", ".join([*SETTINGS, "speed"])
            raise BadInput(f"{table.where(key)}: found an unknown key, expected one of {known}")
        settings[key] = table.of_kind(key, None, SETTINGS[key].kind)
    return settings


def _step(table: LinedTable) -> LessonStep:
    until, question = _condition(table), _text(table, "question")
    choices = tuple(map(_choice, table.tables("choices")))
    if (until is None) == (not question):
        found = "both" if until else "nothing"
        refuse(
            table.where("until" if until else "question"), found, "until, or a question with choices: one of the two"
        )
    if question and not (2 <= len(choices) <= len(LETTERS)):
        refuse(table.where("choices"), str(len(choices)), f"2 to {len(LETTERS)} choices")
    if question and not any(choice.right for choice in choices):
        refuse(table.where("choices"), "none that is right", "right = true in one of them at least")
    if choices and not question:
        refuse(table.where("choices"), str(len(choices)), "none without a question")
    if until is not None and "task" not in table:
        refuse(table.where("task"), "nothing", "a text that says what to do until that holds")
    run = table.table("run")
    speed = None if run is None else _speed(run)
    step = LessonStep(
        text=_text(table, "text"),
        task=_text(table, "task"),
        plain=_text(table, "plain"),
        until=until,
        question=question,
        choices=choices,
        done=_text(table, "done"),
        hints=tuple(map(printable_lines, table.texts("hints", ()))),
        plain_hints=tuple(map(printable_lines, table.texts("plain_hints", ()))),
        settings=None if run is None else _settings(run),
        speed=speed,
        at=table.whole("at", None),
        stop_at=table.whole("stop_at", None, least=1),
        pause=table.flag("pause", False),
    )
    for key, text in step.texts.items():
        try:
            require_facts(text)
        except BadCondition as problem:
            refuse(table.where(key), problem.found, problem.expected)
    table.finish()
    return step


def _choice(table: LinedTable) -> LessonChoice:
    choice = LessonChoice(
        _text(table, "text", needed=True), table.flag("right", False), _text(table, "why", needed=True)
    )
    table.finish()
    return choice


def _condition(table: LinedTable) -> Condition | None:
    text = table.text("until", None)
    if text is None:
        return None
    try:
        return parse_condition(text)
    except BadCondition as problem:
        refuse(table.where("until"), problem.found, problem.expected)


def _text(table: LinedTable, key: str, needed: bool = False) -> str:
    text = table.required_text(key) if needed else table.text(key, "")
    if len(text) > LONGEST_TEXT:
        refuse(table.where(key), f"{len(text):,} letters", f"at most {LONGEST_TEXT:,}")
    return printable_lines(text.strip())


def _speed(table: LinedTable) -> float | None:
    if table.holds("speed", str):
        text = table.text("speed", "")
        if text != "max":
            table.refuse("speed", text, 'epochs a second, or "max"')
        return 0.0
    return table.number("speed", None, SPEED)


def _require_runs(lesson: Lesson, table: LinedTable) -> None:
    """Refuse a run that cannot be, and a name of a neuron or row that is not in the run of its step."""
    about = None
    for place, step in enumerate(lesson.steps):
        if about is None or step.settings is not None:
            about = describe(Timeline(_open(lesson, place, table)))
        checks: Sequence[tuple[str, Any]] = [("until", step.until), *step.texts.items()]
        for key, checked in checks:
            try:
                if isinstance(checked, Condition):
                    checked.check(about)
                elif checked is not None:
                    require_known(checked, about)
            except BadCondition as problem:
                refuse(lesson.where(place, key), problem.found, problem.expected)


def _open(lesson: Lesson, place: int, table: LinedTable) -> Any:
    options = RunOptions(lesson.options.experiment, lesson.settings_at(place))
    try:
        return open_experiment(options)
    except BadInput as problem:
        option, _, told = str(problem).partition(": ")
        if option.startswith("--"):
            key = f"run.{option[2:].replace('-', '_')}"
            where = lesson.where(place, key) if lesson.steps[place].settings is not None else table.where(key)
            raise BadInput(f"{where}: {told}") from None
        raise BadInput(f"{table.where('experiment')}: {problem}") from None
