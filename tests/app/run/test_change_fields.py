"""The settings of a run as fields: what they show, what typed ones become, and what is said of wrong ones."""

from dataclasses import replace

import pytest

from perceptop.app.run.change_fields import WrongField, chosen, fields_of, typed_command
from perceptop.app.run.parse_input import change_examples, read_change
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Make, MakeAll, Rebuild, Step
from tests.core.sessions import do, session


def about_of(name="xor", **overrides):
    return session(name, **overrides).snapshot().about


def texts(about):
    return {field.name: field.text for field in fields_of(about)}


def test_the_fields_hold_the_present_values():
    made = session("moons", epochs=50)
    do(made, Step(1), Make(Change("learning_rate", 0.125)), Make(Change("l2", 0.001)))
    shown = texts(made.snapshot().about)
    assert shown == shown | {
        "layers": "2,16,16,1",
        "activation": "relu,relu,sigmoid",
        "loss": "binary_cross_entropy",
        "optimizer": "adam",
        "learning_rate": "0.125",
        "momentum": "",
        "l2": "0.001",
        "batch": "32",
        "epochs": "50",
        "features": "",
        "noise": "0.2",
        "test": "20%",
    }


def test_a_run_has_no_field_for_what_it_cannot_have():
    assert {"noise", "test", "features"}.isdisjoint(texts(about_of("xor")))
    assert set(texts(about_of("and-perceptron"))) <= {"layers", "activation", "epochs", "seed", "features"}


@pytest.mark.parametrize("name", ["xor", "moons", "iris", "letters", "cubic", "and-perceptron", "fann-and", "linear"])
def test_what_was_not_touched_is_not_sent(name):
    about = about_of(name)
    assert typed_command(about, texts(about)) is None
    assert all(field.words.endswith(("flight.", "stays a branch (b).")) for field in fields_of(about))


TYPED = {
    "one": ({"learning_rate": "0.3"}, "", Make(Change("learning_rate", 0.3))),
    "the line alone": ({}, "rate 5", Make(Change("learning_rate", 5.0))),
    "a weight": ({}, "x2-h3 = -0.5", Make(Edit(0, 1, 2, -0.5))),
    "a field over the line": ({"learning_rate": "0.3"}, "rate 5", Make(Change("learning_rate", 0.3))),
    "several": (
        {"momentum": "0.5", "learning_rate": "0.3", "batch": "2"},
        "h1-y = 2",
        MakeAll((Edit(1, 0, 0, 2.0), Change("learning_rate", 0.3), Change("momentum", 0.5), Change("batch", 2))),
    ),
    "a full batch first": (
        {"optimizer": "irprop-", "batch": "FULL"},
        "",
        MakeAll((Change("batch", "full"), Change("optimizer", "irprop-"))),
    ),
    "what needs a new run takes all along": (
        {"layers": "2,3,1", "learning_rate": "0.3"},
        "",
        Rebuild((("layers", (2, 3, 1)), ("learning_rate", 0.3))),
    ),
    "of the line too": ({"seed": "4"}, "layers 2,1", Rebuild((("layers", (2, 1)), ("seed", 4)))),
    "names in any case": ({"activation": "Tanh, sigmoid"}, "", Rebuild((("activation", ("tanh", "sigmoid")),))),
}


@pytest.mark.parametrize(("changed", "line", "command"), TYPED.values(), ids=TYPED)
def test_what_was_typed_becomes_one_command(changed, line, command):
    about = about_of(batch=3) if changed.get("batch") == "FULL" else about_of()
    assert typed_command(about, texts(about) | changed, line) == command


def test_what_is_typed_in_history_is_made_in_a_fork():
    about = about_of()
    assert typed_command(about, texts(about) | {"l2": "0.1"}, "rate 2", in_fork=True).in_fork


