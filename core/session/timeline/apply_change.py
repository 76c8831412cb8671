"""What a user may change in a run under way, and the log of it that makes the run repeatable."""

import math
from dataclasses import dataclass, replace

from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.optimizers import make_optimizer
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.trainer_state import Setup

SETTINGS = ("learning_rate", "momentum", "batch", "optimizer", "target_loss")


@dataclass(frozen=True)
class Change:
    """Give one of `SETTINGS` another value; a batch is `full` or a number of examples.

    A target loss says when to stop and no more: the numbers of a run do not depend on it.
    """

    setting: str
    value: float | int | str

    def __str__(self) -> str:
        value = f"{self.value:g}" if isinstance(self.value, float) else str(self.value)
        return f"{self.setting.replace('_', ' ')} {value}"


@dataclass(frozen=True)
class Edit:
    """Set one weight of layer `layer` (from 0) by hand: row `source` (the last is the bias), column `target`."""

    layer: int
    source: int
    target: int
    value: float

    def __str__(self) -> str:
        return f"weight {self.layer}.{self.source}-{self.layer + 1}.{self.target} = {self.value:g}"


@dataclass(frozen=True)
class Event:
    """A change, and where in the run it was made: after `epoch` epochs and `batch` batches of the next."""

    epoch: int
    batch: int
    change: Change | Edit

    @property
    def position(self) -> tuple[int, int]:
        """What events are ordered by."""
        return self.epoch, self.batch


def changes_course(event: Event) -> bool:
    """Whether the numbers of a run depend on it: not on when it is to stop."""
    return not (isinstance(event.change, Change) and event.change.setting == "target_loss")


def apply_change(trainer: Trainer, change: Change | Edit) -> None:
    """Change the trainer between two batches. `BadInput`, and nothing changed, where it does not fit."""
    if isinstance(change, Edit):
        _edit(trainer, change)
        return
    if change.setting in SETTINGS and not trainer.trainable:
        refuse(change.setting.replace("_", " "), "a network that cannot learn", "one that has a use for it")
    if change.setting == "target_loss":
        target_of(change)
    else:
        trainer.set_up(_changed(trainer, change))


def target_of(change: Change) -> float:
    """The loss to stop at; 0 is none that can be reached by accident."""
    if not _number(change.value) or not 0 <= float(change.value) < math.inf:
        refuse("target loss", change.value, "a number of 0 or more")
    return float(change.value)


def _edit(trainer: Trainer, edit: Edit) -> None:
    shapes = trainer.network.shapes
    if not 0 <= edit.layer < len(shapes):
        refuse("layer", edit.layer, f"0 to {len(shapes) - 1}")
    rows, columns = shapes[edit.layer]
    if not (0 <= edit.source < rows and 0 <= edit.target < columns):
        refuse("synapse", f"{edit.source} to {edit.target}", f"one within {rows} to {columns}")
    if not math.isfinite(edit.value):
        refuse("weight", edit.value, "a finite number")
    trainer.set_weight(edit.layer, edit.source, edit.target, edit.value)


def _changed(trainer: Trainer, change: Change) -> Setup:
    setup, value = trainer.setup, change.value
    if change.setting not in SETTINGS:
        refuse("setting", change.setting, "one of " + ", ".join(SETTINGS))
    match change.setting:
        case "learning_rate":
            if not _number(value) or not 0 < float(value) < math.inf:
                refuse("learning rate", value, "a number above 0")
            return _with_setting(setup, change.setting, float(value))
        case "momentum":
            if not _number(value) or not 0 <= float(value) < 1:
                refuse("momentum", value, "a number from 0 to below 1")
            return _with_setting(setup, change.setting, float(value))
        case "batch":
            size = trainer.batch_for(value)
            return replace(setup, batch_size=size, shuffle=trainer.shuffles(size))
    # A learning rate is common to all methods by its name only: another method begins with its own.
    other = make_optimizer(str(value))
    return replace(setup, optimizer=other.name, settings=tuple(other.settings.items()))


def _with_setting(setup: Setup, name: str, value: float) -> Setup:
    settings = dict(setup.settings)
    if name not in settings:
        refuse(name, value, f"a setting of {setup.optimizer}: {', '.join(settings)}")
    return replace(setup, settings=tuple((settings | {name: value}).items()))


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
