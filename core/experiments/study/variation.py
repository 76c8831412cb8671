"""What a study varies: `momentum=0|0.9`, `learning_rate=0.1:10:16:log`, `layers=2,2,1|2,4,1`, `weights=uniform 1`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.files.value_kinds import NumberKind
from perceptop.core.nn.initializers import Glorot, He, Initializer, Normal, Uniform
from perceptop.core.nn.settings import SETTINGS, VARIED

MOST_VALUES = 1_000
MOST_SETTINGS = 20_000
NUMBERS = tuple(name for name in VARIED if name in SETTINGS and isinstance(SETTINGS[name].kind, NumberKind))
INITIALIZERS: dict[str, Callable[[float], Initializer]] = {
    "uniform": lambda limit: Uniform(-limit, limit),
    "normal": lambda deviation: Normal(0.0, deviation),
}
WEIGHTS = "uniform X (from -X to X), normal X (deviation X), glorot or he"

Value = float | int | str


@dataclass(frozen=True)
class Variation:
    """A setting by its name, and the values that it is to have."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class StudySetting:
    """One combination of values, by name, and the experiment with them."""

    values: dict[str, Value]
    experiment: Experiment

    @property
    def shape(self) -> str:
        """Its layers: `2-4-1`."""
        return "-".join(map(str, self.experiment.architecture.layers))


@dataclass(frozen=True, eq=False)
class RecordedSetting:
    """The values of a result whose experiment is not known."""

    values: dict[str, Value]
    shape: str = ""


AnySetting = StudySetting | RecordedSetting


def parse_variation(text: str, where: str = "--vary") -> Variation:
    """`NAME=A|B|C` or, for numbers, `NAME=FIRST:LAST:COUNT`, `:log` for equal ratios. `BadInput` if it is neither."""
    name, _, given = text.partition("=")
    name = name.strip().replace("-", "_")
    if name not in VARIED:
        refuse(
            where,
            text or "nothing",
            f"NAME=VALUE|VALUE or NAME=FIRST:LAST:COUNT[:log], NAME one of {', '.join(VARIED)}",
        )
    where = f"{where} {name}"
    if ":" in given:
        values = _range(given, where, whole=name == "seed")
    else:
        values = tuple(_value(name, word.strip(), where) for word in given.split("|"))
    if len(values) > MOST_VALUES:
        refuse(where, f"{len(values):,} values", f"at most {MOST_VALUES:,}")
    if len(set(values)) < len(values):
        refuse(where, given, "different values")
    return Variation(name, values)


def _range(given: str, where: str, whole: bool) -> tuple[Value, ...]:
    form = "FIRST:LAST:COUNT, or FIRST:LAST:COUNT:log with both above 0"
    first, last, count, *scale = [*given.split(":"), "", ""][: max(3, given.count(":") + 1)]
    low, high = _number(first, where), _number(last, where)
    if not (count.isascii() and count.isdigit() and 2 <= int(count) <= MOST_VALUES) or scale not in ([], ["log"]):
        refuse(where, given, form + f", COUNT from 2 to {MOST_VALUES:,}")
    if scale and (low <= 0 or high <= 0):
        refuse(where, given, form)
    points = np.geomspace(low, high, int(count)) if scale else np.linspace(low, high, int(count))
    if whole and not (points == points.round()).all():
        refuse(where, given, "whole numbers")
    return tuple(int(point) if whole else float(point) for point in points)


def _value(name: str, word: str, where: str) -> Value:
    if name == "seed":
        if not (word.isascii() and word.isdigit() and len(word) < 16):
            refuse(where, word or "nothing", "a whole number of 0 or more")
        return int(word)
    return _number(word, where) if name in NUMBERS else (word or refuse(where, "nothing", "a value"))


def _number(word: str, where: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        refuse(where, word or "nothing", "a number")
    return value


def make_settings(experiment: Experiment, variations: Sequence[Variation]) -> list[StudySetting]:
    """The experiment with each combination of values, the last variation's running fastest. `BadInput` names one."""
    names = [variation.name for variation in variations]
    if len(variations) > 2 or len(set(names)) < len(names):
        refuse("--vary", ", ".join(names), "one setting, or two different ones")
    if int(np.prod([len(variation.values) for variation in variations])) > MOST_SETTINGS:
        refuse("--vary", "more combinations", f"at most {MOST_SETTINGS:,}")
    settings = []
    for combination in product(*(variation.values for variation in variations)):
        values = dict(zip(names, combination, strict=True))
        settings.append(StudySetting(values, with_values(experiment, values)))
    return settings


def with_values(experiment: Experiment, values: Mapping[str, Value]) -> Experiment:
    """The experiment with these values of settings, by name; `BadInput` names them if it cannot have them."""
    given: dict[str, object] = {}
    try:
        for name, value in values.items():
            if name not in ("weights", "seed"):
                given[name] = _parsed(name, value) if isinstance(value, str) else value
        if given:
            experiment = experiment.override(Overrides(**given))
        if "weights" in values:
            architecture = replace(experiment.architecture, weights=_initializer(str(values["weights"])), biases=None)
            experiment = replace(experiment, architecture=architecture)
    except (BadInput, TypeError) as problem:
        chosen = ", ".join(f"{name}={value}" for name, value in values.items())
        raise BadInput(f"--vary {chosen}: {problem}") from None
    return experiment


def _parsed(name: str, text: str) -> object:
    try:
        return SETTINGS[name].kind.parse(text)
    except ValueError:
        refuse(name, text, SETTINGS[name].kind.name)


def _initializer(text: str) -> Initializer:
    name, _, number = text.partition(" ")
    if name in ("glorot", "he") and not number:
        return Glorot() if name == "glorot" else He()
    if name not in INITIALIZERS:
        refuse("weights", text, WEIGHTS)
    size = _number(number.strip(), "weights")
    if size < 0:
        refuse("weights", text, WEIGHTS)
    return INITIALIZERS[name](size)
