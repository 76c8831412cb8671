"""Hints of the first minutes: what to look at and three keys, then one thing to try after another, each only once."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.stuck_start import StuckStart
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.lines.callout_line import CalloutLine
from perceptop.app.wording.example_text import judge
from perceptop.core.protocol.commands import Back, Command, Explain, Fork, GoTo, Pause, Reseed, Step
from perceptop.core.protocol.snapshot import Snapshot

VARIABLE = "PERCEPTOP_NO_HINTS"
"""An environment variable that switches hints off, unless it is empty."""
START, BACK, SEED = "start", "back", "seed"
READING = 6.0
"""How long nothing is called out in place of it: milestones come fast at first."""
FIRST_SECONDS = 15.0
"""How long the hint of the first start is shown, if no key is pressed."""
SECONDS = 25.0
"""How long a thing to try is shown, if it is not tried."""
BETWEEN = 10.0
"""Seconds between two of them."""
LONGEST_LOOK = 0.5
"""Seconds that one look counts at most: while another screen lies over it, nothing is shown."""


class Switched(Protocol):
    """Call-outs, which are switched on and off together with hints."""

    enabled: bool

    def toggle(self) -> str:
        """Turn them on or off; return a sentence that says which."""


@dataclass(frozen=True)
class Trial:
    """A thing to try: its name, its words, and the commands of which any one means that it has been tried.

    Which seed to try is found out when it is to be said.
    """

    name: str
    words: str
    commands: tuple[type[Command], ...]


TRIALS = (
    Trial("pause", "Try space: it pauses the run, and once more it goes on", (Pause, Step)),
    Trial(BACK, "Try ←: one epoch back, to the very same numbers", (Back, GoTo)),
    Trial("explain", "Try i: where a number comes from, term by term", (Explain,)),
    Trial(SEED, "", (Reseed,)),
    Trial("fork", "Try f: a second future from here, beside this one", (Fork,)),
)


class Hints:
    """Says what to look for; at first starts also what to try. `given` names what was shown or tried, for the config.

    Nothing is suggested in a talk, with `PERCEPTOP_NO_HINTS`, with call-outs off, or without a place to keep `given`;
    `kept` is whether there is one. `clock` gives seconds.
    """

    def __init__(
        self,
        app: TerminalApp,
        feed: Feed,
        callouts: Switched,
        kept: bool,
        tasks: Tasks,
        stuck: StuckStart,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """While a task is shown, nothing else is suggested; `stuck` finds the seed to try."""
        self.given, self.clock = "", clock
        self._app, self._feed, self._callouts, self._tasks, self._stuck = app, feed, callouts, tasks, stuck
        self._wanted = kept and not os.environ.get(VARIABLE)
        self._seen = 0.0
        self._looked: float | None = None
        self._wait = 0.0

    def toggle(self) -> None:
        """Turn call-outs, and with them hints, on or off."""
        self._app.notify(self._callouts.toggle(), timeout=2)
        self.refresh()

    def refresh(self) -> None:
        """Bring the line up to date: a run that rests sends no snapshots."""
        self.update(self._feed.latest)

    def update(self, snapshot: Snapshot) -> None:
        """Say what to look for in this snapshot, or what to try."""
        line = self._app.screen_stack[0].query_one("#look-for", CalloutLine)
        look_for = in_fewer_words(snapshot.about.look_for)
        if not (self._wanted and self._callouts.enabled) or not snapshot.about.trainable:
            line.hint_at(*look_for)
            return
        passed = self._passed()
        self._note_tried()
        if self._tasks.task:
            line.hint_at(*look_for)
        elif START not in self._names:
            line.hint_at(*first_hints(snapshot), suggested=True, first=self._seen < READING)
            self._count(START, passed if line.shows_hint else 0.0, FIRST_SECONDS, over=self._feed.given > 0)
        elif self._wait > 0:
            self._wait -= passed
            line.hint_at(*look_for)
        elif (trial := self._next_trial(snapshot)) and (words := trial.words or self._stuck.hint(snapshot)):
            line.hint_at(words, suggested=True)
            self._count(trial.name, passed if line.shows_hint else 0.0, SECONDS)
        else:
            line.hint_at(*look_for)

    @property
    def _names(self) -> list[str]:
        return self.given.split()

    def _next_trial(self, snapshot: Snapshot) -> Trial | None:
        """What has not been tried yet and can be."""
        possible = {BACK: snapshot.progress.epoch > 0, SEED: snapshot.about.seeded}
        left = (each for each in TRIALS if each.name not in self._names)
        return next((each for each in left if possible.get(each.name, True)), None)

    def _passed(self) -> float:
        now = self.clock()
        passed = 0.0 if self._looked is None else min(now - self._looked, LONGEST_LOOK)
        self._looked = now
        return passed if self._app.screen is self._app.screen_stack[0] else 0.0

    def _note_tried(self) -> None:
        for trial in TRIALS:
            if trial.name not in self._names and self._feed.kinds.intersection(trial.commands):
                self._note(trial.name)

    def _count(self, name: str, passed: float, most: float, over: bool = False) -> None:
        self._seen += passed
        if over or self._seen >= most:
            self._note(name)

    def _note(self, name: str) -> None:
        self.given = " ".join([*self._names, name])
        self._seen, self._wait = 0.0, BETWEEN


def first_hints(snapshot: Snapshot) -> list[str]:
    """What to look at, true of this run, and three keys; in fewer words, for less room, at the end."""
    keys = f"space {'pause' if snapshot.progress.busy else 'go on'} · s step · ? help"
    now = state_in_words(snapshot)
    texts = in_fewer_words(snapshot.about.look_for) if snapshot.about.look_for else []
    return [*(f"{text}  {keys}" for text in [*texts, now]), f"{now.partition(':')[0]}  {keys}", keys]


def in_fewer_words(text: str) -> list[str]:
    """Return a text ever shorter: whole, only the part after its colon, only the part before it."""
    before, colon, after = text.partition(": ")
    return [text, after[:1].upper() + after[1:], before] if colon else [text]


def state_in_words(snapshot: Snapshot) -> str:
    """Say how far the run is, and what to look at; true whether it learns or gets stuck."""
    about, numbers = snapshot.about, snapshot.numbers
    right = judge(about, numbers.targets, numbers.outputs, numbers.negative)
    if right is None or len(right) < about.examples:
        if numbers.accuracy is not None:
            return f"Accuracy is {numbers.accuracy:.0%}: see how far it gets"
        return f"The MSE is {numbers.mse:.3g}: see how far it falls"
    count = int(right.sum())
    if count == len(right):
        return f"All {count:,} rows are right: watch the MSE"
    return f"{count:,} of {len(right):,} rows are right: see whether all will be"
