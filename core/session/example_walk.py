"""Walks a trainer through a batch: the next example, the next phase, and back again.

The weights rest meanwhile: what is walked through is only shown, and the update is then applied in one go, with the
bits that it always has.
"""

from dataclasses import dataclass

from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.snapshot import Phase, WalkView
from perceptop.core.session.timeline.replay import Replay


def phases(layers: int) -> tuple[Phase, ...]:
    """The phases of an example in a network of so many layers after the inputs, in order."""
    return (
        *(Phase("forward", layer) for layer in range(1, layers + 1)),
        Phase("error"),
        *(Phase("backward", layer) for layer in range(layers, 0, -1)),
        Phase("delta weights"),
    )


@dataclass(frozen=True)
class Walk:
    """How far a batch has been walked: `done` phases, of `length` for each of its `size` examples."""

    size: int
    length: int
    done: int = 0

    @property
    def place(self) -> int:
        """The place in the batch, from 0, of the example last walked on."""
        return max(0, self.done - 1) // self.length

    @property
    def examples_done(self) -> int:
        """How many examples have been walked through to their Δw."""
        return self.done // self.length

    @property
    def complete(self) -> bool:
        """Whether only the update is left."""
        return self.done == self.size * self.length

    def next_example(self) -> "Walk":
        """To the end of this example, or of the next if this one is done; the batch's last stays the last."""
        return Walk(self.size, self.length, min(self.examples_done + 1, self.size) * self.length)

    def next_phase(self) -> "Walk":
        """One phase on."""
        return Walk(self.size, self.length, self.done + 1)

    def last_example(self) -> "Walk":
        """Back to before the example last walked on."""
        return Walk(self.size, self.length, self.place * self.length)


class ExampleWalk:
    """How far the present batch has been walked through. The trainer moves only when the batch is complete."""

    def __init__(self) -> None:
        self._walk: Walk | None = None

    @property
    def examples_done(self) -> int | None:
        """How many examples of the batch have been walked through; None while nobody walks."""
        return self._walk.examples_done if self._walk and self._walk.done else None

    def require(self, playback: Replay, back: bool) -> None:
        """`BadInput` if there is no example to walk through, or none to go `back` to."""
        playback.trainer.network.require_trainable()
        if back and self.examples_done is None:
            if playback.position == (0, 0):
                refuse("example", "the beginning of the run", "one before it")
        elif playback.trainer.diverged_at is not None:
            refuse("example", "a run that has diverged", "one that can go on")

    def forget(self) -> None:
        """Nobody walks any more."""
        self._walk = None

    def next_example(self, playback: Replay) -> int:
        """Through the next example, and after the batch's last through its update; the example's number."""
        return self._step(playback, self._begun(playback).next_example(), last_step=True)

    def next_phase(self, playback: Replay) -> int:
        """One phase on, the last of which is the batch's update; the number of its example."""
        walk = self._begun(playback)
        return self._step(playback, walk if walk.complete else walk.next_phase(), last_step=walk.complete)

    def last_example(self, playback: Replay) -> int:
        """Before the example last walked through, which may be the last of the batch before; the example's number."""
        if self.examples_done is None:
            self._batch_back(playback)
        self._walk = self._begun(playback).last_example()
        return int(playback.trainer.present_batch()[self._walk.place])

    def view(self, chosen: int, layers: int) -> WalkView | None:
        """What there is to see of it: the phase that was walked through last."""
        walk = self._walk
        if walk is None or walk.done == 0:
            return None
        return WalkView(chosen, walk.place, walk.size, phases(layers)[(walk.done - 1) % walk.length])

    def _begun(self, playback: Replay) -> Walk:
        trainer = playback.trainer
        return self._walk or Walk(len(trainer.present_batch()), len(phases(len(trainer.network.weights))))

    def _step(self, playback: Replay, walk: Walk, last_step: bool) -> int:
        example = int(playback.trainer.present_batch()[walk.place])
        self._walk = walk
        if last_step and walk.complete:
            self._walk = None
            playback.batch()
            playback.settle()
        return example

    def _batch_back(self, playback: Replay) -> None:
        epoch, batch = playback.position
        before = (epoch, batch - 1) if batch else (epoch - 1, playback.trainer.batches_per_epoch - 1)
        playback.rewind(*before)
        while not playback.towards(before):
            pass
        self._walk = None
        walk = self._begun(playback)
        self._walk = Walk(walk.size, walk.length, walk.size * walk.length)
