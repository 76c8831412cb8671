"""The settings of a trainer, and the state that the rest of its run depends on."""

from dataclasses import dataclass, replace

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.optimizers import Optimizer
from perceptop.core.nn.settings import SETTINGS


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
    dataset: Dataset | None = None
    """The rows that are trained on; None for those of the trainer."""

    @property
    def size(self) -> int:
        """Return its size in bytes."""
        return self.theta.nbytes + sum(array.nbytes for array in self.optimizer.values())


class SettingsInFlight:
    """The numbers of a trainer that are set as properties; each changes the run from there on."""

    optimizer: Optimizer
    _l2: float

    @property
    def setup(self) -> Setup:
        """The settings that can change on the way."""
        raise NotImplementedError

    def set_up(self, setup: Setup) -> None:
        """Change settings between two batches."""
        raise NotImplementedError

    @property
    def learning_rate(self) -> float:
        """The learning rate; setting it changes the run from here on. `BadInput` if the optimizer has none."""
        return self.optimizer.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self.set_up(self.setup.with_setting("learning_rate", value))

    @property
    def momentum(self) -> float:
        """The momentum; setting it changes the run from here on. `BadInput` if the optimizer has none."""
        return self.optimizer.momentum

    @momentum.setter
    def momentum(self, value: float) -> None:
        self.set_up(self.setup.with_setting("momentum", value))

    @property
    def l2(self) -> float:
        """The factor of the L2 penalty, 0 for none; setting it changes the run from here on."""
        return self._l2

    @l2.setter
    def l2(self, value: float) -> None:
        self.set_up(replace(self.setup, l2=SETTINGS["l2"].require(value)))
