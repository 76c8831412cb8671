"""The buffers and calls of one trainer in one setup: runs epochs and batches, and evaluates all examples."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.l2_penalty import L2Penalty
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.compiled import ForwardPlan
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import Call, CallLists, run
from perceptop.core.nn.optimizers import Optimizer
from perceptop.core.training.batching import BatchSampler, FullBatch, MiniBatches
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.evaluation import Evaluation, HeldOutRows, in_pieces

MOST_SLOTS = 128
SLOT_BYTES = 64 * 1024
"""Most bytes of all slots: they save time only while they stay in the processor's nearest caches."""


class EpochRunner:
    """The buffers and calls for a network, its data and a batch size. Without an optimizer it only evaluates.

    `gradient` and `step` are flat like the network's weights; `sampler` gives the examples of each batch.
    With `noting`, the weights before each epoch of a stretch are kept too, which costs a copy an epoch.
    """

    def __init__(
        self,
        network: Network,
        dataset: Dataset,
        loss: Loss,
        sampler: BatchSampler,
        optimizer: Optimizer | None,
        gradient: Array,
        step: Array,
        noting: bool,
        test_loss: Loss | None = None,
        penalty: L2Penalty | None = None,
    ) -> None:
        """`penalty` is a part of the loss of the training rows.

        `test_loss` is the loss of the rows that the data set holds out, by default `loss`.
        """
        dtype = network.theta.dtype
        inputs = dataset.inputs.astype(dtype, copy=False)
        if network.bias[0]:
            inputs = np.hstack([inputs, np.ones((len(inputs), 1), dtype)])
        targets = np.ascontiguousarray(dataset.targets, dtype)
        full = sampler.size == len(inputs)
        test = dataset.test
        looked_at = len(inputs) + (0 if test is None else len(test))
        one_slot = looked_at * sum(network.layers[1:]) * 2 * dtype.itemsize
        self.slots = max(1, min(MOST_SLOTS, SLOT_BYTES // one_slot))
        self._network, self._loss, self._negative = network, loss, dataset.negative
        self._targets = np.ascontiguousarray(targets.T)
        if full:
            plans = [ForwardPlan(network, np.ascontiguousarray(inputs.T), self.slots)]
        else:
            plans = in_pieces(network, inputs.T, self.slots)
        self._survey = Evaluation(plans)
        self._test = None if test is None else HeldOutRows(network, test, test_loss or loss, self.slots)
        self._pieces = [*self._survey.pieces, *(self._test.pieces if self._test else ())]
        self._looked, self._looked_at = 0, network.theta.copy()
        self._present: EpochBlock | None = None
        self._penalties: Array | None = None
        self._penalty_calls: list[list[Call]] = []
        if penalty is not None:
            self._penalties = np.zeros(self.slots, dtype)
            slots = [self._penalties[slot : slot + 1].reshape(()) for slot in range(self.slots)]
            self._penalty_calls = [penalty.value_calls(network.theta, slot) for slot in slots]
        if optimizer is None:
            return
        update, notes = optimizer.calls(network.theta, gradient, step), self._notes(noting)
        if penalty is not None:
            update = [*penalty.gradient_calls(network.theta, gradient), *update]
            noted = notes
            notes = CallLists(lambda slot: [*noted[slot], *self._penalty_calls[slot]], self.slots)
        self._passes: FullBatch | MiniBatches
        if full:
            self._passes = FullBatch(plans[0], loss, self._targets, gradient, update, notes)
        else:
            rows = inputs, targets
            looks = self._survey.calls
            self._passes = MiniBatches(network, looks, loss, rows, sampler, gradient, update, notes)

    def _notes(self, noting: bool) -> CallLists:
        looks = self._test.calls if self._test else CallLists(lambda slot: [], self.slots)
        if not noting:
            return looks
        self._noted = np.empty((self.slots, self._network.theta.size), self._network.theta.dtype)
        return CallLists(lambda slot: [(np.copyto, self._noted[slot], self._network.theta), *looks[slot]], self.slots)

    def epochs(self, first: int, count: int) -> EpochBlock:
        """Run `count` epochs, at most as many as there are slots."""
        self.forget()
        with np.errstate(all="ignore"):
            self._passes.epochs(first, count)
        return self.seen(first, count)

    def batches(self, epoch: int, first: int, end: int) -> None:
        """Run the batches from `first` to before `end` of an epoch."""
        self.forget()
        with np.errstate(all="ignore"):
            self._passes.batches(epoch, first, end)

    @property
    def known(self) -> bool:
        """Return whether all examples are evaluated at the present weights."""
        return self._looked == len(self._pieces)

    def forget(self) -> None:
        """Clear the cached evaluation; the weights changed."""
        self._looked, self._present = 0, None

    def look_on(self) -> None:
        """Evaluate a piece of the examples at the present weights, into the first slot; nothing if all are done."""
        if not self.known:
            if not self._looked:
                self._looked_at[:] = self._network.theta
            with np.errstate(all="ignore"):
                run(self._pieces[self._looked])
            self._looked += 1

    def present(self, epoch: int) -> EpochBlock:
        """Return the present weights as a block of this epoch, after evaluating all examples."""
        if self._looked and not np.array_equal(self._looked_at, self._network.theta):
            # The weights were written by hand.
            self.forget()
        while not self.known:
            self.look_on()
        if self._present is None:
            with np.errstate(all="ignore"):
                run(self._penalty_calls[0] if self._penalty_calls else ())
            self._present = self.seen(epoch, 1)
        return self._present

    def seen(self, first: int, count: int) -> EpochBlock:
        """Return the first `count` slots as the epochs from `first` on."""
        outputs = self._survey.outputs(count)
        with np.errstate(all="ignore"):
            losses = self._loss.values(self._survey.output_z(count), outputs, self._targets)
            if self._penalties is not None:
                losses = losses + self._penalties[:count]
        test = self._test.seen(first, count) if self._test else None
        return EpochBlock(first, losses, outputs, self._targets, self._negative, test)

    def weights(self, count: int) -> Array:
        """Return the weights kept in the first `count` slots, flat, `(epochs, weights)`."""
        return self._noted[:count]

    def activations(self, layer: int, count: int) -> Array:
        """Return the activations of a layer (from 0) in the first `count` slots, `(epochs, neurons, examples)`."""
        return self._survey.activations(layer, count)
