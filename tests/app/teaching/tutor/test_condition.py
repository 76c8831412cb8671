"""Conditions: parsed strictly, and true of a run if and only if what they say is."""

import pytest

from perceptop.app.teaching.tutor.conditions.bad_condition import BadCondition
from perceptop.app.teaching.tutor.conditions.condition import parse_condition
from perceptop.app.teaching.tutor.conditions.facts import FACTS, Moment
from perceptop.app.teaching.tutor.lesson import fill
from perceptop.core.protocol.addresses import GradientsAddress, LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.commands import Explain, Fork, GoTo, NextPhase, WantPictures
from perceptop.core.protocol.explanation import Link
from tests.core.sessions import do, session


@pytest.fixture(scope="module")
def at_20():
    """XOR, seed 7, after 20 epochs."""
    return do(session("xor"), GoTo(20))


def holds(text, snapshot, **since):
    return parse_condition(text).holds(Moment(snapshot, **since))


@pytest.mark.parametrize(
    "text",
    [
        "epoch == 20",
        "epoch >= 20 and epoch <= 20",
        "epoch > 19 and not epoch > 20",
        "epoch < 5 or epoch != 5",
        "(epoch < 5 or epoch > 10) and seed == 7",
        "not (epoch == 1 or epoch == 2)",
        "rows == 4",
        "rows right < 4",
        "row == 1",
        "learning_rate == 1",
        "momentum == 0.0",
        "l2 == 0 and batch == 4",
        "layers == 2,4,1",
        "layers == 2, 4, 1",
        "layers != 2,2,1",
        "optimizer == sgd",
        "optimizer != 'adam'",
        "paused",
        "not running and not history and not finished and not diverged and not stuck and not walking",
        "phase == none",
        "target 1 == 0 and target 2 == 1",
        "mse < 1e0",
        "mse > .01",
        "a 'x1' == 1",
        "changes == 0 and branches == 1",
        "epochs == 0 and restarts == 0",
        "not explained 'y'",
    ],
)
def test_what_is_so_holds_and_its_opposite_does_not(at_20, text):
    assert holds(text, at_20)
    assert not holds(f"not ({text})", at_20)


def test_facts_are_those_of_the_snapshot(at_20):
    numbers = at_20.numbers
    moment = Moment(at_20, epochs=3, restarts=2)
    for name, argument, value in (
        ("loss", "", numbers.loss),
        ("mse", "", numbers.mse),
        ("output", "3", numbers.outputs[2, 0]),
        ("error", "3", numbers.outputs[2, 0] - numbers.targets[2, 0]),
        ("z", "h2", numbers.z[0][0, 1]),
        ("a", "h2", numbers.activations[1][0, 1]),
        ("a", "2.0", numbers.outputs[0, 0]),
        ("weight", "x2-h3", numbers.weights[0][1, 2]),
        ("weight", "bias→h3", numbers.weights[0][2, 2]),
        ("weight", "0.b-1.2", numbers.weights[0][2, 2]),
        ("last step", "h4->y", numbers.last_step[1][3, 0]),
        ("epochs", "", 3),
        ("restarts", "", 2),
    ):
        assert FACTS[name].read(moment, argument) == value, name


def test_what_is_explained_is_known_by_name_and_by_place():
    made = session("xor")
    for address, name in (
        (NeuronAddress(1, 2), "h3"),
        (NeuronAddress(2, 0), "2.0"),
        (SynapseAddress(0, 0, 2), "x1-h3"),
        (SynapseAddress(1, None, 0), "bias-y"),
        (LossAddress(), "loss"),
        (GradientsAddress(), "gradients"),
    ):
        snapshot = do(made, Explain(Link(address)))
        assert holds(f'explained "{name}"', snapshot), name
        assert not holds('explained "h1"', snapshot)


def test_what_is_pictured_is_known_by_kind_and_by_neuron():
    made = session("xor")
    assert holds("picture 'surface' and picture 'y' and not picture 'h1'", do(made, WantPictures(("surface",))))
    assert holds("picture 'surface' and picture 'h1' and not picture 'y'", do(made, WantPictures(("surface:1.0",))))
    assert holds("picture 'neurons' and not picture 'y'", do(made, WantPictures(("neurons",))))


def test_walks_history_and_forks():
    made = session("xor")
    assert holds("history and epoch == 2", do(made, GoTo(5), GoTo(2)))
    assert holds("branches == 2", do(made, Fork()))
    assert holds("walking and phase == forward", do(made, NextPhase()))


def test_in_another_network_what_is_not_there_does_not_hold():
    other = do(session("xor", layers=(2, 2, 1)))
    for text in ("explained 'h3'", "weight 'x1-h4' > -100", "z 'h3' > -100"):
        assert not holds(text, other)
    assert fill("{weight x1-h4} {output 1}", Moment(other)) == f"? {other.numbers.outputs[0, 0]:.4g}"


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("", "nothing", "a fact"),
        ("epoch", "nothing", "a comparison after epoch"),
        ("epoch >=", "nothing", "a value to compare epoch with"),
        ("epoch = 3", "= 3", "==, <="),
        ("epoch >= three", "three", "a number"),
        ("epoch >= 1 2", "2", "and, or, or the end"),
        ("epohc >= 1", "epohc", "epoch?"),
        ("weather == fine", "weather", "one of epoch"),
        ("epoch right >= 1", "right", "nothing after epoch"),
        ("epoch >= 1 and", "nothing", "a fact"),
        ("epoch >= 1 and and paused", "and", "a fact"),
        ("(epoch >= 1", "nothing", ")"),
        ("epoch >= 1)", ")", "and, or"),
        ("not", "nothing", "a fact"),
        ("explained", "nothing", "a neuron"),
        ("explained h3", "h3", 'in quotes: explained "h3"'),
        ("paused == 1", "==", "paused alone"),
        ("layers > 2,4,1", ">", "== or !="),
        ("layers ==", "nothing", "a value"),
        ("layers == (", "(", "a value"),
        ("output >= 1", ">=", "a row"),
        ("loss < 0.1.2", "0.1.2", "a fact, a comparison"),
        ("__import__('os')", "__import__", "one of"),
        ("epoch; paused", "; paused", "a fact, a comparison"),
        ("(" * 30 + "paused" + ")" * 30, "nested too deeply", "20"),
        ("not " * 30 + "paused", "nested too deeply", "20"),
        ("epoch >= " + "1" * 600, "609 letters", "500"),
    ],
)
def test_what_cannot_be_read_says_what_was_found_and_expected(text, found, expected):
    with pytest.raises(BadCondition) as refusal:
        parse_condition(text)
    assert found in refusal.value.found
    assert expected in refusal.value.expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("explained 'h5'", "h5"),
        ("weight 'x3-h1' > 0", "x3-h1"),
        ("weight 'h1' > 0", "h1"),
        ("z 'x1' > 0", "x1"),
        ("a 'x1-h1' > 0", "x1-h1"),
        ("output 5 > 0.5", "5"),
        ("output 0 > 0.5", "0"),
        ("picture 'mona lisa'", "mona lisa"),
        ("explained '3.0'", "3.0"),
        ("explained ''", "nothing"),
    ],
)
def test_names_that_the_run_does_not_have_are_refused(at_20, text, found):
    condition = parse_condition(text)
    with pytest.raises(BadCondition) as refusal:
        condition.check(at_20.about)
    assert refusal.value.found == found
