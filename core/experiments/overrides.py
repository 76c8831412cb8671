"""Overrides: settings of the command line in place of those of an experiment file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.network_section import NetworkSettings
from perceptop.core.experiments.training_section import TrainingSettings, with_settings
from perceptop.core.nn.optimizers import find_optimizer
from perceptop.core.nn.settings import DATA_SETTINGS, SETTINGS

T = TypeVar("T")


class Overrides(Mapping[str, Any]):
    """Values by the names of the table of settings; None keeps the experiment's own."""

    def __init__(self, **values: Any) -> None:
        """Raise `BadInput` for a name that is no setting; values are checked when they are applied."""
        for name in values:
            if name not in SETTINGS and name not in DATA_SETTINGS:
                refuse("override", name, "one of " + ", ".join((*SETTINGS, *DATA_SETTINGS)))
        self._values = {name: value for name, value in values.items() if value is not None}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def of_data(self) -> Mapping[str, Any]:
        """Those for which the data is read again; `BadInput` for a value that one cannot have."""
        return {name: DATA_SETTINGS[name].require(value, name) for name, value in self.items() if name in DATA_SETTINGS}

    @property
    def words(self) -> str:
        """The first of them in words, and whether there are others: `layers 2,3,1 …`."""
        words = [f"{(SETTINGS | DATA_SETTINGS)[name].label} {_text(value)}" for name, value in self.items()]
        return " ".join(words[:1] + ["…"] * (len(words) > 1))

    def then(self, later: "Overrides") -> "Overrides":
        """Return these with later ones in their place. Another optimizer begins with its own rates, and all layers
        stand in for the hidden ones alone, or these for them.
        """
        gone = {"layers": ("hidden",), "hidden": ("layers",), "optimizer": ("learning_rate", "momentum")}
        dropped = {name for each in later for name in gone.get(each, ())}
        kept = {name: value for name, value in self.items() if name not in dropped}
        return Overrides(**(kept | dict(later)))

    def __repr__(self) -> str:
        return f"Overrides({', '.join(f'{name}={value!r}' for name, value in self.items())})"


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value}".removesuffix(".0")
    return ",".join(map(str, value)) if isinstance(value, tuple) else f"{value}"


def override_network(settings: NetworkSettings, overrides: Overrides) -> NetworkSettings:
    """The network with other layers, activations or seed. `BadInput` if given weights or layers forbid it.

    A setting that is equal for all layers stays so; with other numbers of layers, an output layer keeps what it had,
    and so do hidden layers that were all alike.
    """
    layers = _layers(settings, overrides)
    if layers != settings.layers and not settings.drawn:
        shape = "-".join(str(size) for size in settings.layers)
        refuse("layers", "-".join(str(size) for size in layers), f"none, or {shape}: the weights are given")
    if len(layers) < 2 or min(layers) < 1:
        refuse("layers", ",".join(str(size) for size in layers), "two or more sizes of 1 or more, inputs first")
    count = len(layers) - 1
    names = overrides.get("activation") or _stretched(settings.activations, count)
    bias = _stretched(settings.bias, count)
    if names is None:
        refuse("layers", f"{count} layers after the inputs", f"{len(settings.activations)}, or an activation for each")
    if bias is None:
        refuse("layers", f"{count} layers after the inputs", f"{len(settings.bias)}: each has a bias or none by itself")
    if len(names) not in (1, count):
        refuse("activation", f"{len(names)} names", f"1 or {count}, one for each layer after the inputs")
    names = names * count if len(names) == 1 else names
    return replace(settings, layers=layers, activations=names, bias=bias, seed=overrides.get("seed", settings.seed))


def _layers(settings: NetworkSettings, overrides: Overrides) -> tuple[int, ...]:
    """Sizes of all layers: those given, or hidden ones between the inputs and the outputs that the data has."""
    if "hidden" not in overrides:
        return tuple(overrides.get("layers") or settings.layers)
    if "layers" in overrides:
        refuse("hidden", "it with layers", "one of the two: the hidden layers alone, or all layers")
    hidden = tuple(overrides["hidden"])
    if hidden == (0,):
        hidden = ()
    if any(size < 1 for size in hidden):
        refuse("hidden", ",".join(map(str, hidden)), "sizes of 1 or more, or 0 for no hidden layer")
    return settings.layers[0], *hidden, settings.layers[-1]


def _stretched(values: tuple[T, ...], count: int) -> tuple[T, ...] | None:
    """Return one value for each of `count` layers, or None if that is ambiguous."""
    if len(values) == count:
        return values
    hidden = values[:-1] or values
    if len(set(hidden)) > 1:
        return None
    return hidden[:1] * (count - 1) + values[-1:]


def override_training(settings: TrainingSettings | None, overrides: Overrides) -> TrainingSettings | None:
    """Return the training with other settings; `BadInput` without one. Another optimizer has its default rates."""
    given = {name: value for name, value in overrides.items() if name in SETTINGS}
    given = {name: value for name, value in given.items() if SETTINGS[name].belongs != "network"}
    if settings is None:
        for name, value in given.items():
            refuse(name, value, "none: the experiment has no [training], so nothing is trained")
        return None
    # A loss of the user's own has no name, and may replace one.
    given = {name: value if name == "loss" else SETTINGS[name].require(value, name) for name, value in given.items()}
    if "optimizer" in given and find_optimizer(given["optimizer"]) is not find_optimizer(settings.optimizer):
        settings = replace(settings, rates={})
    return with_settings(settings, given)
