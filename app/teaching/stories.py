"""Stories of a run as it goes: after a step, a jump, a phase or a slow epoch one sentence, and marks on its names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.step_story import branch_story, of_other_run, step_story
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot, WalkView

if TYPE_CHECKING:
    from perceptop.app.widgets.lines.callout_line import CalloutLine
    from perceptop.app.widgets.pane import Pane

SLOW = 3.0
"""Epochs a second up to which every epoch of a run under way can be told."""


class Stories:
    """Tells of each step what it did, from snapshots as they come; `story` is the last.

    What a story names is marked until the next command is given: then it is about the past.
    """

    def __init__(self, feed: Feed) -> None:
        self.story: Story | None = None
        self._feed = feed
        self._given = 0
        self._before: Snapshot | None = None
        self._passing: Snapshot | None = None
        self._walk: WalkView | None = None

    @property
    def marked(self) -> Story | None:
        """The story whose names are marked now."""
        return self.story if self._given == self._feed.given else None

    def update(self, snapshot: Snapshot) -> None:
        """Tell what happened since the run last rested; nothing while it runs too fast."""
        if self._feed.pending:
            return
        progress = snapshot.progress
        slow = progress.speed is not None and progress.speed <= SLOW and progress.target is None
        before, self._walk = self._walk, snapshot.walk
        if snapshot.walk is not None:
            if snapshot.walk != before or self.story is None:
                self.story, self._given = _of_walk(snapshot, before), self._feed.given
            return
        if progress.busy and not slow:
            self.story = None
            if progress.target is None:
                self._passing = snapshot
            return
        passed, self._passing = self._passing, None
        if passed is not None and passed.progress.epoch != progress.epoch:
            # A step out of a run under way began there, not where the run last rested, if it ever did.
            self._before = passed
        if self._before is not None and (told := told_of(self._before, snapshot)):
            self.story, self._given = told, self._feed.given
        elif before is not None or (self._before is not None and of_other_run(self._before, snapshot)):
            self.story = None
        self._before = snapshot

    def tell(self, lines: "Iterable[CalloutLine]", panes: "Iterable[Pane]") -> None:
        """Say the story in the lines, and mark what it names in the panes, which are to be shown next."""
        story = self.story
        for line in lines:
            line.tell(story.text if story else "", marked=self.marked is not None)
        for pane in panes:
            pane.mark(self.marked)


def told_of(before: Snapshot, after: Snapshot) -> Story | None:
    """Return the story from one resting position to another, or from one branch to another; None for neither."""
    return branch_story(before, after) or step_story(before, after)


def _of_walk(snapshot: Snapshot, before: WalkView | None) -> Story | None:
    """The story of the phase that was walked through last, or of all phases of an example that were so at once."""
    from perceptop.app.teaching.phase_story import phase_story  # opening need not wait for it

    walk = snapshot.walk
    assert walk is not None
    by_phase = before is not None and before.example == walk.example and before.phase.name == "backward"
    return phase_story(snapshot, whole=walk.phase.name == "delta weights" and not by_phase)


def spoken(text: str) -> str:
    """Return a story for the ear: arrows are heard as words, dots in the middle as pauses."""
    return (
        text.replace(" · ", ", ")
        .replace(" → ", " to ")
        .replace("→", " to ")
        .replace(" × ", " times ")
        .replace(" = ", " is ")
    )
