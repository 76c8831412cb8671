"""The [training] table of an experiment file: how the network learns, when it stops, what is noted on the way."""

from dataclasses import dataclass, field

from perceptop.core.files.toml_table import ABOVE_0, FROM_0, FROM_0_BELOW_1, MOST, TomlTable, one_of
from perceptop.core.nn.losses.expression_loss import ExpressionLoss
from perceptop.core.nn.optimizers import Optimizer, make_optimizer
from perceptop.core.training.metrics import METRIC_NAMES, MetricSchedule
from perceptop.core.training.stopping import Plateau, Stopping
from perceptop.core.training.watchpoints import parse_watchpoint


@dataclass(frozen=True)
class TrainingSettings:
    """What `Trainer` takes besides network and data, by the same names."""

    loss: str | ExpressionLoss = "mse"
    optimizer: str = "sgd"
    learning_rate: float | None = None
    momentum: float | None = None
    batch: str | int = "full"
    shuffle: bool | None = None
    stopping: Stopping = field(default_factory=Stopping)
    checkpoints: MetricSchedule | None = None
    stop_when: tuple[str, ...] = ()

    def make_optimizer(self) -> Optimizer:
        """A fresh optimizer; `BadInput` where it has no such setting."""
        return make_optimizer(self.optimizer, self.learning_rate, self.momentum)

    def batch_size(self, examples: int) -> int:
        """How many examples stand behind one update."""
        return examples if self.batch == "full" else min(int(self.batch), examples)

    def shuffles(self, examples: int) -> bool:
        """Whether the order of examples is drawn anew in each epoch, as `Trainer` decides it."""
        return 1 < self.batch_size(examples) < examples if self.shuffle is None else self.shuffle


def read_training(table: TomlTable) -> TrainingSettings:
    """`BadInput` that names the key where a value cannot be."""
    settings = TrainingSettings(
        loss=_loss(table),
        optimizer=table.text("optimizer", "sgd"),
        learning_rate=table.number("learning_rate", None, ABOVE_0),
        momentum=table.number("momentum", None, FROM_0_BELOW_1),
        batch=_batch(table),
        shuffle=table.flag("shuffle", None),
        stopping=Stopping(
            epochs=table.whole("epochs", None),
            target_loss=table.number("target_loss", None, FROM_0),
            plateau=_plateau(table),
        ),
        checkpoints=_checkpoints(table),
        stop_when=_stop_when(table),
    )
    table.finish()
    return settings


def _loss(table: TomlTable) -> str | ExpressionLoss:
    """A name, or a table of two expressions: what an output `a` costs for its target `y`, and the slope of that."""
    if not table.holds("loss", dict):
        return table.text("loss", "mse")
    inner = table.table("loss")
    assert inner is not None
    value, slope = inner.required_text("value"), inner.required_text("slope")
    inner.finish()
    return ExpressionLoss(value, slope, table.where("loss"))


def _batch(table: TomlTable) -> str | int:
    value = table.take("batch", "full")
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST
    if value != "full" and not whole:
        table.refuse("batch", value, '"full", or a number of examples of 1 or more')
    return value


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
