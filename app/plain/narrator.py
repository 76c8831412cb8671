"""The narrator: sentences on a snapshot that changed since those before it."""

from collections.abc import Callable, Hashable

from perceptop.app.plain.parse_input import name_of
from perceptop.app.plain.rows import row_line
from perceptop.app.wording.method_line import method_line
from perceptop.app.wording.numbers import rate
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.session.report import report_of_snapshot


def introduction(snapshot: Snapshot) -> list[str]:
    """Return sentences on the experiment, and what to look for."""
    about, epochs = snapshot.about, snapshot.progress.epochs
    origin = f", from {about.source}" if about.source else ""
    batch = "full batch" if about.full_batch else f"batches of {about.batch:,}"
    how = f", {about.optimizer}, {batch}" if about.trainable else ""
    end = f", at most {epochs:,} epochs" if epochs else ""
    rows = f"{about.examples:,} row{'s' * (about.examples != 1)}{end}"
    return [
        f"{about.title}{origin}",
        f"layers {method_line(about)}{how}",
        rows,
        *filter(None, [about.note, about.look_for]),
    ]


class Narrator:
    """Remembers what it has told."""

    def __init__(self) -> None:
        self._numbers: tuple[str, ...] = ()
        self._topics: dict[str, Hashable] = {"row": 0}
        self._notices = self._saves = self._called = self._answer = 0
        self._findings: frozenset[str] = frozenset()
        self._milestones_told: set[str] = set()

    def numbers(self, snapshot: Snapshot) -> list[str]:
        """Return the facts that changed since the last report."""
        sentences = report_of_snapshot(snapshot).sentences(snapshot.about.output_scales)
        before, self._numbers = self._numbers, sentences
        return [sentence for sentence in self._numbers if sentence not in before]

    def news(self, snapshot: Snapshot) -> list[str]:
        """Return events besides the numbers: states and their reasons, changes, milestones, findings, refusals."""
        lines: list[str] = []
        for topic, tell in TOPICS.items():
            key, sentence = tell(snapshot)
            if key != self._topics.get(topic) and sentence:
                lines.append(sentence)
            self._topics[topic] = key
        return [
            *lines,
            *self._milestones(snapshot),
            *self._found(snapshot),
            *self._refusal(snapshot),
            *self._saved(snapshot),
        ]

    def explanation(self, snapshot: Snapshot) -> list[str]:
        """Return a new explanation, once."""
        answer = snapshot.answer
        if answer is None or answer.number == self._answer:
            return []
        from perceptop.core.explain.text import to_text  # seldom wanted

        self._answer = answer.number
        return to_text(answer.explanation, named=lambda address: name_of(address, snapshot.about)).split("\n")

    def _milestones(self, snapshot: Snapshot) -> list[str]:
        new = snapshot.called - self._called
        self._called = snapshot.called
        sentences = [callout.sentence for callout in snapshot.callouts[-new:]] if new > 0 else []
        # The first steps of another branch, or from another seed, are no news.
        told, self._milestones_told = self._milestones_told, self._milestones_told | {*sentences}
        return [sentence for sentence in sentences if sentence not in told]

    def _found(self, snapshot: Snapshot) -> list[str]:
        before, self._findings = self._findings, frozenset(finding.rule for finding in snapshot.findings)
        new = [finding for finding in snapshot.findings if finding.rule not in before]
        return [f"{finding.sentence} {finding.advice}".rstrip() for finding in new]

    def _refusal(self, snapshot: Snapshot) -> list[str]:
        new = snapshot.progress.notices > self._notices
        self._notices = snapshot.progress.notices
        return [snapshot.progress.notice] if new else []

    def _saved(self, snapshot: Snapshot) -> list[str]:
        new = snapshot.progress.saves > self._saves
        self._saves = snapshot.progress.saves
        return [f"saved: {snapshot.progress.saved}"] if new else []


Told = tuple[Hashable, str]
"""The key that decides whether a sentence is repeated, and the sentence."""


def _running(snapshot: Snapshot) -> Told:
    speed = snapshot.progress.speed
    if not snapshot.progress.busy:
        return speed, ""
    how = "as fast as it goes" if speed is None else f"{rate(speed)} epoch{'s' * (speed != 1)} a second"
    return (speed, "busy"), f"{snapshot.progress.state}, {how}"


def _reason(snapshot: Snapshot) -> Told:
    return snapshot.progress.sentence, snapshot.progress.sentence


def _history(snapshot: Snapshot) -> Told:
    progress = snapshot.progress
    if progress.state != "history":
        return None, ""
    return progress.reached, f"history: the run has reached epoch {progress.reached:,}"


def _branch(snapshot: Snapshot) -> Told:
    names = tuple(branch.name for branch in snapshot.branches)
    present = next((branch for branch in snapshot.branches if branch.current), None)
    if present is None or (len(names) < 2 and not present.parent):
        return None, ""
    origin = f", forked from {present.parent} at epoch {present.forked_at:,}" if present.parent else ""
    return (present.name, names), f"on branch {present.name}{origin}, of {len(names)}"


def _change(snapshot: Snapshot) -> Told:
    if not snapshot.events:
        return 0, ""
    event = snapshot.events[-1]
    return len(snapshot.events), f"changed at epoch {event.epoch:,}: {event.change}"


def _watching(snapshot: Snapshot) -> Told:
    return snapshot.watching, f"pauses by itself at: {', '.join(snapshot.watching)}" if snapshot.watching else ""


def _walk(snapshot: Snapshot) -> Told:
    walk = snapshot.walk
    if walk is None:
        return None, ""
    return walk, f"row {walk.example + 1:,}, {walk.place + 1:,} of {walk.size:,} in the batch: {walk.phase}"


def _row(snapshot: Snapshot) -> Told:
    chosen = snapshot.numbers.chosen
    return chosen, row_line(snapshot, chosen)


TOPICS: dict[str, Callable[[Snapshot], Told]] = {
    "running": _running,
    "reason": _reason,
    "history": _history,
    "branch": _branch,
    "change": _change,
    "watching": _watching,
    "walk": _walk,
    "row": _row,
}


def speed_sentence(speed: float | None) -> str:
    """What a speed was set to."""
    return "speed: as fast as it goes" if speed is None else f"speed: {speed:,.12g} epochs a second"


def listed(text: str) -> str:
    """Commas are heard as pauses, dots in the middle as words."""
    return text.replace(" · ", ", ")
