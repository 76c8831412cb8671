"""Questions before each step in the live view: the panel above the keys, its keys, and the link to the explanation."""

from collections.abc import Callable
from typing import Protocol

from textual.screen import ModalScreen

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.quiz.quiz import Quiz
from perceptop.app.teaching.quiz.score import Score
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.task_panel import Task
from perceptop.core.protocol.commands import Command, Pause
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

HEADING = "Predict, then reveal"
FIRST = "Before each step you are asked what it will do. s steps; a letter or a click answers, enter passes."


class Explainer(Protocol):
    """What explains a number beside the panel."""

    @property
    def is_active(self) -> bool:
        """Return whether an explanation is shown."""

    def explain_link(self, link: Link) -> None:
        """Explain the number at the end of a link."""


class QuestionPanel:
    """The mode of questions: a letter or a click answers, then the step is done and the panel says what was right."""

    def __init__(self, app: TerminalApp, feed: Feed, tasks: Tasks, explaining: Explainer, score: Score | None) -> None:
        """With a `score` it begins with questions. If that cannot be saved, it is told once, and the run goes on."""
        self._begins = score is not None
        score = score or Score(feed.latest.about.name)
        self._app, self._feed, self._tasks, self._explaining = app, feed, tasks, explaining
        self._quiz = Quiz(feed, score)
        score.refused = lambda text: app.notify(text, severity="error", markup=False)
        self._task: Task | None = None

    def begin(self) -> None:
        """Turn it on if a score was given."""
        if self._begins:
            self.toggle()

    @property
    def _has_panel(self) -> bool:
        return self._task is not None and self._tasks.task is self._task

    def toggle(self) -> None:
        """Turn questions on or off; not during a lesson, which asks its own."""
        if not self._quiz.is_on and self._tasks.task is not None:
            self._app.notify("A lesson is on; it asks its own questions.", severity="warning")
            return
        self._quiz.toggle()
        if self._quiz.is_on:
            if self._feed.latest.progress.busy:
                self._feed.send(Pause())
            self._show()
            return
        if self._has_panel:
            self._tasks.close()
        self._task = None
        if self._quiz.score.verdicts:
            self._app.notify(f"Questions are off: {self._quiz.score.text}.")

    def send(self, command: Command) -> None:
        """Send a command, after a question if it is a step; on the large screen nobody sees this panel."""
        is_large = any(not isinstance(screen, ModalScreen) for screen in self._app.screen_stack[1:])
        if is_large or not self._quiz.is_on or not (self._has_panel or self._tasks.task is None):
            self._feed.send(command)
            return
        if not self._has_panel:
            # A cue has asked in the panel, and closed it.
            self._show()
        self._changing(lambda: self._quiz.send(command))

    def update(self, snapshot: Snapshot) -> None:
        """Show the question that has come."""
        if self._quiz.is_on:
            self._changing(lambda: self._quiz.update(snapshot))

    def allows(self, action: str) -> bool:
        """Return whether `go_on`, `explain` or `dismiss` has a use now."""
        if action == "toggle":
            return True
        if not self._has_panel or isinstance(self._app.screen, ModalScreen):
            return False
        over = self._quiz.verdict is not None and not self._explaining.is_active
        return over if action == "explain" else over or self._quiz.question is not None

    def go_on(self) -> None:
        """Pass the question; if it is over, explain the number it was about."""
        if self._quiz.question is None:
            self.explain()
        else:
            self._changing(lambda: self._quiz.answer(None))

    def explain(self) -> None:
        """Explain the number that the last question was about."""
        if self._quiz.verdict is not None:
            self._explaining.explain_link(self._quiz.verdict.question.link)

    def dismiss(self) -> None:
        """Pass the question; if it is over, say what to do next."""
        if self._quiz.question is not None:
            self.go_on()
        else:
            self._quiz.verdict = None
            self._show()

    def _answer(self, place: int) -> None:
        self._changing(lambda: self._quiz.answer(place))

    def _changing(self, change: Callable[[], object]) -> None:
        """Update the panel after the question changed."""
        quiz = self._quiz
        before = quiz.question, quiz.verdict
        change()
        if (quiz.question, quiz.verdict) != before and self._has_panel:
            self._show()

    def _show(self) -> None:
        self._task = _task(self._quiz)
        self._tasks.show(self._task, self._answer)


def _task(quiz: Quiz) -> Task:
    """Return what the panel shows: the question that stands, else the verdict on the last, else what to do."""
    number = f" · question {quiz.number}" if quiz.question or quiz.verdict else ""
    heading = f"{HEADING}{number} · {quiz.score.text}"
    if quiz.question is not None:
        question = quiz.question
        keys = (("enter", "pass"), ("Q", "off"))
        return Task(heading, question=question.text, choices=question.choices, keys=keys)
    if quiz.verdict is None:
        return Task(heading, text=FIRST, keys=(("s", "step"), ("Q", "off")))
    question, given = quiz.verdict.question, quiz.verdict.given
    return Task(
        heading,
        question=question.text,
        choices=question.choices,
        wrong=frozenset() if given is None or quiz.verdict.is_right else frozenset({given}),
        right=question.right,
        verdict=quiz.verdict.sentence,
        failed=not quiz.verdict.is_right,
        keys=(("s", "next step"), ("i", "why"), ("Q", "off")),
    )