WRONG = {
    "a number": ({"learning_rate": "fast"}, "learning_rate", "learning rate: found fast, expected a number above 0"),
    "nothing": ({"learning_rate": ""}, "learning_rate", "learning rate: found nothing, expected a number above 0"),
    "a limit": ({"momentum": "1"}, "momentum", "momentum: found 1, expected a number from 0 to below 1"),
    "not finite": ({"l2": "nan"}, "l2", "L2: found nan, expected a number of 0 or more"),
    "a name": ({"loss": "mean"}, "loss", "loss: found mean, expected one of the list"),
    "other ends": ({"layers": "3,4,1"}, "layers", "layers: found 3,4,1, expected 2 first for the inputs, 1 last"),
    "an empty layer": ({"layers": "2,0,1"}, "layers", "layers: found 2,0,1, expected 2 first"),
    "too many names": ({"activation": "tanh,tanh,tanh"}, "activation", "activation: found 3 names, expected one for"),
    "no momentum": ({"optimizer": "adam", "momentum": "0.5"}, "momentum", "momentum: found 0.5, expected none: adam"),
}


@pytest.mark.parametrize(("changed", "field", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_of_its_field(changed, field, words):
    about = about_of()
    with pytest.raises(WrongField) as problem:
        typed_command(about, texts(about) | changed)
    assert (problem.value.field, str(problem.value)[: len(words)]) == (field, words)


def test_a_chosen_activation_is_that_of_the_hidden_layers():
    field = next(field for field in fields_of(about_of()) if field.name == "activation")
    assert chosen(field, "tanh", "2,4,1") == "tanh,sigmoid"
    assert chosen(field, "tanh", "2,4,4,1") == "tanh,tanh,sigmoid"
    assert chosen(field, "tanh", "2,1") == "tanh"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("x2-h3 = -0.5", Edit(0, 1, 2, -0.5)),
        ("X2-H3=-.5", Edit(0, 1, 2, -0.5)),
        ("x1-h1 1e-3", Edit(0, 0, 0, 0.001)),
        ("bias-h4 = 1", Edit(0, 2, 3, 1.0)),
        ("h4 → y = 1", Edit(1, 3, 0, 1.0)),
        ("0.b-1.2 = -0.5", Edit(0, 2, 2, -0.5)),
    ],
)
def test_a_weight_is_found_by_its_names(text, edit):
    assert read_change(text, about_of()) == Make(edit)


@pytest.mark.parametrize("name", ["xor", "iris", "linear", "single-weight", "letters", "pixels"])
def test_each_example_of_a_change_can_be_typed(name):
    about = about_of(name)
    for example in change_examples(about).split(" · "):
        assert isinstance(read_change(example, about), Make), example


@pytest.mark.parametrize("place", range(len(fields_of(about_of("moons")))))
def test_each_setting_can_be_typed_by_its_name_on_the_screen(place):
    about = about_of("moons", epochs=50)
    field = [*fields_of(about)][place]
    typed = read_change(f"{field.setting.label} {field.text or '0.5' * (field.name != 'features') or 'x1'}", about)
    named = dict(typed.settings) if isinstance(typed, Rebuild) else {typed.change.setting: typed.change.value}
    assert list(named) == [field.name]


def test_a_weight_comes_before_a_setting_of_that_name():
    about = replace(about_of(), input_names=("rate of growth", "x2"))
    assert read_change("rate of growth-h1 = 2", about) == Make(Edit(0, 0, 0, 2.0))


def test_names_may_hold_signs_themselves():
    about = about_of("iris", hidden=(3,))
    assert read_change("petal length-h2 = 0.5", about) == Make(Edit(0, 2, 1, 0.5))
    assert read_change("h3-setosa = -1", about) == Make(Edit(1, 2, 0, -1.0))


@pytest.mark.parametrize("text", ["x2-h9 = 1", "x2-y = 1", "h1-h2 = 1", "", "speed", "x2-h3 = much"])
def test_what_is_no_change_is_refused(text):
    with pytest.raises(BadInput, match=r"^(change|weight): found"):
        read_change(text, about_of())
