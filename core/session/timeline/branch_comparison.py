"""What other branches of a run gave at the epoch that is looked at."""

from weakref import WeakKeyDictionary

from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.snapshot import BranchAtEpoch
from perceptop.core.session.timeline.branch import Branch
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.training.stopping import StopCheck, Stopping
from perceptop.core.training.trainer import Trainer

MOST_WORK = 50_000_000
"""Multiplications that a look at another branch may take; more than that and there is none."""
MOST_EXAMPLES = 64


class BranchComparison:
    """Replays other branches on a trainer of its own, and remembers what it saw last."""

    def __init__(self, experiment: Experiment, seed: int) -> None:
        self._experiment, self._seed = experiment, seed
        self._trainer: Trainer | None = None
        self._seen: WeakKeyDictionary[Branch, tuple[tuple[int, int], BranchAtEpoch]] = WeakKeyDictionary()

    def seen(self, branch: Branch) -> BranchAtEpoch | None:
        """What was seen of a branch last."""
        found = self._seen.get(branch)
        return found[1] if found else None

    def look(self, branch: Branch, epoch: int) -> None:
        """See the branch at that epoch, or at its newest one before it."""
        epoch = min(epoch, branch.tape.reached[0])
        place = epoch, len(branch.tape.events)
        known = self._seen.get(branch)
        if known and known[0] == place:
            return
        trainer = self._trainer = self._trainer or self._experiment.trainer(self._seed)
        from_there = epoch - branch.tape.before(epoch).state.epoch
        if from_there * trainer.network.theta.size * len(trainer.dataset) > MOST_WORK:
            self._seen.pop(branch, None)
            return
        playback = Replay(trainer, branch.tape, StopCheck(Stopping()), lambda stretch: None)
        playback.start_over()
        playback.rewind(epoch)
        while not playback.towards((epoch, 0)):
            pass
        outputs = trainer.outputs[:MOST_EXAMPLES]
        self._seen[branch] = place, BranchAtEpoch(epoch, trainer.loss, trainer.mse, outputs)
