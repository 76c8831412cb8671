"""Facts of a run by name, each read from a snapshot and from what happened in the step."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from perceptop.app.teaching.tutor.conditions.bad_condition import BadCondition
from perceptop.app.teaching.tutor.conditions.places import find_address, find_neuron, find_synapse
from perceptop.app.wording.example_text import judge
from perceptop.app.wording.numbers import of_data
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.snapshot import About, Snapshot

STUCK = ("stuck rows", "plateau")
"""Findings of the diagnosis that say that the run gets nowhere."""

Value = float | str | bool
Argument = str


@dataclass(frozen=True)
class Moment:
    """A snapshot, and what has happened since the step began: epochs trained, and runs begun again."""

    snapshot: Snapshot
    epochs: int = 0
    restarts: int = 0


@dataclass(frozen=True)
class Fact:
    """One fact. `kind` is the type of its value: a number, a text, or true and false.

    `takes` says what its argument is, empty if it has none; `check` raises `BadCondition` for one that does not exist.
    """

    name: str
    kind: type
    read: Callable[[Moment, Argument], Value | None]
    takes: str = ""
    check: Callable[[Argument, About], object] = lambda argument, about: None


def fact_at(text: str) -> tuple[Fact, str]:
    """Return the fact that a text begins with, the longest name first, and the rest; `BadCondition` if none does."""
    for name in sorted(FACTS, key=len, reverse=True):
        if (match := re.match(name.replace(" ", r"\s+") + r"(?![\w])", text)) is not None:
            return FACTS[name], text[match.end() :].strip()
    word = text.split(maxsplit=1)[0] if text.strip() else "nothing"
    near = get_close_matches(word, FACTS, 1)
    raise BadCondition(word, f"{near[0]}?" if near else "one of " + ", ".join(FACTS))


def written(fact: Fact, argument: str, moment: Moment) -> str:
    """Return its value as a text has it; `?` if the run that is shown has no such thing."""
    try:
        value = fact.read(moment, argument)
    except BadCondition:
        value = None
    if value is None:
        return "?"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) < 1e6 else of_data(value, 4)


def _number(name: str, read: Callable[[Moment], float | None]) -> Fact:
    return Fact(name, float, lambda moment, _: read(moment))


def _flag(name: str, read: Callable[[Moment], bool]) -> Fact:
    return Fact(name, bool, lambda moment, _: read(moment))


def _text(name: str, read: Callable[[Moment], str]) -> Fact:
    return Fact(name, str, lambda moment, _: read(moment))


def _state(name: str) -> Fact:
    return _flag(name, lambda moment: moment.snapshot.progress.state == name)


def _setting(name: str) -> Fact:
    return _number(name, lambda moment: dict(moment.snapshot.about.settings).get(name, 0.0))


def _rows_right(moment: Moment) -> float | None:
    numbers = moment.snapshot.numbers
    right = judge(moment.snapshot.about, numbers.targets, numbers.outputs, numbers.negative)
    return None if right is None else float(right.sum())


def _row(argument: str, about: About) -> int:
    if not (argument.isascii() and argument.isdigit() and 1 <= int(argument) <= about.examples):
        raise BadCondition(argument or "nothing", f"a row from 1 to {about.examples:,}")
    return int(argument) - 1


def _of_row(name: str, read: Callable[[Snapshot, int], float]) -> Fact:
    def at(moment: Moment, argument: str) -> float | None:
        place = _row(argument, moment.snapshot.about) - moment.snapshot.numbers.first
        return read(moment.snapshot, place) if 0 <= place < len(moment.snapshot.numbers.inputs) else None

    return Fact(name, float, at, "a row, counted from 1", _row)


def _of_neuron(name: str, read: Callable[[Snapshot, NeuronAddress], float]) -> Fact:
    def at(moment: Moment, argument: str) -> float | None:
        return read(moment.snapshot, find_neuron(argument, moment.snapshot.about))

    return Fact(name, float, at, "a neuron, as h1", find_neuron)


def _of_synapse(name: str, read: Callable[[Snapshot, int, int, int], float]) -> Fact:
    def at(moment: Moment, argument: str) -> float | None:
        about = moment.snapshot.about
        synapse = find_synapse(argument, about)
        return read(moment.snapshot, synapse.layer, synapse.row(about.layers), synapse.target)

    return Fact(name, float, at, "a synapse, as x1-h1", find_synapse)


def _output(snapshot: Snapshot, place: int) -> float:
    """The first output of a row, as on the screen in the units of the file."""
    return snapshot.about.output_in_units(0, float(snapshot.numbers.outputs[place, 0]))


def _target(snapshot: Snapshot, place: int) -> float:
    return snapshot.about.output_in_units(0, float(snapshot.numbers.aims[place, 0]))


def _z(snapshot: Snapshot, neuron: NeuronAddress) -> float:
    return float(snapshot.numbers.z[neuron.layer - 1][snapshot.numbers.row, neuron.index])


def _a(snapshot: Snapshot, neuron: NeuronAddress) -> float:
    return float(snapshot.numbers.activations[neuron.layer][snapshot.numbers.row, neuron.index])


def _check_z(argument: str, about: About) -> None:
    if find_neuron(argument, about).layer == 0:
        raise BadCondition(argument, "a neuron: an input has no weighted sum")


def _explained(moment: Moment, argument: str) -> bool:
    answer = moment.snapshot.answer
    return answer is not None and answer.explanation.link.address == find_address(argument, moment.snapshot.about)


def _pictured(moment: Moment, argument: str) -> bool:
    about = moment.snapshot.about
    shown = [name.partition(":") for name in moment.snapshot.pictures]
    if argument in _kinds():
        return any(kind == argument for kind, _, _ in shown)
    neuron = find_neuron(argument, about)
    # Without a subject it is of the output, if there is one.
    output = str(NeuronAddress(len(about.layers) - 1, 0)) if about.layers[-1] == 1 else ""
    return any((subject or output) == str(neuron) for kind, _, subject in shown if kind == "surface")


def _check_picture(argument: str, about: About) -> None:
    if argument not in _kinds():
        find_neuron(argument, about)


def _kinds() -> tuple[str, ...]:
    from perceptop.core.pictures.kinds import KINDS  # seldom wanted

    return tuple(KINDS)


FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        _number("epoch", lambda moment: moment.snapshot.progress.epoch),
        _number("epochs", lambda moment: moment.epochs),
        _number("loss", lambda moment: moment.snapshot.numbers.loss),
        _number("mse", lambda moment: moment.snapshot.numbers.mse),
        _number("accuracy", lambda moment: moment.snapshot.numbers.accuracy),
        _number("rows", lambda moment: moment.snapshot.about.examples),
        _number("rows right", _rows_right),
        _number("row", lambda moment: moment.snapshot.numbers.chosen + 1),
        _of_row("output", _output),
        _of_row("target", _target),
        _of_row("error", lambda snapshot, place: _output(snapshot, place) - _target(snapshot, place)),
        Fact("z", float, _of_neuron("z", _z).read, "a neuron, as h1", _check_z),
        _of_neuron("a", _a),
        _of_synapse("weight", lambda snapshot, layer, row, column: float(snapshot.numbers.weights[layer][row, column])),
        _of_synapse(
            "last step", lambda snapshot, layer, row, column: float(snapshot.numbers.last_step[layer][row, column])
        ),
        _number("seed", lambda moment: moment.snapshot.progress.seed),
        _text("layers", lambda moment: ",".join(map(str, moment.snapshot.about.layers))),
        _text("optimizer", lambda moment: moment.snapshot.about.optimizer),
        _setting("learning_rate"),
        _setting("momentum"),
        _setting("l2"),
        _number("batch", lambda moment: moment.snapshot.about.batch),
        _number("restarts", lambda moment: moment.restarts),
        _number("branches", lambda moment: len(moment.snapshot.branches)),
        _number("changes", lambda moment: len(moment.snapshot.events)),
        *map(_state, ("paused", "running", "history", "finished", "diverged")),
        _flag("walking", lambda moment: moment.snapshot.walk is not None),
        _text("phase", lambda moment: moment.snapshot.walk.phase.name if moment.snapshot.walk else "none"),
        _flag("stuck", lambda moment: any(each.rule in STUCK for each in moment.snapshot.findings)),
        Fact("explained", bool, _explained, 'a neuron, a synapse, "loss" or "gradients"', find_address),
        Fact("picture", bool, _pictured, "a kind of picture, or a neuron for its decision surface", _check_picture),
    )
}
