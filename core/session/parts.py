"""The parts of a session, which its command handlers work on."""

from dataclasses import dataclass

from perceptop.core.session.commentary import Commentary
from perceptop.core.session.example_walk import ExampleWalk
from perceptop.core.session.picture_cache import PictureCache
from perceptop.core.session.run_control import RunControl
from perceptop.core.session.snapshot_cache import SnapshotCache
from perceptop.core.session.timeline.timeline import Timeline


@dataclass
class SessionParts:
    """`timeline` owns the trainer, and the other parts ask it; `chosen` is the example that is shown."""

    timeline: Timeline
    control: RunControl
    walk: ExampleWalk
    snapshots: SnapshotCache
    pictures: PictureCache
    commentary: Commentary
    chosen: int = 0

    def choose(self, example: int) -> None:
        """Choose an example, or the nearest that there is."""
        self.chosen = min(max(example, 0), len(self.timeline.trainer.dataset) - 1)

    def leave_position(self) -> None:
        """End the walk, and drop the reason for which the run was paused."""
        self.walk.end()
        self.control.pause_reason = ""

    def begin_run(self) -> None:
        """Drop what belongs to the run before, and check whether this one ends where it begins."""
        self.commentary.begin_run()
        self.snapshots.drop()
        self.timeline.replay.check_end()
