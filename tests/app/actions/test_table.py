"""The table of actions: each key once, each action one that exists, and no key anywhere else."""

import ast
from pathlib import Path

import pytest

from perceptop.app.actions.bindings import BOUND_BY_TEXTUAL
from perceptop.app.actions.local_keys import LOCAL_KEYS
from perceptop.app.actions.panes import PANES
from perceptop.app.actions.table import ACTIONS, command_of, of_pane
from perceptop.app.live.app import Live
from perceptop.app.live.screens.change_form import ChangeForm
from perceptop.app.live.screens.choice import Choice
from perceptop.app.live.screens.glossary import Glossary
from perceptop.app.live.screens.help import Help
from perceptop.app.live.screens.menu.menu import Menu
from perceptop.app.live.screens.open.open_form import OpenForm
from perceptop.app.live.screens.prompt import Prompt
from perceptop.app.live.screens.save_form import SaveForm
from perceptop.app.live.screens.watchpoints import Watchpoints
from perceptop.app.panes.pictures.chooser import PictureChooser
from perceptop.app.plain.keyboard import NAMES
from perceptop.app.plain.view import PlainView
from perceptop.app.study.app import StudyApp
from perceptop.app.study.side_by_side import SideBySide
from perceptop.app.teaching.presenter.screen import Presenter
from perceptop.core.protocol.commands import Back, Choose, Command, GoTo, Pause, Play, SetSpeed, Step
from tests.app.direct import live
from tests.core.sessions import session

ROOT = Path(__file__).parents[3]
DIALOGS = {
    cls.__name__: cls
    for cls in (
        ChangeForm,
        Help,
        Menu,
        Glossary,
        Watchpoints,
        Prompt,
        SaveForm,
        OpenForm,
        Choice,
        PictureChooser,
        Presenter,
        StudyApp,
        SideBySide,
    )
}


def method_of(action):
    return "action_" + action.split("(")[0].rpartition(".")[2]


def pane_class(name):
    modules = {
        "NetworkPane": "network",
        "LossPane": "loss",
        "OutputsPane": "outputs",
        "TrainingDataPane": "training_data",
        "PicturePane": "picture",
        "SynapsesPane": "synapses",
        "RunPane": "branches",
        "ExplanationPane": "explanation",
        "DiagnosisPane": "diagnosis",
    }
    return getattr(__import__(f"perceptop.app.panes.{modules[name]}", fromlist=[name]), name)


def test_each_key_each_name_and_each_word_belongs_to_one_action():
    keys = [key for action in ACTIONS for key in action.keys.split(",") if key]
    assert sorted(set(keys)) == sorted(keys)
    names = [each.name for each in (*ACTIONS, *LOCAL_KEYS)]
    assert sorted(set(names)) == sorted(names)
    assert len({action.words for action in ACTIONS}) == len(ACTIONS)


CONVENTIONS = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "enter", "escape",
               "backspace", *"123456789"}  # fmt: skip
SECOND_NAMES = {"equals_sign", "underscore"}
"""What + and - are with or without Shift."""


def without_modifier(keys):
    return {key for key in keys if "+" not in key and not key.isupper()} - CONVENTIONS - SECOND_NAMES


def test_at_most_sixteen_keys_need_no_modifier():
    keys = without_modifier(key for action in ACTIONS for key in action.keys.split(",") if key)
    keys |= without_modifier(
        key for each in LOCAL_KEYS if each.place.endswith("Pane") for key in each.keys.split(",")
    )  # fmt: skip
    assert len(keys) <= 16, sorted(keys)
    assert {"space", *"snrqefbgi", "plus", "minus", "question_mark"} <= keys


def test_each_letter_of_the_menu_belongs_to_one_action():
    letters = [key for action in ACTIONS if action.name != "menu" for key in action.in_menu]
    assert sorted(set(letters)) == sorted(letters)
    assert all(action.in_menu for action in ACTIONS)


def test_each_key_has_one_meaning_in_a_place():
    for place in {key.place for key in LOCAL_KEYS}:
        keys = [key for each in LOCAL_KEYS if each.place == place for key in each.keys.split(",")]
        keys += [key for action in of_pane(place) for key in action.keys.split(",") if key]
        assert sorted(set(keys)) == sorted(keys), place


def test_each_key_of_the_plain_mode_does_one_thing():
    keys = [key for action in ACTIONS for key in action.plain_keys]
    assert sorted(set(keys)) == sorted(keys)
    assert {key for key in keys if len(key) > 1} <= set(NAMES.values())


def test_no_key_is_declared_outside_the_table():
    for path in (ROOT / "app").rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        bindings = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Binding"]
        assert path.name == "bindings.py" or not bindings, f"{path}, line {bindings}"


def test_each_action_is_one_of_the_app_of_a_part_or_of_its_pane():
    app = live()
    for action in ACTIONS:
        if not isinstance(action.does, str):
            continue
        part, _, _ = action.does.rpartition(".")
        if action.pane:
            owner, method = pane_class(action.pane), method_of(action.does)
        elif part and part != "app":
            owner, method = getattr(app, part), method_of(action.does).removeprefix("action_")
        else:
            owner, method = app, method_of(action.does)
        assert callable(getattr(owner, method, None)), action


def test_each_local_key_is_one_that_its_place_can_do():
    for key in LOCAL_KEYS:
        if key.does.startswith(("part(", "app.part(")):
            _, part, _, method, _ = key.does.split("'")
            assert callable(getattr(getattr(live(), part), method.partition("(")[0]))
        elif key.place != "Talk":
            owner = DIALOGS.get(key.place) or pane_class(key.place)
            assert callable(getattr(owner, method_of(key.does), None)), key


def test_the_numbers_bring_panes_that_exist():
    assert [pane_class(name).__name__ for name, *_ in PANES] == [name for name, *_ in PANES]


def test_each_method_of_the_plain_mode_exists_and_has_a_key():
    does = {action.plain_does for action in ACTIONS if action.plain and isinstance(action.plain_does, str)}
    assert {name.removeprefix("do_") for name in dir(PlainView) if name.startswith("do_")} == does


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("step", Step(1)),
        ("ten-back", Back(10)),
        ("start", GoTo(0)),
        ("newest", GoTo()),
        ("pause", Play()),
        ("example-above", Choose(-1)),
        ("example-below", Choose(1)),
        ("faster", SetSpeed(30)),
    ],
)
def test_what_is_sent(name, command):
    made = session("xor")
    made.handle(Pause())
    made.handle(SetSpeed(10.0))
    assert command_of(name, made.snapshot()) == command


def test_a_key_of_the_plain_mode_sends_what_it_sends_in_the_live_view():
    for action in ACTIONS:
        if action.plain and not isinstance(action.plain_does, str) and action.name != "check":
            assert action.plain_does == action.does


def test_the_live_view_binds_every_key_of_the_table():
    bound = {key for binding in Live.BINDINGS for key in binding.key.split(",")}
    told = {key for action in ACTIONS for key in action.keys.split(",") if key}
    assert told <= bound | set(BOUND_BY_TEXTUAL)


def test_what_is_sent_is_a_command():
    for action in ACTIONS:
        if not isinstance(action.does, str):
            assert isinstance(command_of(action.name, session("xor").snapshot()), Command)
