"""A branch replayed from its beginning on a trainer of its own, a piece at a time: the run itself is not moved."""

from collections.abc import Callable, Generator, Iterator

from perceptop.core.errors.bad_input import refuse
from perceptop.core.session.timeline.branch import Branch, add_to_curves
from perceptop.core.session.timeline.loss_history import LossCurve
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.session.timeline.saving.loss_history_file import LossHistoryLines
from perceptop.core.session.timeline.saving.saving import Saving
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.stopping import StopCheck, Stopping
from perceptop.core.training.trainer import Trainer

MOST_LINES = 2_000_000
"""Epochs of a loss history: some 100 MB in memory before they are written."""
MOST_WORK = 3e9
"""Multiplications that a curve may take to be computed again, with `EPOCH_WORK` beside those of each epoch."""
EPOCH_WORK = 3_000


def replay_loss_history(
    branch: Branch, epoch: int, path: str, lines: LossHistoryLines, saving: Saving
) -> Iterator[None]:
    """Write a line for each epoch of a branch up to `epoch`. `BadInput` if there are too many."""
    if epoch >= MOST_LINES:
        refuse(path, f"{epoch + 1:,} epochs", f"at most {MOST_LINES:,}; perceptop train --log has no such bound")
    pieces = [lines.header()]

    def note(block: EpochBlock) -> None:
        pieces.append(lines.of(block))

    # The last epoch comes by itself: a block holds the states before those that it leads to.
    trainer = yield from _replay(branch, (epoch, 0), note)
    note(trainer.present())
    saving.text("".join(pieces), path)


def recompute_curve(branch: Branch) -> Iterator[None]:
    """Compute the loss curve of a branch that was read from a file, unless that would take long."""
    curve, test_curve = LossCurve(), LossCurve()
    epochs = branch.recording.reached[0]
    work = branch.start.state.theta.size * len(branch.source.experiment.dataset) + EPOCH_WORK
    if epochs * work > MOST_WORK:
        return

    def note(block: EpochBlock) -> None:
        if len(block):
            add_to_curves(curve, test_curve, branch.replay.trainer, block)

    trainer = yield from _replay(branch, (epochs, 0), note)
    note(trainer.present())
    if curve.newest > branch.curve.newest:
        branch.curve, branch.test_curve = curve, test_curve


def _replay(
    branch: Branch, target: tuple[int, int], note: Callable[[EpochBlock], None]
) -> Generator[None, None, Trainer]:
    trainer = branch.source.experiment.trainer(branch.seed)
    # A recording of its own: the branch may go on, or be cut, while this is under way.
    recording = branch.recording.fork(*max(target, branch.recording.reached))
    recording.checkpoints = recording.checkpoints[:1]
    replay = Replay(trainer, recording, StopCheck(Stopping()), note)
    replay.start_over()
    yield
    while not replay.towards(target):
        yield
    return trainer
