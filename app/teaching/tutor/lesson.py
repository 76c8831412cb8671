"""A lesson: its run, its steps, its end."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.tutor.conditions.bad_condition import BadCondition
from perceptop.app.teaching.tutor.conditions.condition import Condition
from perceptop.app.teaching.tutor.conditions.facts import Moment, fact_at, written
from perceptop.core.protocol.snapshot import About

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class LessonChoice:
    """An answer to choose, whether it is right, and why; of a decision, what comes of it."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class LessonStep:
    """A step: it ends when `until` holds, or when its question is answered right.

    `plain` and `plain_hints` are task and hints in the plain mode, if its keys are others there. `done` is said when it
    has ended. `settings` are those that a new run begins with, at this step; None goes on with the run. `speed` is in
    epochs a second, 0 for as fast as it goes, None for that of before. `at` is the epoch that the run goes back to
    first, `stop_at` one at which it pauses by itself; `pause` pauses it when the step ends. `texts` are all its texts
    by key.
    """

    text: str = ""
    task: str = ""
    plain: str = ""
    until: Condition | None = None
    question: str = ""
    choices: tuple[LessonChoice, ...] = ()
    done: str = ""
    hints: tuple[str, ...] = ()
    plain_hints: tuple[str, ...] = ()
    settings: Mapping[str, Any] | None = None
    speed: float | None = None
    at: int | None = None
    stop_at: int | None = None
    pause: bool = False

    @property
    def texts(self) -> Mapping[str, str]:
        """Return every text that may hold placeholders, by its key."""
        told = {"text": self.text, "task": self.task, "plain": self.plain, "question": self.question, "done": self.done}
        for key, hints in (("hints", self.hints), ("plain_hints", self.plain_hints)):
            told |= {f"{key} {place}": hint for place, hint in enumerate(hints, 1)}
        for place, choice in enumerate(self.choices, 1):
            told |= {f"choices {place}.text": choice.text, f"choices {place}.why": choice.why}
        return {key: text for key, text in told.items() if text}


@dataclass(frozen=True)
class Lesson:
    """A lesson by the `name` that calls it up, a sample's or a path. `where` names the place of a key of a step."""

    name: str
    title: str
    options: RunOptions
    steps: tuple[LessonStep, ...]
    learned: str
    try_next: str = ""
    read: str = ""
    minutes: int = 3
    where: Callable[[int, str], str] = field(default=lambda step, key: f"step {step + 1}.{key}", compare=False)

    def settings_at(self, place: int) -> Mapping[str, Any]:
        """Return the settings that the run has in a step, if nobody changes them."""
        settings = dict(self.options.overrides)
        for step in self.steps[: place + 1]:
            settings |= step.settings or {}
        return settings


def require_known(text: str, about: About) -> None:
    """Raise `BadCondition` for a placeholder that is no fact of that run."""
    for inside in PLACEHOLDER.findall(text):
        fact, argument = _placeholder(inside)
        fact.check(argument, about)


def require_facts(text: str) -> None:
    """Raise `BadCondition` for a placeholder that is no fact at all, and for a brace without its other one."""
    for inside in PLACEHOLDER.findall(text):
        _placeholder(inside)
    if lone := re.search("[{}]", PLACEHOLDER.sub("", text)):
        raise BadCondition(f"{lone[0]} alone", "a fact in braces, such as {mse}")


def fill(text: str, moment: Moment) -> str:
    """Return the text with the numbers of that moment in place of `{loss}`, `{weight x1-y}`."""
    return PLACEHOLDER.sub(lambda match: written(*_placeholder(match[1]), moment), text)


def _placeholder(inside: str) -> tuple[Any, str]:
    fact, argument = fact_at(inside.strip())
    argument = argument.strip("\"' ")
    if bool(argument) != bool(fact.takes):
        raise BadCondition(f"{{{inside}}}", f"{{{fact.name} …}}: {fact.takes}" if fact.takes else f"{{{fact.name}}}")
    return fact, argument
