"""Parsing what is typed into a prompt into commands. `BadInput` says what is wrong with it."""

from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.settings import SETTINGS, named
from perceptop.core.protocol.addresses import parse_synapse
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import GoTo, Make, Rebuild, Reseed
from perceptop.core.protocol.snapshot import About, Progress, Snapshot
from perceptop.core.session.timeline.timeline import MOST_BRANCHES


def change_examples(about: About) -> str:
    """Examples of every change there is, the last of them of a weight."""
    return " · ".join([*(row.example for row in SETTINGS.values() if row.in_flight), weight_example(about)])


def weight_example(about: About) -> str:
    """How a weight is typed, by the names of a synapse of this network."""
    names, place = about.names, min(1, about.layers[0] - 1)
    return f"{names.neuron(0, place)}-{names.neuron(1, min(2, about.layers[1] - 1))} = -0.5"


IN_FORK = ", in a fork that begins here: the past stays as it was"
"""What a question about a change goes on with if it is made in a fork."""


def epochs_to_go_to(progress: Progress) -> str:
    """Which epochs there are, for the hint of a question."""
    ended = progress.state == "diverged" or (progress.state == "finished" and not progress.reached)
    return f"0 to {progress.reached:,}" + ("" if ended else "; beyond that it trains until there")


def is_in_fork(snapshot: Snapshot) -> bool:
    """Return whether a change is made in a fork, as it is in history. `BadInput` if there can be no more forks."""
    in_history = snapshot.progress.state == "history"
    if in_history and len(snapshot.branches) == MOST_BRANCHES:
        refuse("fork", f"{MOST_BRANCHES} branches", "fewer: the past is changed in a fork; delete one first")
    return in_history


def read_epoch(text: str) -> GoTo:
    """An epoch to go to."""
    return GoTo(_whole(text.replace(",", ""), "epoch"))


def read_seed(text: str) -> Reseed:
    """A seed to begin again from."""
    return Reseed(_whole(text, "seed"))


def read_change(text: str, about: About, in_fork: bool = False) -> Make | Rebuild:
    """`rate 0.3`, `batch full`, `layers 2,8,1`, or a weight by its names or its place: `x2-h3 = -0.5`,
    `0.1-1.2 = -0.5`.
    """
    weight, equals, value = (part.strip() for part in text.rpartition("="))
    if not equals:
        weight, _, value = (part.strip() for part in text.strip().rpartition(" "))
    name, said = _named(text.replace("=", " "))
    if edit := _edit(weight, value, about):
        return Make(edit, in_fork)
    setting = named(name)
    if setting is None:
        refuse("change", text or "nothing", f"one like these: {change_examples(about)}")
    try:
        typed = setting.kind.parse(said)
    except ValueError:
        refuse(name, said or "nothing", setting.kind.name)
    return Make(Change(setting.name, typed), in_fork) if setting.in_flight else Rebuild(((setting.name, typed),))


def _named(text: str) -> tuple[str, str]:
    """The name of a setting, of as many words as there are in one, and what is said after it."""
    words = text.split()
    count = next((count for count in (2, 1) if named(" ".join(words[:count]))), 1)
    return " ".join(words[:count]), " ".join(words[count:])


def _edit(weight: str, value: str, about: About) -> Edit | None:
    """The change of a weight by its names, or by its place; None for what is neither."""
    found = about.names.find_synapse(weight)
    if found is not None:
        layer, row, column = found
        if row == about.layers[layer] and not about.bias[layer]:
            refuse("weight", weight, "a synapse from a neuron: there is no bias")
        return Edit(layer, row, column, _number(value, "weight"))
    if "-" in weight and weight[:1].isdigit():
        synapse = parse_synapse(weight, about.layers, about.bias, "weight")
        return Edit(synapse.layer, synapse.row(about.layers), synapse.target, _number(value, "weight"))
    return None


def _whole(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        refuse(what, text or "nothing", "a whole number of 0 or more")
    return int(text)


def _number(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError:
        refuse(what, text or "nothing", "a number")
