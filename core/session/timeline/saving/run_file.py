"""A run as a file: where it stands, its branches, and the changes made in each. Opened again it comes to the same bits.

The head, which experiment it is, is described in `core/experiments/saved_run.py`.

[run]
start = "5f0c…"          # of data, settings and first weights: another start would be another run
epoch = 120
batch_done = 2           # after two batches of the next epoch
branch = 2               # the present one, counted from 1
example = 1              # the one that is shown, counted from 1
speed = 60               # epochs a second, or "max"
stop_when = ["flip"]     # watchpoints

[[branch]]
name = "fork 1"
settings = { layers = [2, 3, 1] }   # that it began with, in place of those of the head
run = 1                  # branches of the same number begin with the same state
seed = 7
parent = "main"
forked_at = 100
epochs = 500             # the newest epoch of the branch …
batch_done = 0           # … and so many batches of the next
past_end = true          # played past the end of the run
target_loss = 0.001      # … with this target loss, if one was set afterwards
plateau = [1000, 0.25]   # the epoch and its loss that a plateau is measured from

[[branch.event]]         # as in a file of changes
epoch = 100
learning_rate = 0.3
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.errors.printable import one_line
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.saved_run import SavedRun, as_seen_from, read_settings
from perceptop.core.files.toml_table import MOST_BYTES, TomlTable
from perceptop.core.files.toml_text import toml_value
from perceptop.core.protocol.changes import Event
from perceptop.core.session.timeline.apply_change import require_fit
from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.change_file import events_text, read_events
from perceptop.core.session.timeline.recording import Resumption
from perceptop.core.session.timeline.run_source import RunSource
from perceptop.core.session.timeline.timeline import MOST_BRANCHES, Timeline
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import parse_watchpoint

DIGITS = 16
"""Hexadecimal digits that tell one start from another."""
MOST_LETTERS = 60
"""Characters of a branch's name."""


@dataclass(frozen=True)
class SavedBranch:
    """A branch as a file has it; `run` is a number that it shares with branches of the same beginning."""

    name: str
    settings: Overrides
    run: int
    seed: int
    parent: str
    forked_at: int
    reached: tuple[int, int]
    past_end: bool
    resumption: Resumption
    events: tuple[Event, ...]


@dataclass(frozen=True)
class SavedTimeline:
    """Where a saved run stands, in epochs and batches of the next, and its branches, counted from 0 here."""

    position: tuple[int, int]
    present: int
    example: int
    branches: tuple[SavedBranch, ...]


@dataclass(frozen=True)
class RunHead:
    """What the file of a run says before its branches: how the experiment was opened, and how it is played."""

    experiment: str
    settings: Mapping[str, Any]
    table: Mapping[str, Any]
    example: int
    speed: float | None
    watching: Sequence[str]


def run_text(path: Path, head: RunHead, timeline: Timeline) -> str:
    """Return the text of a run file at `path`, which names files from its own folder. `BadInput` if it is too long."""
    epoch, batch = timeline.replay.position
    branches = timeline.branches
    values = {
        "experiment": as_seen_from(head.experiment, path.parent),
        "start": fingerprint(branches[0].source.experiment.trainer(branches[0].seed)),
        "epoch": epoch,
        "batch_done": batch or None,
        "branch": branches.index(timeline.branch) + 1,
        "example": head.example + 1,
        "speed": "max" if head.speed is None else head.speed,
        "stop_when": list(head.watching) or None,
    }
    lines = ["# A run of perceptop. To open it again: perceptop watch, and the name of this file.", "[run]"]
    lines += _lines(values)
    for name, table in (("settings", head.settings), ("table", head.table)):
        if table:
            lines += ["", f"[run.{name}]", *_lines(table)]
    starts = [branch.start for branch in branches]
    for branch in branches:
        lines += ["", "[[branch]]", *_lines(_values(branch, starts.index(branch.start) + 1)), ""]
        if branch.source.overrides:
            lines += ["[branch.settings]", *_lines(branch.source.overrides), ""]
        layers = branch.replay.trainer.network.layers
        lines.append(events_text(branch.recording.events, layers, "branch.event"))
    text = "\n".join(lines).rstrip("\n") + "\n"
    if len(text.encode()) > MOST_BYTES:
        refuse(str(path), f"{len(text):,} characters of changes", f"at most {MOST_BYTES:,}: fewer changes or branches")
    return text


