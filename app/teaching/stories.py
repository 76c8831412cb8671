"""Stories of a run as it goes: after a step, a jump or a slow epoch, one sentence, and marks on what it names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.step_story import step_story
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot

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

    @property
    def marked(self) -> Story | None:
        """The story whose names are marked now."""
        return self.story if self._given == self._feed.given else None

    def update(self, snapshot: Snapshot) -> None:
        """Tell what has happened since the run rested last; nothing while it is too fast to be told."""
        if self._feed.pending:
            return
        progress = snapshot.progress
        slow = progress.speed is not None and progress.speed <= SLOW and progress.target is None
        if (progress.busy and not slow) or snapshot.walk is not None:
            # A walk tells its own phases.
            self.story = None
            return
        if self._before is not None and (told := step_story(self._before, snapshot)):
            self.story, self._given = told, self._feed.given
        self._before = snapshot

    def tell(self, line: "CalloutLine", panes: "Iterable[Pane]") -> None:
        """Say the story in a line, and mark what it names in the panes, which are to be shown next."""
        story = self.story
        line.tell(story.text if story else "", marked=self.marked is not None)
        for pane in panes:
            pane.mark(self.marked)


def spoken(text: str) -> str:
    """Return a story for the ear: arrows are heard as words, dots in the middle as pauses."""
    return text.replace(" · ", ", ").replace(" → ", " to ").replace("→", " to ")
