"""The branches of a saved run, as the timeline has them."""

from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.recording import Checkpoint, Recording
from perceptop.core.session.timeline.run_source import RunSource
from perceptop.core.session.timeline.saving.run_file import SavedBranch, SavedTimeline
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.stopping import Stopping
from perceptop.core.training.trainer import Trainer


def restore(timeline: Timeline, saved: SavedTimeline) -> None:
    """Take the branches of a saved run, at the beginning of the present one. Nothing is trained before it is due."""
    opened = timeline.branch.source
    # Branches of the same settings share a source and its trainer, those of the same run their beginning.
    known: dict[str, tuple[RunSource, Trainer]] = {repr(opened.overrides): (opened, timeline.trainer)}
    starts: dict[tuple[str, int, int], Checkpoint] = {}
    branches = []
    for each in saved.branches:
        words = repr(each.settings)
        if words not in known:
            source = RunSource(opened.opened, each.settings)
            known[words] = source, source.experiment.trainer()
        source, trainer = known[words]
        key = words, each.run, each.seed
        if key not in starts:
            starts[key] = Checkpoint(source.experiment.trainer(each.seed).state(), 0)
        branches.append(_branch(each, source, trainer, starts[key]))
    timeline.adopt(branches, saved.present)


def _branch(each: SavedBranch, source: RunSource, trainer: Trainer, start: Checkpoint) -> Branch:
    recording = Recording(
        [start],
        list(each.events),
        each.reached,
        past_end=each.past_end,
        resumption=each.resumption if each.reached > (0, 0) else None,
    )
    stopping = Stopping() if each.past_end else trainer.stopping
    branch = Branch(each.name, source, trainer, recording, stopping, each.parent)
    branch.forked_at = each.forked_at
    return branch
