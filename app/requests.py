"""What a person types into a prompt, read into commands. `BadInput` says what is wrong with it."""

from collections.abc import Sequence

from core.address import parse_synapse
from core.changes import SETTINGS, Change, Edit
from core.commands import GoTo, Make, Reseed
from core.errors import refuse

CHANGES = "rate 0.3 · momentum 0.9 · batch 2 · batch full · optimizer adam · target 0.01 · 0.1-1.2 = -0.5"
"""Examples of every change there is."""

SHORT = {"rate": "learning_rate", "lr": "learning_rate", "target": "target_loss"}


def read_epoch(text: str) -> GoTo:
    """An epoch to go to."""
    return GoTo(_whole(text.replace(",", ""), "epoch"))


def read_seed(text: str) -> Reseed:
    """A seed to begin again from."""
    return Reseed(_whole(text, "seed"))


def read_change(text: str, layers: Sequence[int], bias: Sequence[bool]) -> Make:
    """`rate 0.3`, `batch full`, or a weight by its place: `0.1-1.2 = -0.5`."""
    name, _, value = (word.strip() for word in text.replace("=", " ").partition(" "))
    if "-" in name and name[:1].isdigit():
        synapse = parse_synapse(name, layers, bias, "weight")
        return Make(Edit(synapse.layer, synapse.row(layers), synapse.target, _number(value, "weight")))
    setting = SHORT.get(name, name.replace("-", "_"))
    if setting not in SETTINGS:
        refuse("change", text or "nothing", f"one like these: {CHANGES}")
    if setting == "optimizer" or (setting, value) == ("batch", "full"):
        return Make(Change(setting, value))
    return Make(Change(setting, _whole(value, "batch") if setting == "batch" else _number(value, name)))


def _whole(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        refuse(what, text or "nothing", "a whole number of 0 or more")
    return int(text)


def _number(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError:
        refuse(what, text or "nothing", "a number")