def read_timeline(saved: SavedRun, experiment: Experiment) -> SavedTimeline:
    """Read where the run stands and its branches. `BadInput` names file and key, also of a change that does not fit."""
    table = TomlTable(saved.values, saved.file)
    run, listed = table.table("run"), table.take("branch")
    table.finish()
    assert run is not None
    for name in ("experiment", "settings", "table", "speed", "stop_when"):
        run.take(name)
    for text in saved.stop_when:
        try:
            parse_watchpoint(text)
        except BadInput as problem:
            raise BadInput(f"{run.where('stop_when')}: {problem}") from None
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed) or not listed:
        table.refuse("branch", listed, "tables [[branch]]")
    if len(listed) > MOST_BRANCHES:
        refuse(f"{saved.file}: branch", f"{len(listed):,} branches", f"at most {MOST_BRANCHES}")
    start = run.required_text("start")
    position = run.whole("epoch", 0), run.whole("batch_done", 0)
    present, example = run.whole("branch", 1, 1), run.whole("example", 1, 1)
    run.finish()
    if present > len(listed):
        run.refuse("branch", present, f"1 to {len(listed)}")
    branches = [_branch(TomlTable(each, saved.file, f"branch {place}."), experiment)
                for place, each in enumerate(listed, 1)]  # fmt: skip
    if position > branches[present - 1].reached:
        run.refuse("epoch", position[0], f"at most {branches[present - 1].reached[0]:,}, where the branch ends")
    trainer = RunSource(experiment, branches[0].settings).experiment.trainer(branches[0].seed)
    if start != fingerprint(trainer):
        same = "the data, settings and first weights that the run began with; they have been changed since"
        refuse(f"{saved.file}: {saved.experiment}", "another start", same)
    return SavedTimeline(position, present - 1, example - 1, tuple(branches))


def fingerprint(trainer: Trainer) -> str:
    """Return some digits that differ with the data, the settings and the first weights of a trainer at epoch 0."""
    network, data, state = trainer.network, trainer.dataset, trainer.state()
    words = (network.layers, [each.name for each in network.activations], network.bias, trainer.loss_name, state.setup)
    found = hashlib.sha256(repr(words).encode())
    arrays = [state.theta, data.inputs, data.targets]
    if data.test is not None:
        arrays += [data.test.inputs, data.test.targets]
    for array in arrays:
        # Other processors may add in another order: what is compared has fewer digits than what is computed.
        found.update(np.asarray(array, np.float32).tobytes())
    return found.hexdigest()[:DIGITS]


def _values(branch: Branch, run: int) -> dict[str, object]:
    epochs, batch = branch.recording.reached
    resumption = _resumption(branch)
    return {
        "name": branch.name,
        "run": run,
        "seed": branch.seed,
        "parent": branch.parent or None,
        "forked_at": branch.forked_at or None,
        "epochs": epochs,
        "batch_done": batch or None,
        "past_end": branch.recording.past_end or None,
        "target_loss": resumption.target_loss,
        "plateau": list(resumption.before) if resumption.before else None,
    }


def _resumption(branch: Branch) -> Resumption:
    if branch.recording.resumption is not None:
        # It has not been replayed to its end since it was opened.
        return branch.recording.resumption
    check = branch.replay.check
    target = check.stopping.target_loss if branch.recording.past_end else None
    before = check.before if check.before and math.isfinite(check.before[1]) else None
    return Resumption(before, target)


def _lines(values: Mapping[str, object]) -> list[str]:
    return [f"{name} = {toml_value(value, name)}" for name, value in values.items() if value is not None]


def _branch(table: TomlTable, experiment: Experiment) -> SavedBranch:
    name = one_line(table.required_text("name"))
    settings = read_settings(table.table("settings"))
    try:
        experiment = RunSource(experiment, settings).experiment
    except BadInput as problem:
        raise BadInput(f"{table.where('settings')}: {problem}") from None
    run, seed = table.whole("run", 1, 1), table.whole("seed", experiment.seed)
    parent, forked_at = one_line(table.text("parent", "")), table.whole("forked_at", 0)
    reached = table.whole("epochs", 0), table.whole("batch_done", 0)
    past_end = table.flag("past_end", False)
    made = table.tables("event")
    before, target = table.numbers("plateau", 2), table.number("target_loss", None)
    resumption = Resumption((int(before[0]), before[1]) if before else None, target)
    table.finish()
    if not 0 < len(name) <= MOST_LETTERS or len(parent) > MOST_LETTERS:
        table.refuse("name", name, f"1 to {MOST_LETTERS} characters, as in parent")
    try:
        trainer = experiment.trainer(seed)
    except BadInput as problem:
        raise BadInput(f"{table.where('seed')}: {problem}") from None
    events = read_events(made, table.where("event"), trainer.network.layers, trainer.network.bias)
    require_fit(events, trainer, table.where("").rstrip("."))
    if events and events[-1].position > reached:
        table.refuse("epochs", reached[0], f"at least {events[-1].epoch:,}: there is a change at that epoch")
    if reached > (0, 0) and not trainer.trainable:
        table.refuse("epochs", reached[0], "0: here is nothing to train")
    return SavedBranch(name, settings, run, seed, parent, forked_at, reached, past_end, resumption, tuple(events))
