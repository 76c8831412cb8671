"""One branch of a run: its recording, the replay that moves the trainer along it, loss curve and last epochs."""

from dataclasses import replace

from perceptop.core.data.classes import find_classes
from perceptop.core.protocol.changes import Change
from perceptop.core.session.timeline.apply_change import target_of
from perceptop.core.session.timeline.loss_history import EpochLog, LossCurve
from perceptop.core.session.timeline.recording import Recording
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.session.timeline.run_source import RunSource
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.metrics import accuracy_by_epoch
from perceptop.core.training.stopping import StopCheck, Stopping
from perceptop.core.training.trainer import Trainer


def add_to_curves(curve: LossCurve, test_curve: LossCurve, trainer: Trainer, block: EpochBlock) -> None:
    """Add epochs to the curves of training rows and of test rows; accuracies only where there are test rows."""
    test = block.test
    classes = None if test is None else find_classes(trainer.dataset)
    curve.add(block.first, block.losses, block.mses, None if classes is None else accuracy_by_epoch(classes, block))
    if test is not None:
        # L2 is not in the loss of test rows: one of MSE is the MSE, whatever else is changed on the way.
        same = trainer.loss_function.name == "mse"
        right = None if classes is None else accuracy_by_epoch(classes, test)
        test_curve.add(block.first, test.losses, None if same else test.mses, right)


class Branch:
    """One future of a run. Branches of one experiment share its trainer; one of them moves it at a time."""

    def __init__(
        self,
        name: str,
        source: RunSource,
        trainer: Trainer,
        recording: Recording,
        stopping: Stopping,
        parent: str = "",
    ) -> None:
        self.name, self.source, self.parent = name, source, parent
        self.start = recording.checkpoints[0]
        self.forked_at = recording.reached[0] if parent else 0
        self.recording = recording
        self.curve, self.test_curve, self.log = LossCurve(), LossCurve(), EpochLog()
        self.replay = Replay(trainer, recording, StopCheck(stopping), self.note)

    @property
    def seed(self) -> int:
        """The seed of its first weights and of the order of its examples."""
        return self.start.state.seed

    @property
    def changed(self) -> bool:
        """Whether its seed alone does not repeat it."""
        return bool(self.recording.events)

    def same_run_as(self, other: "Branch") -> bool:
        """Whether both begin with one and the same state."""
        return self.start is other.start

    def note(self, block: EpochBlock) -> None:
        """Add epochs that were passed to log and curve; the curve ignores those that it has."""
        self.log.add(block)
        if len(block) and block.end > self.curve.newest:
            add_to_curves(self.curve, self.test_curve, self.replay.trainer, block)

    def go_past_end(self) -> None:
        """Drop the stopping conditions if the run ended by one of them; nothing if it can never go on."""
        stopped = self.recording.stopped
        if stopped is not None and stopped.reason not in ("diverged", "inference"):
            self.replay.check = StopCheck(Stopping())
            self.recording.stopped, self.recording.past_end = None, True

    def fork(self, name: str) -> "Branch":
        """Another branch from the trainer's present position; this one keeps its future."""
        trainer = self.replay.trainer
        recording = self.recording.fork(*self.replay.position)
        other = Branch(name, self.source, trainer, recording, self._stopping_at(recording.reached), parent=self.name)
        other.curve, other.log = self.curve.until(trainer.epoch), self.log.until(trainer.epoch)
        other.test_curve = self.test_curve.until(trainer.epoch)
        return other

    def _stopping_at(self, position: tuple[int, int]) -> Stopping:
        """The stopping conditions at that position: without a target loss that was set later."""
        stopping, trainer = self.replay.check.stopping, self.replay.trainer
        made = [(event.position, event.change) for event in self.recording.events]
        targets = [(at, each) for at, each in made if isinstance(each, Change) and each.setting == "target_loss"]
        if not targets or targets[-1][0] <= position:
            return stopping
        before = [target_of(change) for at, change in targets if at <= position]
        return replace(stopping, target_loss=before[-1] if before else trainer.stopping.target_loss)
