"""Changes made to a trainer under way, each checked before anything is touched."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.nn.optimizers import make_optimizer
from perceptop.core.nn.settings import IN_FLIGHT, SETTINGS
from perceptop.core.protocol.changes import AnyChange, Change, Edit, Event, RowChange
from perceptop.core.session.timeline.changed_rows import changed_rows
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.trainer_state import Setup


def changes_course(event: Event) -> bool:
    """Whether the numbers of a run depend on it: not on when it is to stop."""
    return not (isinstance(event.change, Change) and _only_stops(event.change))


def _only_stops(change: Change) -> bool:
    return SETTINGS[change.setting].belongs == "stopping"


def apply_change(trainer: Trainer, change: AnyChange) -> None:
    """Change the trainer between two batches. `BadInput`, and nothing changed, where it does not fit."""
    if isinstance(change, Edit):
        _edit(trainer, change)
        return
    if isinstance(change, RowChange):
        trainer.set_data(changed_rows(trainer.dataset, change))
        return
    if change.setting not in IN_FLIGHT:
        refuse("setting", change.setting, "one of " + ", ".join(IN_FLIGHT))
    setting = SETTINGS[change.setting]
    if not trainer.trainable:
        refuse(setting.label, "a network that cannot learn", "one that has a use for it")
    value = setting.require(change.value)
    if not _only_stops(change):
        trainer.set_up(_changed(trainer, change.setting, value))


def require_fit(events: Sequence[Event], trainer: Trainer, where: str) -> None:
    """Raise `BadInput`, beginning with `where`, if one of the events cannot be made after those before it.

    They are made in the trainer, one after the other, without the epochs between: it is of no other use afterwards.
    """
    for event in events:
        trainer.loop.batch = event.batch
        try:
            apply_change(trainer, event.change)
        except BadInput as problem:
            raise BadInput(f"{where}: event at epoch {event.epoch:,}: {problem}") from None


def target_of(change: Change) -> float:
    """The loss to stop at; 0 is none that can be reached by accident."""
    return float(SETTINGS["target_loss"].require(change.value))


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


def _changed(trainer: Trainer, name: str, value: Any) -> Setup:
    setup = trainer.setup
    match name:
        case "batch":
            size = trainer.sampler.size_for(value)
            return replace(setup, batch_size=size, shuffle=trainer.sampler.shuffles(size))
        case "optimizer":
            # A learning rate is common to all methods by its name only: another method begins with its own.
            other = make_optimizer(value)
            return replace(setup, optimizer=other.name, settings=tuple(other.settings.items()))
        case "l2":
            return replace(setup, l2=value)
    settings = dict(setup.settings)
    if name not in settings:
        refuse(name, value, f"a setting of {setup.optimizer}: {', '.join(settings)}")
    return replace(setup, settings=tuple((settings | {name: value}).items()))
