"""Options of the command line as plain data, quick to import."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from perceptop.core.data.tables.options import is_table

if TYPE_CHECKING:
    from perceptop.core.experiments.saved_run import SavedRun


@dataclass(frozen=True)
class RunOptions:
    """An experiment by name or path, and how it is to be watched.

    `overrides` are settings by name, as in `Overrides`. `speed` is in epochs a second, `max` for as fast
    as it goes, None for the experiment's own. `events` is a file of changes to make on the way, `at` the epoch to begin
    at, `stop_when` watchpoints as `parse_watchpoint` reads them, None for the experiment's own. `exit_at_end` ends the
    program with the run, `plain` tells it as lines. `table` is what is told of a table, by the names of `TableOptions`.
    `saved` is a run that goes on where it was saved; the other options are then those of its experiment.
    """

    experiment: str = "xor"
    overrides: Mapping[str, object] = field(default_factory=dict)
    speed: float | str | None = None
    paused: bool = False
    events: str | None = None
    at: int = 0
    stop_when: tuple[str, ...] | None = None
    exit_at_end: bool = False
    plain: bool = False
    table: Mapping[str, Any] = field(default_factory=dict)
    saved: "SavedRun | None" = None

    def command(self, seed: int | None, events: str | None = None, at: int = 0, program: str = "watch") -> str:
        """The command line that repeats this run from that seed, to that epoch of it.

        The seed is None if none has a part in it, and `events` the file of the changes made, if there were any.
        """
        overrides = {name: value for name, value in self.overrides.items() if name != "seed"}
        if seed is not None:
            overrides["seed"] = seed
        words = ["perceptop", program, self.experiment]
        split = self.overrides.get("seed", 0)
        told = dict(self.table)
        if seed not in (None, split) and is_table(self.experiment):
            # Another seed alone would hold out other rows.
            told.setdefault("seed", split)
        words += words_of(told)
        for name, value in overrides.items():
            words += ["--" + name.replace("_", "-"), _word(value)]
        if self.speed is not None:
            words += ["--speed", str(self.speed).removesuffix(".0")]
        for watchpoint in self.stop_when or ():
            words += ["--stop-when", watchpoint]
        if events is not None:
            words += ["--events", events]
        if at:
            words += ["--at", str(at)]
        if self.plain:
            words.append("--plain")
        return shlex.join(words)


@dataclass(frozen=True)
class LookOptions:
    """How a run is to be shown: in `ascii` only, large for a room (`present`), by a file of `cues`, with questions
    whose `scores` go into a file.

    `neighbors` is given to a start that a study has opened: whether there is one before it, and one after it.
    """

    ascii: bool = False
    present: bool = False
    cues: str | None = None
    scores: str | None = None
    neighbors: tuple[bool, bool] | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "LookOptions":
        """Return the options among those that the command line gives."""
        return cls(**{field.name: given[field.name] for field in fields(cls) if field.name in given})


def _word(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def words_of(told: Mapping[str, Any]) -> list[str]:
    """The options that say this of a table."""
    words: list[str] = []
    for name in ("target", "drop", "features"):
        if told.get(name):
            words += [f"--{name}", ",".join(told[name])]
    if "test" in told:
        words += ["--test", f"{told['test'] * 100:.15g}%"]
    if "noise" in told:
        words += ["--noise", str(told["noise"])]
    if told.get("scale") is False:
        words.append("--no-scale")
    if "missing" in told:
        words += ["--missing", told["missing"]]
    if "seed" in told:
        words += ["--split-seed", str(told["seed"])]
    return words
