"""What the command line asks for, as plain data: light to import, and the same for all that runs it."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RunOptions:
    """An experiment by name or path, and how it is to be watched.

    `overrides` are settings by name, as in `Overrides`. `speed` is in epochs a second, `max` for as fast
    as it goes, None for the experiment's own. `events` is a file of changes to make on the way, `at` the epoch to begin
    at, `stop_when` watchpoints as `parse_watchpoint` reads them, None for the experiment's own. `exit_at_end` ends the
    program with the run, `plain` tells it as lines.
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

    def command(self, seed: int | None, events: str | None = None, at: int = 0) -> str:
        """The command line that repeats this run from that seed, to that epoch of it.

        The seed is None if none has a part in it, and `events` the file of the changes made, if there were any.
        """
        overrides = {name: value for name, value in self.overrides.items() if name != "seed"}
        if seed is not None:
            overrides["seed"] = seed
        words = ["perceptop", "watch", self.experiment]
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
    """How a run is to be shown: in `ascii` only, large for a room (`present`), by a file of `cues`."""

    ascii: bool = False
    present: bool = False
    cues: str | None = None


def _word(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
