"""Walks through a batch example by example or phase by phase, and back.

The weights stay meanwhile: a walk only shows the arithmetic, and the update is then applied at once, with the bits
that it always has.
"""

from dataclasses import dataclass

from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.snapshot import Phase, WalkView
from perceptop.core.session.timeline.timeline import Timeline


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

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._walk: Walk | None = None

    @property
    def examples_done(self) -> int | None:
        """How many examples of the batch have been walked through; None without a walk."""
        return self._walk.examples_done if self._walk and self._walk.done else None

    def require(self, back: bool) -> None:
        """`BadInput` if there is no example to walk through, or none to go `back` to."""
        trainer = self._timeline.trainer
        trainer.network.require_trainable()
        if back and self.examples_done is None:
            if self._timeline.replay.position == (0, 0):
                refuse("example", "the beginning of the run", "one before it")
        elif trainer.diverged_at is not None:
            refuse("example", "a run that has diverged", "one that can go on")

    def end(self) -> None:
        """End the walk."""
        self._walk = None

    def next_example(self) -> int:
        """Walk through the next example, and after the batch's last through its update; return the example."""
        return self._step(self._walk_or_new().next_example(), may_update=True)

    def next_phase(self) -> int:
        """Walk through one phase, the last of which is the batch's update; return the example."""
        walk = self._walk_or_new()
        return self._step(walk if walk.complete else walk.next_phase(), may_update=walk.complete)

    def last_example(self) -> int:
        """Undo the example last walked through, which may be the last of the batch before; return the example."""
        if self.examples_done is None:
            self._batch_back()
        self._walk = self._walk_or_new().last_example()
        return int(self._timeline.trainer.present_batch()[self._walk.place])

    @property
    def upcoming(self) -> int | None:
        """The example that is walked through next; None if the batch's update comes first."""
        walk = self._walk_or_new()
        return None if walk.complete else int(self._timeline.trainer.present_batch()[walk.next_example().place])

    def view(self, chosen: int) -> WalkView | None:
        """Return the phase walked through last, None without a walk."""
        walk = self._walk
        if walk is None or walk.done == 0:
            return None
        layers = len(self._timeline.trainer.network.weights)
        return WalkView(chosen, walk.place, walk.size, phases(layers)[(walk.done - 1) % walk.length])

    def _walk_or_new(self) -> Walk:
        trainer = self._timeline.trainer
        return self._walk or Walk(len(trainer.present_batch()), len(phases(len(trainer.network.weights))))

    def _step(self, walk: Walk, may_update: bool) -> int:
        example = int(self._timeline.trainer.present_batch()[walk.place])
        self._walk = walk
        if may_update and walk.complete:
            self._walk = None
            self._timeline.replay.advance_batch()
            self._timeline.replay.check_end()
        return example

    def _batch_back(self) -> None:
        replay = self._timeline.replay
        epoch, batch = replay.position
        before = (epoch, batch - 1) if batch else (epoch - 1, self._timeline.trainer.batches_per_epoch - 1)
        replay.rewind(*before)
        while not replay.towards(before):
            pass
        self._walk = None
        walk = self._walk_or_new()
        self._walk = Walk(walk.size, walk.length, walk.size * walk.length)
