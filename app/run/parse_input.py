"""Parsing what is typed into a prompt into commands. `BadInput` says what is wrong with it."""

from collections.abc import Sequence

from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.settings import SETTINGS, named
from perceptop.core.protocol.addresses import parse_synapse
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import GoTo, Make, Reseed
from perceptop.core.protocol.snapshot import Progress, Snapshot
from perceptop.core.session.timeline.timeline import MOST_BRANCHES

CHANGES = " · ".join([*(row.example for row in SETTINGS.values() if row.in_flight), "0.1-1.2 = -0.5"])
"""Examples of every change there is."""

CHANGE, CHANGE_IN_FORK = "Change", "Change, in a fork that begins here: the past stays as it was"
"""The two questions that they may answer."""


def epochs_to_go_to(progress: Progress) -> str:
    """Which epochs there are, for the hint of a question."""
    ended = progress.state == "diverged" or (progress.state == "finished" and not progress.reached)
    return f"0 to {progress.reached:,}" + ("" if ended else "; beyond that it trains until there")


def change_question(snapshot: Snapshot) -> str:
    """What a change will be: of the newest state, or in history of a fork. `BadInput` if there can be no more forks."""
    if snapshot.progress.state != "history":
        return CHANGE
    if len(snapshot.branches) == MOST_BRANCHES:
        refuse("fork", f"{MOST_BRANCHES} branches", "fewer: the past is changed in a fork; delete one first")
    return CHANGE_IN_FORK


def read_epoch(text: str) -> GoTo:
    """An epoch to go to."""
    return GoTo(_whole(text.replace(",", ""), "epoch"))


def read_seed(text: str) -> Reseed:
    """A seed to begin again from."""
    return Reseed(_whole(text, "seed"))


def read_change(text: str, layers: Sequence[int], bias: Sequence[bool], in_fork: bool = False) -> Make:
    """`rate 0.3`, `batch full`, or a weight by its place: `0.1-1.2 = -0.5`."""
    return Make(_change(text, layers, bias), in_fork)


def _change(text: str, layers: Sequence[int], bias: Sequence[bool]) -> Change | Edit:
    name, _, value = (word.strip() for word in text.replace("=", " ").partition(" "))
    if "-" in name and name[:1].isdigit():
        synapse = parse_synapse(name, layers, bias, "weight")
        return Edit(synapse.layer, synapse.row(layers), synapse.target, _number(value, "weight"))
    setting = named(name)
    if setting is None or not setting.in_flight:
        refuse("change", text or "nothing", f"one like these: {CHANGES}")
    try:
        return Change(setting.name, setting.kind.parse(value))
    except ValueError:
        refuse(name, value or "nothing", setting.kind.name)


def _whole(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        refuse(what, text or "nothing", "a whole number of 0 or more")
    return int(text)


def _number(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError:
        refuse(what, text or "nothing", "a number")
