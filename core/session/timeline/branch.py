"""A run and its memory: the tape it can be played back from, its loss curve and its last epochs."""

from dataclasses import replace

from perceptop.core.protocol.changes import Change
from perceptop.core.session.timeline.apply_change import target_of
from perceptop.core.session.timeline.loss_history import EpochLog, LossCurve
from perceptop.core.session.timeline.recording import Recording
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.stopping import StopCheck, Stopping
from perceptop.core.training.trainer import Trainer


class Branch:
    """One future of a run. The branches of a session share its trainer; one of them has it at a time."""

    def __init__(self, name: str, trainer: Trainer, tape: Recording, stopping: Stopping, parent: str = "") -> None:
        self.name, self.parent = name, parent
        self.begins_with = tape.checkpoints[0]
        self.forked_at = tape.reached[0] if parent else 0
        self.tape = tape
        self.curve, self.log = LossCurve(), EpochLog()
        self.playback = Replay(trainer, tape, StopCheck(stopping), self.remember)

    @property
    def seed(self) -> int:
        """What its first weights, and the order of its examples, follow from."""
        return self.begins_with.state.seed

    @property
    def changed(self) -> bool:
        """Whether it takes more than the seed to have it again."""
        return bool(self.tape.events)

    def of_run(self, other: "Branch") -> bool:
        """Whether both are futures of one and the same beginning."""
        return self.begins_with is other.begins_with

    def remember(self, stretch: EpochBlock) -> None:
        """Epochs that were passed through; of known ones only the log is written anew."""
        self.log.add(stretch)
        if len(stretch) and stretch.end > self.curve.newest:
            self.curve.add(stretch.first, stretch.losses)

    def go_on(self) -> None:
        """Past an end that was reached: none of its conditions holds any longer."""
        stopped = self.tape.stopped
        if stopped is not None and stopped.reason not in ("diverged", "inference"):
            self.playback.check = StopCheck(Stopping())
            self.tape.stopped = self.playback.trainer.stopped = None

    def _stopping_at(self, place: tuple[int, int]) -> Stopping:
        """The conditions there: a target that was set later is none yet."""
        stopping, trainer = self.playback.check.stopping, self.playback.trainer
        made = [(event.position, event.change) for event in self.tape.events]
        targets = [(at, each) for at, each in made if isinstance(each, Change) and each.setting == "target_loss"]
        if not targets or targets[-1][0] <= place:
            return stopping
        before = [target_of(change) for at, change in targets if at <= place]
        return replace(stopping, target_loss=before[-1] if before else trainer.stopping.target_loss)

    def fork(self, name: str) -> "Branch":
        """Another future from the trainer's present place; this one keeps its own."""
        trainer = self.playback.trainer
        tape = self.tape.fork(*self.playback.position)
        other = Branch(name, trainer, tape, self._stopping_at(tape.reached), parent=self.name)
        other.curve, other.log = self.curve.until(trainer.epoch), self.log.until(trainer.epoch)
        return other
