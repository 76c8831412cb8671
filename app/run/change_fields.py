"""The settings of a run as fields of text: their present values, and the commands that typed ones become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perceptop.app.run.parse_input import read_change
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.files.value_kinds import SHARE
from perceptop.core.nn.method_names import ACTIVATION_NAMES, LOSS_NAMES, OPTIMIZER_NAMES
from perceptop.core.nn.optimizers import make_optimizer
from perceptop.core.nn.settings import DATA_SETTINGS, SETTINGS, Setting
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import Command, Make, MakeAll, Rebuild
from perceptop.core.protocol.snapshot import About

ROWS = {name: row for name, row in (SETTINGS | DATA_SETTINGS).items() if name != "hidden"}
"""The settings that have a field, in its order; hidden layers are among the layers."""
CHOICES: Mapping[str, Sequence[str]] = {
    "activation": ACTIVATION_NAMES,
    "loss": LOSS_NAMES,
    "optimizer": OPTIMIZER_NAMES,
}
"""Settings whose values are few names."""
CHOICE_WORDS = {
    "activation": "One for all layers, or one a layer; the list sets the hidden ones.",
    "loss": "What training makes small.",
    "optimizer": "What turns a gradient into a step; another begins with its own rate.",
}


class WrongField(BadInput):
    """What is wrong with the text of the field of that name."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


@dataclass(frozen=True)
class Field:
    """A setting, and its present value as it is typed."""

    setting: Setting
    text: str

    @property
    def name(self) -> str:
        """The name of the setting."""
        return self.setting.name

    @property
    def choices(self) -> Sequence[str]:
        """The names that its value can be, none if there are not just a few."""
        return CHOICES.get(self.name, ())

    @property
    def begins_anew(self) -> bool:
        """Whether another value needs a new run."""
        return not self.setting.in_flight

    @property
    def words(self) -> str:
        """What it is, what is expected, and when another value counts."""
        about = CHOICE_WORDS[self.name] if self.choices else f"{self.setting.help}. Expected: {self.setting.kind.name}."
        when = "Begins a new run; this one stays a branch (b)." if self.begins_anew else "Changes in flight."
        return f"{about} {when}"


def fields_of(about: About) -> list[Field]:
    """The fields of a run: those of the settings that it has, and a momentum for the optimizers that have one."""
    values = dict(about.values)
    if "optimizer" in values:
        values = {"momentum": None, **values}
    return [Field(row, written(row, values[name])) for name, row in ROWS.items() if name in values]


def written(setting: Setting, value: Any) -> str:
    """A value as it is typed."""
    if setting.kind is SHARE:
        return f"{value * 100:.6g}%"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def chosen(field: Field, name: str, layers: str) -> str:
    """The text of a field that a name was chosen for; an activation is that of all hidden layers, or of the only one.

    `layers` is what is typed for the layers.
    """
    present = field.text.split(",")
    if field.name != "activation":
        return name
    hidden = max(layers.count(",") - 1, 0)
    return ",".join([name] * hidden + present[-1:]) if hidden else name


def typed_command(about: About, texts: Mapping[str, str], line: str = "", in_fork: bool = False) -> Command | None:
    """What is to be sent for a line, and for the fields whose texts are not what they were; None for nothing.

    `WrongField` if one of them cannot be.
    """
    first = _of_line(line, about, in_fork) if line.strip() else None
    values = {
        field.name: _value(field, texts[field.name].strip())
        for field in fields_of(about)
        if field.name in texts and texts[field.name].strip() != field.text
    }
    if isinstance(first, Make) and isinstance(first.change, Change):
        values = {first.change.setting: first.change.value} | values
        first = None
    elif isinstance(first, Rebuild):
        values = dict(first.settings) | values
        first = None
    _require_fitting(about, values)
    if any(not (SETTINGS | DATA_SETTINGS)[name].in_flight for name in values):
        if first is not None:
            raise WrongField("", "change: found a weight beside what begins a new run, expected one after the other")
        return Rebuild(tuple(values.items()))
    changes = [Change(name, values[name]) for name in _order(values)]
    made = (*((first.change,) if isinstance(first, Make) else ()), *changes)
    if not made:
        return None
    return Make(made[0], in_fork) if len(made) == 1 else MakeAll(made, in_fork)


def _of_line(line: str, about: About, in_fork: bool) -> Make | Rebuild:
    try:
        return read_change(line.strip(), about, in_fork)
    except BadInput as problem:
        raise WrongField("", str(problem)) from None


def _value(field: Field, text: str) -> Any:
    kind, label = field.setting.kind, field.setting.label
    if field.name == "features" and not text:
        return ()
    if field.choices:
        for name in text.lower().split(",") if field.name == "activation" else [text.lower()]:
            if name.strip() not in field.choices:
                raise WrongField(field.name, f"{label}: found {text or 'nothing'}, expected one of the list")
        text = text.replace(" ", "")
    try:
        return kind.convert(kind.parse(text if field.name == "features" else text.lower()))
    except ValueError:
        raise WrongField(field.name, f"{label}: found {text or 'nothing'}, expected {kind.name}") from None


def _require_fitting(about: About, values: Mapping[str, Any]) -> None:
    """Raise `WrongField` if layers and activations, or optimizer and momentum, do not go together."""
    layers = values.get("layers", about.layers)
    ends = (about.layers[0], about.layers[-1])
    if "features" not in values and (len(layers) < 2 or (layers[0], layers[-1]) != ends or min(layers) < 1):
        found, (inputs, outputs) = ",".join(map(str, layers)), ends
        expected = f"{inputs} first for the inputs, {outputs} last for the outputs, hidden ones between"
        raise WrongField("layers", f"layers: found {found}, expected {expected}: {inputs},4,{outputs}")
    names = values.get("activation", ())
    if names and len(names) not in (1, len(layers) - 1):
        expected = f"one for all, or {len(layers) - 1}, one for each layer after the inputs"
        raise WrongField("activation", f"activation: found {len(names)} names, expected {expected}")
    numbers = make_optimizer(values["optimizer"]).settings if "optimizer" in values else dict(about.settings)
    optimizer = values.get("optimizer", about.optimizer)
    for name in ("learning_rate", "momentum"):
        if name in values and name not in numbers:
            raise WrongField(
                name, f"{SETTINGS[name].label}: found {values[name]:g}, expected none: {optimizer} has none"
            )


def _order(values: Mapping[str, Any]) -> list[str]:
    """The order of changes: an optimizer before its numbers, and a full batch before the optimizer that needs it."""
    names = [name for name in ROWS if name in values]
    if values.get("batch") == "full":
        names.remove("batch")
        names.insert(0, "batch")
    return names
