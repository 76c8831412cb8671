"""The [training] table of an experiment file: optimizer, loss, stopping conditions, recorded metrics."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from perceptop.core.files.toml_table import TomlTable, one_of
from perceptop.core.files.value_kinds import FROM_0_BELOW_1
from perceptop.core.nn.losses.expression_loss import ExpressionLoss
from perceptop.core.nn.optimizers import Optimizer, make_optimizer
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.training.metrics import METRIC_NAMES, MetricSchedule
from perceptop.core.training.stopping import Plateau, Stopping
from perceptop.core.training.watchpoints import parse_watchpoint


@dataclass(frozen=True)
class TrainingSettings:
    """Arguments of `Trainer` besides network and data. `rates` are numbers of the optimizer's own, by name."""

    loss: str | ExpressionLoss = "mse"
    optimizer: str = "sgd"
    rates: Mapping[str, float] = field(default_factory=dict)
    l2: float = 0.0
    batch: str | int = "full"
    shuffle: bool | None = None
    stopping: Stopping = field(default_factory=Stopping)
    checkpoints: MetricSchedule | None = None
    stop_when: tuple[str, ...] = ()

    def make_optimizer(self) -> Optimizer:
        """A fresh optimizer; `BadInput` if it has no such setting."""
        return make_optimizer(self.optimizer, **self.rates)

    def batch_size(self, examples: int) -> int:
        """Return the examples of one update."""
        return examples if self.batch == "full" else min(int(self.batch), examples)

    def shuffles(self, examples: int) -> bool:
        """Return whether examples are shuffled in each epoch, as `Trainer` decides it."""
        return 1 < self.batch_size(examples) < examples if self.shuffle is None else self.shuffle


def with_settings(settings: TrainingSettings, given: Mapping[str, Any]) -> TrainingSettings:
    """The same with some settings of the table given other values."""
    parts: dict[str, dict[str, Any]] = {"training": {}, "optimizer": {}, "stopping": {}}
    for name, value in given.items():
        parts[SETTINGS[name].belongs][name] = value
    return replace(
        settings,
        rates=dict(settings.rates) | parts["optimizer"],
        stopping=replace(settings.stopping, **parts["stopping"]),
        **parts["training"],
    )


def read_training(table: TomlTable) -> TrainingSettings:
    """Read the table; `BadInput` names the key of a wrong value."""
    own: dict[str, ExpressionLoss] = {}
    if table.holds("loss", dict):
        own["loss"] = _own_loss(table)
    rows = [row for row in SETTINGS.values() if row.key.startswith("training.") and row.name not in own]
    read = {row.name: table.of_kind(row.name, None, row.kind) for row in rows}
    settings = TrainingSettings(
        shuffle=table.flag("shuffle", None),
        stopping=Stopping(plateau=_plateau(table)),
        checkpoints=_checkpoints(table),
        stop_when=_stop_when(table),
    )
    table.finish()
    return with_settings(settings, own | {name: value for name, value in read.items() if value is not None})


def _own_loss(table: TomlTable) -> ExpressionLoss:
    """Read a table of two expressions: the term of an output `a` with target `y`, and its slope."""
    inner = table.table("loss")
    assert inner is not None
    value, slope = inner.required_text("value"), inner.required_text("slope")
    inner.finish()
    return ExpressionLoss(value, slope, table.where("loss"))


def _stop_when(table: TomlTable) -> tuple[str, ...]:
    texts = table.texts("stop_when", ())
    for text in texts:
        parse_watchpoint(text, table.where("stop_when"))
    return texts


def _plateau(table: TomlTable) -> Plateau | None:
    inner = table.table("plateau")
    if inner is None:
        return None
    plateau = Plateau(inner.whole("epochs", 1000, least=1), inner.number("share", 1e-3, FROM_0_BELOW_1))
    inner.finish()
    return plateau


def _checkpoints(table: TomlTable) -> MetricSchedule | None:
    inner = table.table("checkpoints")
    if inner is None:
        return None
    metric, every = inner.text("metric", "loss"), inner.whole("every", 1000, least=1)
    if metric not in METRIC_NAMES:
        inner.refuse("metric", metric, one_of(METRIC_NAMES))
    inner.finish()
    return MetricSchedule(metric, every)
