"""Settings that stand in for those of an experiment file: what the command line may change."""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.network_section import NetworkSettings
from perceptop.core.experiments.training_section import TrainingSettings
from perceptop.core.files.toml_table import ABOVE_0, FROM_0, FROM_0_BELOW_1, NumberKind

T = TypeVar("T")


@dataclass(frozen=True)
class Overrides:
    """Each None leaves the experiment's own setting. `activation` is one name, or one for each layer."""

    layers: tuple[int, ...] | None = None
    activation: tuple[str, ...] | None = None
    loss: str | None = None
    optimizer: str | None = None
    learning_rate: float | None = None
    momentum: float | None = None
    batch: str | int | None = None
    seed: int | None = None
    epochs: int | None = None
    target_loss: float | None = None

    @property
    def given(self) -> frozenset[str]:
        """The names of the settings that are not None."""
        return frozenset(field.name for field in fields(self) if getattr(self, field.name) is not None)


KINDS = {
    "learning_rate": ABOVE_0,
    "momentum": FROM_0_BELOW_1,
    "epochs": NumberKind("a whole number of 0 or more", lambda value: value >= 0),
    "target_loss": FROM_0,
}
TRAINING_ONLY = ("loss", "optimizer", "learning_rate", "momentum", "batch", "epochs", "target_loss")


def override_network(settings: NetworkSettings, overrides: Overrides) -> NetworkSettings:
    """The network with other layers, activations or seed. `BadInput` where given weights or layers forbid it.

    A setting that was the same for all layers goes on to be; with other numbers of layers, an output layer keeps
    what it had, and so do hidden layers that were all alike.
    """
    layers = overrides.layers or settings.layers
    if layers != settings.layers and not settings.drawn:
        shape = "-".join(str(size) for size in settings.layers)
        refuse("layers", "-".join(str(size) for size in layers), f"none, or {shape}: the weights are given")
    if len(layers) < 2 or min(layers) < 1:
        refuse("layers", ",".join(str(size) for size in layers), "two or more sizes of 1 or more, inputs first")
    count = len(layers) - 1
    names = overrides.activation or _stretched(settings.activations, count)
    bias = _stretched(settings.bias, count)
    if names is None:
        refuse("layers", f"{count} layers after the inputs", f"{len(settings.activations)}, or an activation for each")
    if bias is None:
        refuse("layers", f"{count} layers after the inputs", f"{len(settings.bias)}: each has a bias or none by itself")
    if len(names) not in (1, count):
        refuse("activation", f"{len(names)} names", f"1 or {count}, one for each layer after the inputs")
    names = names * count if len(names) == 1 else names
    seed = settings.seed if overrides.seed is None else overrides.seed
    return replace(settings, layers=layers, activations=names, bias=bias, seed=seed)


def _stretched(values: tuple[T, ...], count: int) -> tuple[T, ...] | None:
    """One value for each of `count` layers, or None where it is open which."""
    if len(values) == count:
        return values
    hidden = values[:-1] or values
    if len(set(hidden)) > 1:
        return None
    return hidden[:1] * (count - 1) + values[-1:]


def override_training(settings: TrainingSettings | None, overrides: Overrides) -> TrainingSettings | None:
    """The training with other settings; `BadInput` where there is none. Another optimizer begins with its own rates."""
    if settings is None:
        for name in TRAINING_ONLY:
            if name in overrides.given:
                refuse(name, getattr(overrides, name), "none: the experiment has no [training], so nothing is trained")
        return None
    for name, kind in KINDS.items():
        if name in overrides.given and not kind.holds(getattr(overrides, name)):
            refuse(name, getattr(overrides, name), kind.name)
    given: dict[str, Any] = {}
    if overrides.optimizer is not None and overrides.optimizer != settings.optimizer:
        given |= {"optimizer": overrides.optimizer, "learning_rate": None, "momentum": None}
    given |= {
        name: getattr(overrides, name)
        for name in ("loss", "batch", "learning_rate", "momentum")
        if name in overrides.given
    }
    stop = {name: getattr(overrides, name) for name in ("epochs", "target_loss") if name in overrides.given}
    return replace(settings, stopping=replace(settings.stopping, **stop), **given)
