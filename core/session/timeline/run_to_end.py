"""A run from its start to its end, without anybody who plays and pauses: what `train` does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import Change, Event
from perceptop.core.session.timeline.apply_change import apply_change, target_of
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.stopping import Stop, StopCheck
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import Watch, parse_watchpoint


def run_to_end(
    trainer: Trainer, events: Sequence[Event] = (), watch_for: Sequence[str] = (), keep_weights: bool = False
) -> Iterator[EpochBlock]:
    """Train until a stopping condition holds or a watchpoint fires; the stretches that are passed through.

    The present state at the end is in none of them; `trainer.stopped` says why it ended. `events` are changes to make
    on the way. Up to the last of them nothing ends the run but that it diverges: when it was first made, whoever made
    the changes went on too. With `keep_weights`, the trainer's loop has the weights of each epoch of a stretch.
    `BadInput` for a change that does not fit.
    """
    check = StopCheck(trainer.stopping)
    trainer.keep_weights(keep_weights)
    for event in sorted(events, key=lambda event: event.position):
        yield from advance_to(trainer, event.position)
        if trainer.diverged_at is not None:
            return
        _make(trainer, event)
        if isinstance(event.change, Change) and event.change.setting == "target_loss":
            check = StopCheck(replace(check.stopping, target_loss=target_of(event.change)))
    trainer.loop.stopped = None
    if trainer.batch == 0:
        trainer.loop.stop_if_met(check)
    watch = Watch(trainer, [parse_watchpoint(text) for text in watch_for])
    if keep_weights:
        trainer.keep_weights(True)
    while trainer.stopped is None:
        stretch = trainer.loop.advance_until(check, watch=watch.halt)
        if watch.sentence and trainer.stopped is None:
            trainer.loop.stopped = Stop("watchpoint", watch.sentence)
        yield stretch


def advance_to(trainer: Trainer, position: tuple[int, int]) -> Iterator[EpochBlock]:
    """Train to an epoch and a batch of the next, unless the run diverges before; the stretches on the way."""
    epoch, batch = position
    while trainer.epoch < epoch and trainer.diverged_at is None:
        yield trainer.loop.advance(epoch - trainer.epoch)
    if trainer.diverged_at is None and trainer.batch < batch:
        if trainer.batch == 0:
            yield trainer.present()
        trainer.loop.advance_batches(batch - trainer.batch)


def _make(trainer: Trainer, event: Event) -> None:
    try:
        apply_change(trainer, event.change)
    except BadInput as problem:
        raise BadInput(f"event at epoch {event.epoch:,}: {problem}") from None
