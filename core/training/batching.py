"""Which examples each batch takes, and an epoch of training as calls: in one batch of all examples, or in several."""

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.compiled import BackwardPlan, ForwardPlan
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import Call, CallLists, run
from perceptop.core.nn.settings import SETTINGS


class BatchSampler:
    """Splits `examples` examples into batches of `size`, in order or shuffled anew in each epoch.

    The order follows from seed, epoch and number of examples alone. `shuffle` of None stands for: if a batch is more
    than one example and not all of them.
    """

    def __init__(self, examples: int, batch: str | int, shuffle: bool | None, seed: int) -> None:
        """`BadInput` if `batch` is neither `full` nor a whole number from 1."""
        self.examples, self.seed, self.asked_shuffle = examples, seed, shuffle
        self.size = self.size_for(batch)
        self.shuffle = self.shuffles(self.size)
        self._last_order: tuple[tuple[int, int, bool, int], NDArray[np.int64]] | None = None

    def size_for(self, batch: str | int | float) -> int:
        """The batch size that `full`, or a number of examples, stands for."""
        size = SETTINGS["batch"].require(batch)
        return self.examples if size == "full" else min(size, self.examples)

    def shuffles(self, size: int) -> bool:
        """Whether batches of that size take the examples in another order in each epoch."""
        return 1 < size < self.examples if self.asked_shuffle is None else self.asked_shuffle

    def change_examples(self, examples: int) -> None:
        """Split that many from now on: a batch of all examples stays one of all, any other has as many as before if
        there are enough.
        """
        self.size = examples if self.size == self.examples else min(self.size, examples)
        self.examples = examples
        self.shuffle = self.shuffles(self.size)

    @property
    def batches_per_epoch(self) -> int:
        """In how many batches an epoch takes all examples."""
        return -(-self.examples // self.size)

    def order(self, epoch: int) -> NDArray[np.int64]:
        """The examples in the order in which an epoch takes them."""
        key = self.seed, epoch, self.shuffle, self.examples
        if self._last_order is None or self._last_order[0] != key:
            generator = np.random.default_rng([self.seed, epoch])
            self._last_order = key, generator.permutation(self.examples) if self.shuffle else np.arange(self.examples)
        return self._last_order[1]

    def batch(self, epoch: int, index: int) -> NDArray[np.int64]:
        """The examples of batch `index` (from 0) of an epoch."""
        return self.order(epoch)[index * self.size : (index + 1) * self.size]


class FullBatch:
    """One update an epoch, from all examples. As many epochs as there are slots are one list of calls."""

    def __init__(
        self,
        forward: ForwardPlan,
        loss: Loss,
        y: Array,
        gradient: Array,
        update: list[Call],
        notes: CallLists,
    ) -> None:
        """`notes[slot]` is called before the epoch that uses the slot; what it reads is the state before that epoch."""
        backward = BackwardPlan(forward, loss, y, gradient)
        self._epochs = CallLists(
            lambda slot: [*notes[slot], *forward.calls[slot], *backward.calls[slot], *update], len(forward.calls)
        )
        self._calls: list[Call] = []

    def epochs(self, first: int, count: int) -> None:
        """Run `count` epochs, at most as many as there are slots; the outputs before each are in its slot then."""
        end = count * len(self._epochs[0])
        while len(self._calls) < end:
            self._calls += self._epochs[len(self._calls) // len(self._epochs[0])]
        run(islice(self._calls, end))

    def batches(self, epoch: int, first: int, end: int) -> None:
        """Run the batches from `first` to before `end` of an epoch: here there is one."""
        self.epochs(epoch, end - first)


class MiniBatches:
    """An update after every so many examples. Rows are gathered, so that any order is one copy a batch."""

    def __init__(
        self,
        network: Network,
        looks: CallLists,
        loss: Loss,
        rows: tuple[Array, Array],
        sampler: BatchSampler,
        gradient: Array,
        update: list[Call],
        notes: CallLists,
    ) -> None:
        """`looks[slot]` puts all examples through; `rows` are inputs, with a column of ones for a bias, and targets."""
        self._notes, self._looks = notes, looks
        self._inputs, self._targets = rows
        self._sampler = sampler
        self._end = sampler.batches_per_epoch
        size, count = sampler.size, sampler.examples
        self._plans = {
            length: self._plan(network, loss, length, gradient, update) for length in {size, count % size or size}
        }

    def epochs(self, first: int, count: int) -> None:
        """Run `count` epochs, at most as many as there are slots; the outputs before each are in its slot then."""
        for slot in range(count):
            run(self._notes[slot])
            run(self._looks[slot])
            self.batches(first + slot, 0, self._end)

    def batches(self, epoch: int, first: int, end: int) -> None:
        """Run the batches from `first` to before `end` of an epoch."""
        for batch in range(first, end):
            chosen = self._sampler.batch(epoch, batch)
            x, y, part, calls = self._plans[len(chosen)]
            # "clip" spares a copy that take makes for "raise"; the order holds no other numbers.
            self._inputs.take(chosen, 0, out=x, mode="clip")
            self._targets.take(chosen, 0, out=y, mode="clip")
            part.follow(chosen)
            run(calls)

    def _plan(
        self, network: Network, loss: Loss, length: int, gradient: Array, update: list[Call]
    ) -> tuple[Array, Array, Loss, list[Call]]:
        """Room to gather the rows of a batch in, and the calls that learn from them."""
        x = np.empty((length, self._inputs.shape[1]), self._inputs.dtype)
        y = np.empty((length, self._targets.shape[1]), self._targets.dtype)
        there = ForwardPlan(network, x.T)
        part = loss.for_examples(np.arange(length))
        back = BackwardPlan(there, part, y.T, gradient)
        return x, y, part, [*there.calls[0], *back.calls[0], *update]
