"""The score of a session: how many questions of each kind were asked, answered, and answered right."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.question import KINDS, Question


@dataclass(frozen=True)
class Verdict:
    """An answered or passed question: `given` is the place (from 0) of the choice made, None if passed."""

    question: Question
    seed: int
    given: int | None = None

    @property
    def is_right(self) -> bool:
        """Return whether the right choice was made."""
        return self.given == self.question.right

    @property
    def sentence(self) -> str:
        """Say whether it was right, and why."""
        if self.is_right:
            return f"Right. {self.question.why}"
        begin = "Passed" if self.given is None else "Wrong"
        return f"{begin}: the answer is {self.question.answer}. {self.question.why}"

    def as_json(self) -> dict[str, Any]:
        """Return it by name, ready for JSON."""
        question = self.question
        answered = self.given is not None
        return {
            "kind": question.kind,
            "seed": self.seed,
            "epoch": question.epoch,
            "question": question.text,
            "choices": list(question.choices),
            "answer": question.answer,
            "given": question.choices[self.given] if self.given is not None else None,
            "right": self.is_right if answered else None,
        }


def _keep(score: "Score") -> None:
    """Save nothing."""


def _ignore(text: str) -> None:
    """Ignore the reason."""


@dataclass
class Score:
    """All questions of a session that are over; `save` is called with the score after each.

    `refused` is told in one line why it could not be saved; then nothing more is.
    """

    experiment: str
    verdicts: list[Verdict] = field(default_factory=list)
    save: Callable[["Score"], None] = _keep
    refused: Callable[[str], None] = _ignore

    def add(self, verdict: Verdict) -> None:
        """Count a question that is over."""
        self.verdicts.append(verdict)
        try:
            self.save(self)
        except BadInput as problem:
            self.save = _keep
            self.refused(str(problem))

    @property
    def text(self) -> str:
        """Return how many were right, of those answered: 3 of 4 right."""
        counts = _counts(self.verdicts)
        return f"{counts['right']} of {counts['answered']} right"

    def as_json(self) -> dict[str, Any]:
        """Return totals, totals of each kind that was asked, and every question."""
        asked = [kind for kind in KINDS if any(verdict.question.kind == kind for verdict in self.verdicts)]
        kinds = {kind: _counts([each for each in self.verdicts if each.question.kind == kind]) for kind in asked}
        questions = [verdict.as_json() for verdict in self.verdicts]
        return {"experiment": self.experiment, **_counts(self.verdicts), "kinds": kinds, "questions": questions}


def _counts(verdicts: list[Verdict]) -> dict[str, int]:
    return {
        "asked": len(verdicts),
        "answered": sum(verdict.given is not None for verdict in verdicts),
        "right": sum(verdict.is_right for verdict in verdicts),
    }
