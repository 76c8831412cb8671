"""The table of settings of a network and its training: keys of files, options, and changes in flight.

A row holds all of a setting but its arithmetic. It is read by the [training] table of an experiment file, the options
of the command line, changes in flight and the prompt for them, the limits of the optimizers, messages, and the status
line. It imports no numpy, so that --help answers at once.
"""

from dataclasses import dataclass
from typing import Any, Literal

from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.value_kinds import (
    ABOVE_0,
    BATCH,
    FEATURES,
    FROM_0,
    FROM_0_BELOW_1,
    NAME,
    NAMES,
    SHARE,
    SIZES,
    WHOLE,
    NumberKind,
    ValueKind,
)
from perceptop.core.nn.method_names import ACTIVATION_NAMES, LOSS_NAMES, OPTIMIZER_NAMES


@dataclass(frozen=True)
class Setting:
    """One setting by its `name` in Python; its option is the same with hyphens.

    `key` is the full key of an experiment file, empty if there is none. `belongs` says what it steers: the data, the
    shape of the network, how it is trained, a number of the optimizer's own, or only when training stops. `label` is
    its name on the screen. `example` shows it as it is typed in flight, empty if it cannot change there, under one of
    its names or of the `short` ones. `default` is its value if nothing is given, None if that depends on others.
    """

    name: str
    kind: ValueKind
    metavar: str
    help: str
    key: str
    belongs: Literal["data", "network", "training", "optimizer", "stopping"]
    label: str = ""
    example: str = ""
    short: tuple[str, ...] = ()
    default: Any = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", self.label or self.name.replace("_", " "))

    def __str__(self) -> str:
        return self.name

    @property
    def option(self) -> str:
        """Return its option on the command line."""
        return option_of(self.name)

    @property
    def in_flight(self) -> bool:
        """Return whether it can change in a run under way."""
        return bool(self.example)

    def require(self, value: object, where: str = "") -> Any:
        """Return the value after conversion; `BadInput` if the setting cannot have it."""
        try:
            return self.kind.convert(value)
        except ValueError:
            refuse(where or self.label, value, self.kind.name)


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "layers",
            SIZES,
            "N,N,…",
            "sizes of all layers, inputs first: 2,4,1",
            key="network.layers",
            belongs="network",
        ),
        Setting(
            "hidden", SIZES, "N,N,…", "sizes of the hidden layers alone, or 0 for none: 8,8", key="", belongs="network"
        ),
        Setting(
            "activation",
            NAMES,
            "NAME[,NAME…]",
            "one for all, or one a layer: " + ", ".join(ACTIVATION_NAMES) + " (step gives answers, cannot learn)",
            key="network.activations",
            belongs="network",
        ),
        Setting("loss", NAME, "NAME", ", ".join(LOSS_NAMES), key="training.loss", belongs="training", default="mse"),
        Setting(
            "optimizer",
            NAME,
            "NAME",
            ", ".join(OPTIMIZER_NAMES),
            key="training.optimizer",
            belongs="training",
            example="optimizer adam",
            default="sgd",
        ),
        Setting(
            "learning_rate",
            ABOVE_0,
            "X",
            "factor from the gradient to the step: 0.5 for sgd, 0.01 for adam if not told",
            key="training.learning_rate",
            belongs="optimizer",
            example="rate 0.3",
            short=("rate", "lr"),
        ),
        Setting(
            "momentum",
            FROM_0_BELOW_1,
            "X",
            "share of the last step that is added to the next, for sgd",
            key="training.momentum",
            belongs="optimizer",
            example="momentum 0.9",
        ),
        Setting(
            "l2",
            FROM_0,
            "X",
            "penalty on large weights, biases excluded: l2 / 2 · Σ w² is added to the loss (PyTorch's weight_decay)",
            key="training.l2",
            belongs="training",
            label="L2",
            example="l2 0.001",
            default=0.0,
        ),
        Setting(
            "batch",
            BATCH,
            "full|N",
            "update after all examples, or after every N",
            key="training.batch",
            belongs="training",
            example="batch 2 · batch full",
            default="full",
        ),
        Setting(
            "seed", WHOLE, "N", "what the first weights are drawn from", key="network.weights.seed", belongs="network"
        ),
        Setting("epochs", WHOLE, "N", "stop after so many", key="training.epochs", belongs="stopping"),
        Setting(
            "target_loss",
            FROM_0,
            "X",
            "stop if the loss is this small",
            key="training.target_loss",
            belongs="stopping",
            example="target 0.01",
            short=("target",),
        ),
    )
}
DATA_SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "features",
            FEATURES,
            "'X1,X1*X2'",
            "inputs for the network: columns, and expressions of them",
            key="data.features",
            belongs="data",
        ),
        Setting(
            "noise",
            FROM_0,
            "X",
            "of generated points: the deviation of what is added to each coordinate",
            key="data.noise",
            belongs="data",
        ),
        Setting(
            "test",
            SHARE,
            "20%",
            "rows to hold out for testing, 20% if not told",
            key="data.test",
            belongs="data",
            label="test share",
        ),
    )
}
"""Those of the data, which is read again for them: they are told of a table, and not of every experiment."""
IN_FLIGHT = tuple(setting.name for setting in SETTINGS.values() if setting.in_flight)
"""The names of those that can change in a run under way."""
VARIED = (*(name for name, row in SETTINGS.items() if row.belongs != "stopping" and name != "batch"), "weights")
"""Settings that a study can vary, by full batches: those of network and training, and how weights are drawn."""

OPTIMIZER_LIMITS: dict[str, NumberKind] = {
    **{
        row.name: row.kind
        for row in SETTINGS.values()
        if isinstance(row.kind, NumberKind) and row.belongs == "optimizer"
    },
    "first_step": ABOVE_0,
    "beta1": FROM_0_BELOW_1,
    "beta2": FROM_0_BELOW_1,
}
"""Numbers of the optimizers: those of the table, and those that only Python code sets."""


def option_of(name: str) -> str:
    """Return the option of a setting: `--learning-rate`."""
    return "--" + name.replace("_", "-")


def named(text: str) -> Setting | None:
    """Return the setting of that name, in full, in short or as it is called on the screen; None if there is none."""
    name = text.lower().replace("-", " ").replace("_", " ")
    rows = (*SETTINGS.values(), *DATA_SETTINGS.values())
    return next((row for row in rows if name in (row.name.replace("_", " "), row.label.lower(), *row.short)), None)
