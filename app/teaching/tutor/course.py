"""The course of a lesson: the present step, what was tried, and the task to show. Needs no screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.tutor.conditions.facts import Moment
from perceptop.app.teaching.tutor.lesson import Lesson, LessonStep, fill
from perceptop.app.widgets.task_panel import RIGHT, Task
from perceptop.core.protocol.commands import Command, GoTo, Pause, Rebuild, SetSpeed, WatchFor
from perceptop.core.protocol.snapshot import Snapshot

ALONE = "Lesson"
"""The heading of a lesson that is none of those in order."""
ALREADY = "(That is so already: press s or space to go on.)"


@dataclass(frozen=True)
class Place:
    """A place in a lesson: the step, counted from 0, and the run as it was when the step began."""

    step: int = 0
    epoch: int = 0
    seed: int | None = None
    learning_rate: float | None = None


class Run(Protocol):
    """A run that takes commands."""

    @property
    def pending(self) -> bool:
        """Return whether a command is under way."""

    def send(self, command: Command) -> None:
        """Send a command."""


class Course:
    """Looks at snapshots in `update`, and says in `task` what is to be shown; None before the first snapshot.

    A step ends if its condition holds: at once if it did not hold from the beginning, else after the next command, so
    that nobody loses a text unread.
    """

    def __init__(
        self,
        lesson: Lesson,
        place: Place = Place(),
        heading: str = ALONE,
        following: str = "",
        plain: bool = False,
    ) -> None:
        """`heading` stands before the title, `following` the title of the next one, empty if there is none.

        `plain` takes the tasks of the plain mode.
        """
        self.lesson = lesson
        self._begun_at = place if place.step <= len(lesson.steps) else Place()
        self._number = self._begun_at.step
        self.following = following
        self._heading, self._plain = heading, plain
        self.back_to = ""
        """The name of the run that the lesson stands in place of."""
        self._said = ""
        self._watching = self._step_or_last.stop_at is not None
        self._is_set_up = True
        self._begin_step()
        self.place = self._begun_at

    def _begin_step(self) -> None:
        self._first: Snapshot | None = None
        self._restarts, self._epoch_before = 0, 0
        self._branches: set[str] = set()
        self._was_false = False
        self._tried: frozenset[int] = frozenset()
        self._verdict, self._hints = "", 0
        self._texts: Mapping[str, str] = {}
        self.place = Place(self._number)

    @property
    def step(self) -> LessonStep | None:
        """Return the present step, None after the last one."""
        return self.lesson.steps[self._number] if self._number < len(self.lesson.steps) else None

    @property
    def is_over(self) -> bool:
        """Return whether the last step has ended."""
        return self.step is None

    @property
    def can_go_back(self) -> bool:
        """Return whether the end of the lesson offers the way back beside the way on."""
        return self.is_over and bool(self.back_to and self.following)

    @property
    def options(self) -> RunOptions:
        """The run that the course begins with: as it was where one left, or as the lesson's file says."""
        place, step = self._begun_at, self._step_or_last
        settings: dict[str, Any] = dict(self.lesson.settings_at(place.step))
        if place.epoch and place.seed is not None:
            settings["seed"] = place.seed
        if place.epoch and place.learning_rate is not None:
            settings["learning_rate"] = place.learning_rate
        speeds = [self.lesson.options.speed, *(_speed(each.speed) for each in self.lesson.steps[: place.step + 1])]
        stop_when = () if step.stop_at is None else (f"epoch={step.stop_at}",)
        return replace(
            self.lesson.options,
            overrides=settings,
            speed=next((speed for speed in reversed(speeds) if speed is not None), None),
            stop_when=stop_when,
            at=place.epoch or step.at or 0,
        )

    def setup(self, snapshot: Snapshot) -> tuple[Command, ...]:
        """Return what a step that has just begun does to the run, once, and what the one before it left to be done."""
        if self._is_set_up:
            return ()
        self._is_set_up = True
        step, progress = self.step, snapshot.progress
        before = self.lesson.steps[self._number - 1]
        commands: list[Command] = [Pause()] if before.pause else []
        if step is None:
            return tuple(commands)
        if step.settings is not None:
            commands += [Pause(), Rebuild(tuple(step.settings.items()))]
        epoch, runs = (progress.epoch, progress.busy) if step.settings is None else (0, False)
        if step.at is not None and (runs or epoch != step.at):
            commands += [Pause(), GoTo(step.at)]
        if step.speed is not None:
            commands.append(SetSpeed(step.speed or None))
        if step.stop_at is not None or self._watching:
            commands.append(WatchFor(() if step.stop_at is None else (f"epoch={step.stop_at}",)))
        self._watching = step.stop_at is not None
        return tuple(commands)

    def update(self, snapshot: Snapshot) -> None:
        """Look at a snapshot that holds the outcome of all commands so far; end the step if its condition holds."""
        step = self.step
        if self._first is None:
            if snapshot.progress.target is not None:
                # Still on its way to the saved place.
                return
            self._remember_beginning(snapshot)
        if step is None or step.until is None:
            return
        moment = self._moment(snapshot)
        assert self._first is not None
        if not step.until.holds(moment):
            self._was_false = True
        elif self._was_false or snapshot.progress.acknowledged > self._first.progress.acknowledged:
            self._end_step(fill(step.done, moment))

    def follow(self, snapshot: Snapshot, run: Run) -> None:
        """Look at a snapshot, and at the next steps if it ends some; what they do to the run is sent to it.

        While a command is under way, the snapshot tells nothing of what the step wants.
        """
        number = None
        while number != self._number:
            number = self._number
            for command in self.setup(snapshot):
                run.send(command)
            if run.pending:
                return
            self.update(snapshot)

    def takes(self, choice: int) -> bool:
        """Return whether that choice, counted from 0, can be made now."""
        return self.task is not None and self.task.takes(choice)

    def choose(self, choice: int) -> None:
        """Answer the question of this step; a right answer ends it."""
        step = self.step
        if step is None or not self.takes(choice):
            return
        why = self._texts[f"choices {choice + 1}.why"]
        if step.choices[choice].right:
            self._end_step(why)
        else:
            self._tried, self._verdict, self._hints = self._tried | {choice}, why, 0

    def hint(self) -> None:
        """Give the next hint; after the last one, the text again."""
        if hints := self._hint_texts:
            self._hints = (self._hints + 1) % (len(hints) + 1)
            self._verdict = ""

    @property
    def _hint_texts(self) -> list[str]:
        key = "plain_hints" if self._plain and self.step and self.step.plain_hints else "hints"
        return [text for name, text in self._texts.items() if name.startswith(f"{key} ")] if self.step else []

    @property
    def task(self) -> Task | None:
        """Return the task to show; None while the run is not yet as the step needs it."""
        step, texts = self.step, self._texts
        if self._first is None:
            return None
        if step is None:
            return self._ending()
        count = f"step {self._number + 1} of {len(self.lesson.steps)}"
        hints = self._hint_texts
        keys = (("H", "text" if self._hints == len(hints) else "hint"),) if hints else ()
        parts = [self._said and f"{RIGHT} {self._said}", texts.get("text", "")]
        if self._hints:
            parts = [f"Hint {self._hints} of {len(hints)}: {hints[self._hints - 1]}"]
        elif self._verdict:
            parts = []
        to_do = texts.get("plain" if self._plain and step.plain else "task", "")
        holds = step.until is not None and not self._was_false
        return Task(
            f"{self._heading}, {count} · {self.lesson.title}",
            text="\n".join(filter(None, parts)),
            to_do=f"{to_do} {ALREADY}" if holds else to_do,
            question=texts.get("question", ""),
            choices=tuple(texts[f"choices {place}.text"] for place in range(1, len(step.choices) + 1)),
            wrong=self._tried,
            verdict=self._verdict,
            keys=(*keys, ("L", "leave")),
        )

    def _ending(self) -> Task:
        lesson = self.lesson
        parts = [
            self._said and f"{RIGHT} {self._said}",
            f"Learned: {lesson.learned}",
            lesson.try_next and f"Try: {lesson.try_next}",
            lesson.read and f"Read: {lesson.read}",
        ]
        end = "That was the lesson." if self._heading == ALONE else "That was the last lesson."
        to_do = f'L: the next lesson, "{self.following}"' if self.following else end
        back = f"back to {self.back_to}" if self.back_to else ""
        keys = [("L", "next lesson" if self.following else back or "close")]
        if self.can_go_back:
            keys.append(("B", back))
        return Task(
            f"{self._heading}, done · {self.lesson.title}",
            "\n".join(filter(None, parts)),
            to_do,
            keys=(*keys, ("q", "leave")),
            roomy=True,
        )

    @property
    def _step_or_last(self) -> LessonStep:
        return self.lesson.steps[min(self._number, len(self.lesson.steps) - 1)]

    def _remember_beginning(self, snapshot: Snapshot) -> None:
        progress = snapshot.progress
        self._first, self._epoch_before = snapshot, progress.epoch
        self._branches = {branch.name for branch in snapshot.branches}
        rate = dict(snapshot.about.settings).get("learning_rate")
        self.place = Place(self._number, progress.epoch, progress.seed, rate)
        moment = self._moment(snapshot)
        if self.step is not None:
            self._texts = {key: fill(text, moment) for key, text in self.step.texts.items()}
            self._was_false = self.step.until is None or not self.step.until.holds(moment)

    def _moment(self, snapshot: Snapshot) -> Moment:
        present = next((branch for branch in snapshot.branches if branch.current), None)
        if present is not None and present.name not in self._branches:
            self._branches.add(present.name)
            if not present.parent:
                # A fork has a parent; a run that was begun again has none.
                self._restarts += 1
                self._epoch_before = 0
        return Moment(snapshot, snapshot.progress.epoch - self._epoch_before, self._restarts)

    def _end_step(self, said: str) -> None:
        self._number += 1
        self._said, self._is_set_up = said, False
        self._begin_step()


def _speed(speed: float | None) -> float | str | None:
    return "max" if speed == 0 else speed
