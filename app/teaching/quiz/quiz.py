"""Asks before each step, without a screen: holds the step back, takes the answer, and then sends the step."""

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.quiz.score import Score, Verdict
from perceptop.core.protocol.commands import AskQuestion, Command, GoTo, NextExample, Step
from perceptop.core.protocol.question import Question
from perceptop.core.protocol.snapshot import Snapshot


class Quiz:
    """Whoever has steps to send sends them here, and shows `question` while there is one, then `verdict`.

    A step that comes while a question stands passes it. What is not a step goes through; if it moves the run, the
    question is withdrawn, and counts as passed.
    """

    def __init__(self, feed: Feed, score: Score) -> None:
        self.score = score
        self.is_on = False
        self.question: Question | None = None
        self.verdict: Verdict | None = None
        self._feed = feed
        self._held: list[Command] = []
        """The step that is asked about, and those that were typed before the question was there."""

    @property
    def number(self) -> int:
        """Return the number of the question that stands, or stood last."""
        return len(self.score.verdicts) + (self.question is not None)

    def toggle(self) -> None:
        """Turn it on or off; a question that stands is withdrawn."""
        self.is_on = not self.is_on
        self._withdraw()
        self._held, self.verdict = [], None

    def send(self, command: Command) -> None:
        """Send a command; a step forward only after a question about it."""
        ask = _question_about(command, self._feed.latest) if self.is_on else None
        if ask is None:
            self._feed.send(command)
        elif self.question is not None:
            self.answer(None)
        else:
            self._held.append(command)
            if len(self._held) == 1:
                self.verdict = None
                self._feed.send(ask)

    def update(self, snapshot: Snapshot) -> bool:
        """Take the question that has come, or note that the run has moved; return whether anything is new to show."""
        if self._feed.pending:
            return False
        if self.question is not None:
            if snapshot.question == self.question:
                return False
            self._held = []
            self._withdraw()
            return True
        if not self._held:
            return False
        if snapshot.question is None:
            # There is nothing to ask: a step like any other.
            first, *others = self._held
            self._held = []
            self._feed.send(first)
        else:
            self.question = snapshot.question
            passed, others = self._held[1:2], self._held[2:]
            del self._held[1:]
            if passed:
                self.answer(None)
        for command in others:
            self.send(command)
        return self.question is not None or self.verdict is not None

    def answer(self, place: int | None) -> None:
        """Answer the question by the place of a choice, None to pass it, and do the step."""
        if self.question is None:
            return
        self._end(place)
        held, self._held = self._held, []
        for command in held:
            self._feed.send(command)

    def _withdraw(self) -> None:
        if self.question is not None:
            self._end(None)
            self.verdict = None

    def _end(self, place: int | None) -> None:
        assert self.question is not None
        self.verdict = Verdict(self.question, self._feed.latest.progress.seed, place)
        self.question = None
        self.score.add(self.verdict)


def _question_about(command: Command, snapshot: Snapshot) -> AskQuestion | None:
    """Return the command that asks about a step forward; None for any other command."""
    match command:
        case Step(epochs):
            return AskQuestion(epochs)
        case NextExample():
            return AskQuestion(0)
        case GoTo(epoch):
            progress = snapshot.progress
            ahead = (progress.reached if epoch is None else epoch) - progress.epoch
            return AskQuestion(ahead) if ahead > 0 else None
        case _:
            return None
