"""The scene of a picture: a trainer at its present state, and the weights of earlier epochs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from perceptop.core.data.arrays import Array

if TYPE_CHECKING:
    # The screen knows the kinds of pictures, too, and trains nothing.
    from perceptop.core.data.dataset import Dataset
    from perceptop.core.nn.networks.network import Network
    from perceptop.core.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Scene:
    """What a picture is made from. `start` are the weights that the run began with, shaped like `theta`; `passed` are
    epochs since then with their weights. `chosen` is the chosen example.

    `seen` are the outputs of all examples, `(examples, outputs)`, if they are known already. With `tested` the examples
    are those that are held out of training.
    """

    trainer: "Trainer"
    start: Array
    chosen: int = 0
    passed: Sequence[tuple[int, Array]] = ()
    seen: Array | None = None
    tested: bool = False

    @property
    def data(self) -> "Dataset":
        """Return the examples that are shown: the training rows, or the test rows."""
        training = self.trainer.dataset
        return training.test if self.tested and training.test is not None else training

    @property
    def outputs(self) -> Array:
        """Return the outputs for all examples, `(examples, outputs)`."""
        if self.data is not self.trainer.dataset:
            return self.trainer.network.predict(self.data.inputs)
        return self.trainer.outputs if self.seen is None else self.seen

    @classmethod
    def of(cls, trainer: "Trainer", chosen: int = 0) -> "Scene":
        """Return the scene of a trainer without earlier epochs."""
        return cls(trainer, trainer.network.theta.copy(), chosen)

    def network_at_start(self) -> "Network":
        """Return the network with the weights that the run began with."""
        network = self.trainer.network.copy()
        network.theta[:] = self.start
        return network

    def way(self, weights: Sequence[int], most: int) -> Array:
        """Return the path of some weights, by their places in `theta`, up to the present: `(places, weights)`.

        In the order of epochs, the present last, at most `most` of them.
        """
        kept = dict(self.passed)
        now = self.trainer.epoch, self.trainer.batch
        epochs = sorted(epoch for epoch in kept if (epoch, 0) < now)
        passed = [kept[epoch][list(weights)] for epoch in epochs]
        every = np.array([*passed, self.trainer.network.theta[list(weights)]], float)
        return every[-1:] if most < 2 else every[np.linspace(0, len(every) - 1, min(most, len(every))).astype(int)]
