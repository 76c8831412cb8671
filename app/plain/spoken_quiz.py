"""Questions before each step as lines: the question and its choices are told, and a letter is typed."""

from collections.abc import Callable, Sequence

from perceptop.app.plain.parse_input import name_of
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.quiz.quiz import Quiz
from perceptop.app.teaching.quiz.score import Score
from perceptop.app.teaching.stories import spoken
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.protocol.commands import Command, Pause
from perceptop.core.protocol.question import Question
from perceptop.core.protocol.snapshot import Snapshot

LETTERS = "abcd"


class SpokenQuiz:
    """The mode of questions: `tell` writes lines, `ask` writes a question that a line is typed for."""

    def __init__(
        self, feed: Feed, score: Score, tell: Callable[[Sequence[str]], None], ask: Callable[[str], None]
    ) -> None:
        self._feed, self._tell, self._ask = feed, tell, ask
        self._quiz = Quiz(feed, score)
        score.refused = lambda text: tell([text])

    @property
    def is_asking(self) -> bool:
        """Return whether the next line that is typed is an answer."""
        return self._quiz.question is not None

    def toggle(self) -> None:
        """Ask before each step from now on, or no more."""
        self._quiz.toggle()
        if not self._quiz.is_on:
            self._tell([f"questions are off, {self._quiz.score.text}"])
            return
        if self._feed.latest.progress.busy:
            self._feed.send(Pause())
        self._tell(["before each step the run asks what the step will do, Q ends that"])

    def send(self, command: Command) -> None:
        """Send a command, after a question if it is a step."""
        self._quiz.send(command)

    def update(self, snapshot: Snapshot) -> None:
        """Tell the question that has come."""
        if self._quiz.update(snapshot) and self._quiz.question is not None:
            question = self._quiz.question
            lines = [f"{letter}: {choice}" for letter, choice in zip(LETTERS, question.choices, strict=False)]
            self._tell([spoken(line) for line in (f"question {self._quiz.number}: {question.text}", *lines)])
            self._ask_letter(question)

    def answer(self, text: str | None) -> None:
        """Take the line that was typed, None to pass; then the step is done. `Q` turns the questions off instead."""
        question = self._quiz.question
        assert question is not None
        if text is not None and text.strip() == "Q":
            self.toggle()
            return
        try:
            place = None if text is None else read_choice(text, question)
        except BadInput as problem:
            self._tell([str(problem)])
            self._ask_letter(question)
            return
        self._quiz.answer(place)
        assert self._quiz.verdict is not None
        address = question.link.address
        named = name_of(address, self._feed.latest.about) or address
        self._tell([spoken(self._quiz.verdict.sentence), f"{self._quiz.score.text}, i and {named} explain it"])

    def _ask_letter(self, question: Question) -> None:
        letters = " or ".join(LETTERS[: len(question.choices)])
        self._ask(f"answer {letters}, or Q for no more questions; enter alone passes: ")


def read_choice(text: str, question: Question) -> int:
    """Return the place of a choice by its letter, or by its words; `BadInput` if there is no such choice."""
    word = text.strip().lower()
    letters = LETTERS[: len(question.choices)]
    if len(word) == 1 and word in letters:
        return letters.index(word)
    choices = [choice.lower() for choice in question.choices]
    if word in choices:
        return choices.index(word)
    refuse("answer", text, f"one of {', '.join(letters)}")
