"""The settings of a trainer, and the state that the rest of its run depends on."""

from dataclasses import dataclass, replace

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse


@dataclass(frozen=True)
class Setup:
    """The settings of a trainer that can change on the way."""

    optimizer: str
    settings: tuple[tuple[str, float], ...]
    batch_size: int
    shuffle: bool
    l2: float = 0.0

    def with_setting(self, name: str, value: float) -> "Setup":
        """The same with another value of one of the optimizer's settings. `BadInput` if it has none of that name."""
        settings = dict(self.settings)
        if name not in settings:
            refuse(name, value, f"none: {self.optimizer} has no {name.replace('_', ' ')}")
        return replace(self, settings=tuple((settings | {name: value}).items()))


@dataclass(frozen=True, eq=False)
class TrainerState:
    """Everything that the rest of a run depends on. Restored, it goes on to the same bits."""

    epoch: int
    batch: int
    setup: Setup
    theta: Array
    optimizer: dict[str, Array]
    diverged_at: int | None
    seed: int

    @property
    def size(self) -> int:
        """Return its size in bytes."""
        return self.theta.nbytes + sum(array.nbytes for array in self.optimizer.values())
