"""A question to the audience: its answer stays hidden until a key."""

from dataclasses import dataclass

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.core.protocol.commands import AskQuestion
from perceptop.core.protocol.snapshot import Snapshot


@dataclass(frozen=True)
class RunQuestion:
    """A question to be computed from the run: its kind, None for any, about a step of so many epochs."""

    kind: str | None = None
    epochs: int = 1


@dataclass(frozen=True)
class AudienceQuestion:
    """What the audience is asked: `right` is the place of the right choice, counted from 0, `why` says why it is."""

    text: str
    choices: tuple[str, ...]
    right: int
    why: str = ""


class Audience:
    """Takes a question from a cue or from the run; it stands, whatever the run does, until it is closed."""

    def __init__(self, feed: Feed) -> None:
        self.question: AudienceQuestion | None = None
        self.is_revealed = False
        self._feed = feed
        self._expects = False

    def ask_run(self, command: AskQuestion) -> None:
        """Ask the run for a question."""
        self.close()
        self._expects = True
        self._feed.send(command)

    def put(self, question: AudienceQuestion | None) -> None:
        """Ask this question; None for none."""
        self.question, self.is_revealed, self._expects = question, False, False

    def close(self) -> None:
        """Withdraw the question."""
        self.put(None)

    def take(self, snapshot: Snapshot) -> bool:
        """Take the question that the run was asked for; return whether it has answered."""
        if not self._expects or self._feed.pending:
            return False
        found = snapshot.question
        self.put(AudienceQuestion(found.text, found.choices, found.right, found.why) if found else None)
        return True

    def go_on(self) -> None:
        """Reveal the answer, or if it is revealed, close the question."""
        if self.is_revealed:
            self.close()
        else:
            self.is_revealed = self.question is not None
