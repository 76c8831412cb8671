"""A batch taken example by example, and an example phase by phase. The weights rest meanwhile: what is walked through
is only shown, and the update is then applied in one go, with the bits that it always has.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phase:
    """A phase of an example: `forward` or `backward` through a layer (from 1), its `error`, its `delta weights`."""

    name: str
    layer: int | None = None

    def __str__(self) -> str:
        return self.name if self.layer is None else f"{self.name}, layer {self.layer}"


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
