"""One network, one data set, one optimizer: advances by batches and epochs, and can be taken back to any state."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import find_classes
from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.losses.functions import AnyLoss, find_loss
from perceptop.core.nn.losses.negative_examples import with_negative
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import Optimizer, make_optimizer
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.training.batching import BatchSampler
from perceptop.core.training.compatibility import require_compatible
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.epoch_loop import EpochLoop
from perceptop.core.training.epoch_runner import EpochRunner
from perceptop.core.training.metrics import accuracies
from perceptop.core.training.stopping import Stop, Stopping
from perceptop.core.training.trainer_state import SettingsInFlight, Setup, TrainerState


class Trainer(SettingsInFlight):
    """Trains `network` (in place) on `dataset`.

    An epoch is one pass over all examples, in one batch (`batch="full"`), or in batches of that many, in order or
    shuffled anew in each epoch; the order follows from seed and epoch alone. `loss` and `mse` are those of the present
    weights over all examples. The data set's `test` rows are looked at and never learned from.

    A run whose loss is not finite any more has `diverged_at` set to that epoch and rests.
    """

    def __init__(
        self,
        network: Network,
        dataset: Dataset,
        *,
        loss: AnyLoss = "mse",
        optimizer: str | Optimizer = "sgd",
        learning_rate: float | None = None,
        momentum: float | None = None,
        l2: float = 0.0,
        batch: str | int = "full",
        shuffle: bool | None = None,
        seed: int = 0,
        stopping: Stopping | None = None,
    ) -> None:
        """`shuffle` is on by default for batches of more than one example that are not the full one. `l2` is that of
        `core/nn/l2_penalty.py`: the penalty is a part of the loss and of the gradient, and not of the MSE.

        `BadInput` if network, data and settings do not fit together.
        """
        self.network, self.dataset = network, dataset
        self.stopping = stopping or Stopping()
        if not self.trainable:
            rigid = next(activation.name for activation in network.activations if not activation.trainable)
            self.stopping = Stopping(epochs=0, idle=f"{rigid} has no slope to learn by: there is nothing to train")
        output = network.activations[-1]
        self._loss = loss
        self.loss_function = find_loss(with_negative(loss, output, dataset.negative), output)
        self._test_loss = find_loss(loss, output)
        if isinstance(optimizer, str):
            optimizer = make_optimizer(optimizer, learning_rate=learning_rate, momentum=momentum)
        self.optimizer = optimizer
        self._l2: float = SETTINGS["l2"].require(l2)
        self.sampler = BatchSampler(len(dataset), batch, shuffle, seed)
        self.loop = EpochLoop(network)
        require_compatible(self.network, self.dataset, self.loss_function, self.optimizer.name, self.batch_size)
        self._gradient, self._step = np.zeros_like(network.theta), np.zeros_like(network.theta)
        self._weights_kept = False
        self._prepare()
        self._start = self.state()

    def _prepare(self) -> None:
        """Allocate the buffers, and list the calls, of the present setup."""
        runner = EpochRunner(
            self.network,
            self.dataset,
            self.loss_function,
            self.sampler,
            self.optimizer if self.trainable else None,
            self._gradient,
            self._step,
            self._weights_kept,
            self._test_loss,
            self.network.l2_penalty(self.l2) if self.l2 else None,
        )
        self.loop.prepare(runner, self.batches_per_epoch, self.optimizer.state)

    @property
    def seed(self) -> int:
        """Return the seed of the order of examples."""
        return self.sampler.seed

    @property
    def epoch(self) -> int:
        """The number of epochs done."""
        return self.loop.epoch

    @property
    def batch(self) -> int:
        """The number of batches done of the present epoch."""
        return self.loop.batch

    @property
    def diverged_at(self) -> int | None:
        """The epoch at which the loss was not finite any more; None if it is."""
        return self.loop.diverged_at

    @property
    def stopped(self) -> Stop | None:
        """Return why a run without a number of epochs ended; None if it has not."""
        return self.loop.stopped

    @property
    def trainable(self) -> bool:
        """Return whether every activation has a slope; if not, this trainer only evaluates."""
        return all(activation.trainable for activation in self.network.activations)

    @property
    def loss_name(self) -> str:
        """What `loss` is made of: `mse`, or `mse + L2`."""
        return self.loss_function.name + (" + L2" if self.l2 else "")

    @property
    def batch_size(self) -> int:
        """Return the examples of one update; setting it changes the run from here on, between two epochs."""
        return self.sampler.size

    @batch_size.setter
    def batch_size(self, value: str | int) -> None:
        size = self.sampler.size_for(value)
        self.set_up(replace(self.setup, batch_size=size, shuffle=self.sampler.shuffles(size)))

    @property
    def shuffle(self) -> bool:
        """Return whether each epoch takes the examples in another order."""
        return self.sampler.shuffle

    @property
    def batches_per_epoch(self) -> int:
        """Return the number of batches of an epoch."""
        return self.sampler.batches_per_epoch

    @property
    def loss(self) -> float:
        """The loss of the present weights over all examples."""
        return float(self.present().losses[0])

    @property
    def mse(self) -> float:
        """The mean squared error of the present weights over all outputs of all examples."""
        return float(self.present().mses[0])

    @property
    def test_loss(self) -> float | None:
        """The loss of the present weights over the rows that are held out; None if none are."""
        test = self.present().test
        return None if test is None else float(test.losses[0])

    @property
    def accuracy(self) -> float | None:
        """Return the share of training rows whose class is right; None if targets are no classes."""
        return accuracies(find_classes(self.dataset), self.present())[0]

    @property
    def test_accuracy(self) -> float | None:
        """Return that share of the held-out rows; None if none are, or targets are no classes."""
        return accuracies(find_classes(self.dataset), self.present())[1]

    @property
    def outputs(self) -> Array:
        """Return the outputs of the present weights for every example, `(examples, outputs)`."""
        return self.present().outputs[0].T.copy()

    @property
    def last_step(self) -> list[Array]:
        """Δw of the last update, shaped like the weights; zeros before the first."""
        return self.network.split(self._step)

    @property
    def last_gradient(self) -> list[Array]:
        """The gradient of the last batch, at the weights before its update; zeros before the first."""
        return self.network.split(self._gradient)

    def present_batch(self) -> NDArray[np.int64]:
        """Return the examples of the next update."""
        return self.sampler.batch(self.epoch, self.batch)

    def gradients(self, rows: NDArray[np.int64], penalized: bool = True) -> list[Array]:
        """Return the gradient of the loss of these rows at the present weights, arrays shaped like them."""
        loss, l2 = self.loss_function.for_examples(rows), self.l2 if penalized else 0.0
        return self.network.gradients(self.dataset.inputs[rows], self.dataset.targets[rows], loss, l2)[1]

    def keep_weights(self, wanted: bool) -> None:
        """Set whether `loop.runner.weights` holds the weights of each epoch of the next blocks: one copy per epoch."""
        if wanted != self._weights_kept:
            self._weights_kept = wanted
            self._prepare()

    @property
    def setup(self) -> Setup:
        """The settings that can change on the way."""
        settings = tuple(self.optimizer.settings.items())
        return Setup(self.optimizer.name, settings, self.batch_size, self.shuffle, self.l2)

    def set_up(self, setup: Setup) -> None:
        """Change settings between two batches. `BadInput`, and nothing changed, if they do not fit."""
        before = self.setup
        if setup == before:
            return
        if setup.batch_size != before.batch_size and self.batch:
            refuse("batch", setup.batch_size, "a change between two epochs, not within one")
        require_compatible(self.network, self.dataset, self.loss_function, setup.optimizer, setup.batch_size)
        # Checks come first: an optimizer that has been replaced has lost its buffers.
        other = setup.optimizer != before.optimizer
        optimizer = make_optimizer(setup.optimizer) if other else self.optimizer
        optimizer.change(**dict(setup.settings))
        if other:
            self.optimizer = optimizer
            self._step[:] = 0
        self.sampler.size, self.sampler.shuffle, self._l2 = setup.batch_size, setup.shuffle, setup.l2
        self._prepare()

    def set_weight(self, layer: int, source: int, target: int, value: float) -> None:
        """Set one weight: row `source`, column `target` of the weights of a layer (from 0)."""
        self.network.weights[layer][source, target] = value
        # The loss may be finite again; if not, the next evaluation finds that.
        self.loop.diverged_at = None
        self.loop.runner.forget()

    def set_data(self, dataset: Dataset) -> None:
        """Train on other rows between two batches, of a number that differs between two epochs only. `BadInput`, and
        nothing changed, if they do not fit.
        """
        if dataset is self.dataset:
            return
        if len(dataset) != len(self.dataset) and self.batch:
            refuse("rows", f"{len(dataset):,}", "a change of their number between two epochs, not within one")
        output = self.network.activations[-1]
        loss = find_loss(with_negative(self._loss, output, dataset.negative), output)
        require_compatible(self.network, dataset, loss, self.optimizer.name, min(self.batch_size, len(dataset)))
        self.dataset, self.loss_function = dataset, loss
        self.sampler.change_examples(len(dataset))
        self.loop.diverged_at = None
        self._prepare()

    def state(self) -> TrainerState:
        """Return a copy of everything that the rest of the run depends on."""
        copies = self.loop.copies()
        return TrainerState(self.epoch, self.batch, self.setup, *copies, self.diverged_at, self.seed, self.dataset)

    def restore(self, state: TrainerState) -> None:
        """Restore a state that `state()` returned."""
        loop = self.loop
        loop.batch = 0
        if state.dataset is not None:
            self.set_data(state.dataset)
        self.set_up(state.setup)
        self.sampler.seed = state.seed
        loop.epoch, loop.batch, loop.diverged_at, loop.stopped = state.epoch, state.batch, state.diverged_at, None
        loop.write_back(state.theta, state.optimizer)

    def restart(self) -> None:
        """Restart from the weights that this trainer began with."""
        self.restore(self._start)

    def run(self, epochs: int | None = None) -> int:
        """Train that many epochs more, or without a number until a stopping condition holds; return how many.

        Ends early if the run diverges. `stopped` says why a run without a number ended. `BadInput` for a number
        and a network that cannot learn.
        """
        if epochs is None:
            return self.loop.run_until_stopped(self.stopping)
        self.network.require_trainable()
        return self.loop.run(epochs)

    def present(self) -> EpochBlock:
        """Return the present state as a block of one epoch."""
        return self.loop.present()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._prepare()

    def __repr__(self) -> str:
        batch = "full batch" if self.batch_size == len(self.dataset) else f"batches of {self.batch_size}"
        layers = "-".join(map(str, self.network.layers))
        penalty = f", L2 {self.l2:g}" if self.l2 else ""
        settings = f"{self.loss_function!r}{penalty}, {self.optimizer!r}, {batch}, seed {self.sampler.seed}"
        return f"Trainer({layers}, {len(self.dataset)} examples, {settings}, epoch {self.epoch:,})"
