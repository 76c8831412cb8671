"""Which examples each batch of an epoch takes, and in which order."""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.nn.settings import SETTINGS


class BatchSampler:
    """Splits `examples` examples into batches of `size`, in order or shuffled anew in each epoch.

    The order follows from seed and epoch alone. `shuffle` of None stands for: if a batch is more than one example and
    not all of them.
    """

    def __init__(self, examples: int, batch: str | int, shuffle: bool | None, seed: int) -> None:
        """`BadInput` if `batch` is neither `full` nor a whole number from 1."""
        self.examples, self.seed, self.asked_shuffle = examples, seed, shuffle
        self.size = self.size_for(batch)
        self.shuffle = self.shuffles(self.size)
        self._last_order: tuple[tuple[int, int, bool], NDArray[np.int64]] | None = None

    def size_for(self, batch: str | int | float) -> int:
        """The batch size that `full`, or a number of examples, stands for."""
        size = SETTINGS["batch"].require(batch)
        return self.examples if size == "full" else min(size, self.examples)

    def shuffles(self, size: int) -> bool:
        """Whether batches of that size take the examples in another order in each epoch."""
        return 1 < size < self.examples if self.asked_shuffle is None else self.asked_shuffle

    @property
    def batches_per_epoch(self) -> int:
        """In how many batches an epoch takes all examples."""
        return -(-self.examples // self.size)

    def order(self, epoch: int) -> NDArray[np.int64]:
        """The examples in the order in which an epoch takes them."""
        key = self.seed, epoch, self.shuffle
        if self._last_order is None or self._last_order[0] != key:
            generator = np.random.default_rng([self.seed, epoch])
            self._last_order = key, generator.permutation(self.examples) if self.shuffle else np.arange(self.examples)
        return self._last_order[1]

    def batch(self, epoch: int, index: int) -> NDArray[np.int64]:
        """The examples of batch `index` (from 0) of an epoch."""
        return self.order(epoch)[index * self.size : (index + 1) * self.size]
