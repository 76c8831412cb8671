"""The branches of a saved run, as the timeline has them."""

from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.recording import Checkpoint, Recording
from perceptop.core.session.timeline.run_source import RunSource
from perceptop.core.session.timeline.saving.run_file import Course, SavedBranch
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.stopping import Stopping
from perceptop.core.training.trainer import Trainer


def restore(timeline: Timeline, course: Course) -> None:
    """Take the branches of a saved run, at the beginning of the present one. Nothing is trained before it is due."""
    opened = timeline.branch.source
    # Branches of the same settings share a source and its trainer, those of the same run their beginning.
    known: dict[str, tuple[RunSource, Trainer]] = {repr(opened.overrides): (opened, timeline.trainer)}
    starts: dict[tuple[str, int, int], Checkpoint] = {}
    branches = []
    for saved in course.branches:
        words = repr(saved.settings)
        if words not in known:
            source = RunSource(opened.opened, saved.settings)
            known[words] = source, source.experiment.trainer()
        source, trainer = known[words]
        key = words, saved.run, saved.seed
        if key not in starts:
            starts[key] = Checkpoint(source.experiment.trainer(saved.seed).state(), 0)
        branches.append(_branch(saved, source, trainer, starts[key]))
    timeline.adopt(branches, course.present)


def _branch(saved: SavedBranch, source: RunSource, trainer: Trainer, start: Checkpoint) -> Branch:
    recording = Recording(
        [start],
        list(saved.events),
        saved.reached,
        past_end=saved.past_end,
        resumption=saved.resumption if saved.reached > (0, 0) else None,
    )
    stopping = Stopping() if saved.past_end else trainer.stopping
    branch = Branch(saved.name, source, trainer, recording, stopping, saved.parent)
    branch.forked_at = saved.forked_at
    return branch
