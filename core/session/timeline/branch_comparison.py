"""What the other branches of a run gave at the epoch that is shown."""

from weakref import WeakKeyDictionary

from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.snapshot import BranchAtEpoch
from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.training.stopping import StopCheck, Stopping
from perceptop.core.training.trainer import Trainer

MOST_WORK = 50_000_000
"""Multiplications that replaying another branch may take; if it takes more, nothing is shown of it."""
MOST_EXAMPLES = 64


class BranchComparison:
    """Replays other branches on trainers of its own, one an experiment, and keeps the last result of each."""

    def __init__(self) -> None:
        self._trainers: WeakKeyDictionary[Experiment, Trainer] = WeakKeyDictionary()
        self._results: WeakKeyDictionary[Branch, tuple[tuple[int, int], BranchAtEpoch]] = WeakKeyDictionary()

    def last(self, branch: Branch) -> BranchAtEpoch | None:
        """The last result of a branch."""
        found = self._results.get(branch)
        return found[1] if found else None

    def evaluate(self, branch: Branch, epoch: int) -> None:
        """Compute the outputs of a branch at that epoch, or at its newest one before it."""
        epoch = min(epoch, branch.recording.reached[0])
        key = epoch, len(branch.recording.events)
        known = self._results.get(branch)
        if known and known[0] == key:
            return
        experiment = branch.source.experiment
        if experiment not in self._trainers:
            self._trainers[experiment] = experiment.trainer()
        trainer = self._trainers[experiment]
        epochs_to_replay = epoch - branch.recording.before(epoch).state.epoch
        if epochs_to_replay * trainer.network.theta.size * len(trainer.dataset) > MOST_WORK:
            self._results.pop(branch, None)
            return
        replay = Replay(trainer, branch.recording, StopCheck(Stopping()), lambda block: None)
        replay.start_over()
        replay.rewind(epoch)
        while not replay.towards((epoch, 0)):
            pass
        result = BranchAtEpoch(trainer.epoch, trainer.loss, trainer.mse, trainer.outputs[:MOST_EXAMPLES])
        self._results[branch] = key, result
