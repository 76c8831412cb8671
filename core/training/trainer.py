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
from perceptop.core.training.compatibility import require_compatible
from perceptop.core.training.epoch_block import EpochBlock, Halt, never
from perceptop.core.training.epoch_runner import MOST_SLOTS, EpochRunner
from perceptop.core.training.metrics import accuracies
from perceptop.core.training.stopping import Stop, StopCheck, Stopping, first_not_finite
from perceptop.core.training.trainer_state import Setup, TrainerState


class Trainer:
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
        self.network, self.dataset, self.seed = network, dataset, seed
        self.stopping = stopping or Stopping()
        if not self.trainable:
            rigid = next(activation.name for activation in network.activations if not activation.trainable)
            self.stopping = Stopping(epochs=0, idle=f"{rigid} has no slope to learn by: there is nothing to train")
        output = network.activations[-1]
        self.loss_function = find_loss(with_negative(loss, output, dataset.negative), output)
        self._test_loss = find_loss(loss, output)
        if isinstance(optimizer, str):
            optimizer = make_optimizer(optimizer, learning_rate=learning_rate, momentum=momentum)
        self.optimizer = optimizer
        self._given_loss, self._given_shuffle = loss, shuffle
        self._l2: float = SETTINGS["l2"].require(l2)
        self._batch_size = self.batch_for(batch)
        self._shuffle = self.shuffles(self._batch_size)
        self.epoch, self.batch = 0, 0
        self.diverged_at: int | None = None
        self.stopped: Stop | None = None
        require_compatible(self.network, self.dataset, self.loss_function, self.optimizer.name, self.batch_size)
        self._gradient, self._step = np.zeros_like(network.theta), np.zeros_like(network.theta)
        self._weights_noted = False
        self._lay_down()
        self._start = self.state()

    def _lay_down(self) -> None:
        """Buffers and calls for the present setup."""
        optimizer = self.optimizer if self.trainable else None
        self._bench = EpochRunner(
            self.network,
            self.dataset,
            self.loss_function,
            self.batch_size,
            self.order,
            optimizer,
            self._gradient,
            self._step,
            self._weights_noted,
            self._test_loss,
            self.network.l2_penalty(self.l2) if self.l2 else None,
        )

    @property
    def trainable(self) -> bool:
        """Whether every activation has a slope to learn by; if not, this trainer shows a network and rests."""
        return all(activation.trainable for activation in self.network.activations)

    @property
    def learning_rate(self) -> float:
        """The learning rate; setting it changes the run from here on. `BadInput` if the optimizer has none."""
        return self.optimizer.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._change("learning_rate", value)

    @property
    def momentum(self) -> float:
        """The momentum; setting it changes the run from here on. `BadInput` if the optimizer has none."""
        return self.optimizer.momentum

    @momentum.setter
    def momentum(self, value: float) -> None:
        self._change("momentum", value)

    @property
    def l2(self) -> float:
        """The factor of the L2 penalty, 0 for none; setting it changes the run from here on."""
        return self._l2

    @l2.setter
    def l2(self, value: float) -> None:
        self.set_up(replace(self.setup, l2=SETTINGS["l2"].require(value)))

    @property
    def loss_name(self) -> str:
        """What `loss` is made of: `mse`, or `mse + L2`."""
        return self.loss_function.name + (" + L2" if self.l2 else "")

    def _change(self, name: str, value: float) -> None:
        if name not in self.optimizer.settings:
            refuse(name, value, f"none: {self.optimizer.name} has no {name.replace('_', ' ')}")
        self.set_up(replace(self.setup, settings=tuple((self.optimizer.settings | {name: value}).items())))

    @property
    def batch_size(self) -> int:
        """Examples behind one update; setting it changes the run from here on, between two epochs."""
        return self._batch_size

    @batch_size.setter
    def batch_size(self, value: str | int) -> None:
        size = self.batch_for(value)
        self.set_up(replace(self.setup, batch_size=size, shuffle=self.shuffles(size)))

    @property
    def shuffle(self) -> bool:
        """Whether each epoch takes the examples in another order."""
        return self._shuffle

    def batch_for(self, batch: str | int | float) -> int:
        """The batch size that `full`, or a number of examples, stands for."""
        size = SETTINGS["batch"].require(batch)
        return len(self.dataset) if size == "full" else min(size, len(self.dataset))

    def shuffles(self, batch_size: int) -> bool:
        """Whether batches of that size take the examples in another order in each epoch."""
        return 1 < batch_size < len(self.dataset) if self._given_shuffle is None else self._given_shuffle

    @property
    def batches_per_epoch(self) -> int:
        """In how many batches an epoch takes all examples."""
        return -(-len(self.dataset) // self.batch_size)

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
        """The share of training rows that are read as the class they belong to; None if targets are no classes."""
        return accuracies(find_classes(self.dataset), self.present())[0]

    @property
    def test_accuracy(self) -> float | None:
        """The same share of the rows that are held out; None if none are, or targets are no classes."""
        return accuracies(find_classes(self.dataset), self.present())[1]

    @property
    def outputs(self) -> Array:
        """What the present weights give for every example, `(examples, outputs)`."""
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
        """The examples that the next update is made of."""
        return self.order(self.epoch)[self.batch * self.batch_size : (self.batch + 1) * self.batch_size]

    def order(self, epoch: int) -> NDArray[np.int64]:
        """The examples in the order in which an epoch takes them."""
        if not self.shuffle:
            return np.arange(len(self.dataset))
        return np.random.default_rng([self.seed, epoch]).permutation(len(self.dataset))

    def note_weights(self, wanted: bool) -> None:
        """Whether `passed_weights` is wanted of the next stretches: it costs a copy an epoch."""
        if wanted != self._weights_noted:
            self._weights_noted = wanted
            self._lay_down()

    def passed_weights(self, count: int) -> Array:
        """The weights of the last stretch's epochs, flat, `(epochs, weights)`."""
        return self._bench.weights(count)

    def passed_activations(self, layer: int, count: int) -> Array:
        """The activations of a layer (from 0) in the last stretch's epochs, `(epochs, neurons, examples)`."""
        return self._bench.activations(layer, count)

    @property
    def setup(self) -> Setup:
        """The settings that can change on the way."""
        settings = tuple(self.optimizer.settings.items())
        return Setup(self.optimizer.name, settings, self.batch_size, self.shuffle, self.l2)

    def set_up(self, setup: Setup) -> None:
        """Take over other settings between two batches. `BadInput`, and nothing changed, if they do not fit."""
        before = self.setup
        if setup == before:
            return
        if setup.batch_size != before.batch_size and self.batch:
            refuse("batch", setup.batch_size, "a change between two epochs, not within one")
        require_compatible(self.network, self.dataset, self.loss_function, setup.optimizer, setup.batch_size)
        # All that may be refused comes first: an optimizer that has been left has lost its buffers.
        other = setup.optimizer != before.optimizer
        optimizer = make_optimizer(setup.optimizer) if other else self.optimizer
        optimizer.change(**dict(setup.settings))
        if other:
            self.optimizer = optimizer
            self._step[:] = 0
        self._batch_size, self._shuffle, self._l2 = setup.batch_size, setup.shuffle, setup.l2
        self._lay_down()

    def set_weight(self, layer: int, source: int, target: int, value: float) -> None:
        """Set one weight: row `source`, column `target` of the weights of a layer (from 0)."""
        self.network.weights[layer][source, target] = value
        # The loss may be a finite number again; if not, the next look at it says so.
        self.diverged_at = None
        self._bench.forget()

    def state(self) -> TrainerState:
        """A copy of everything that the rest of the run depends on."""
        kept = {name: array.copy() for name, array in self.optimizer.state.items()}
        theta = self.network.theta.copy()
        return TrainerState(self.epoch, self.batch, self.setup, theta, kept, self.diverged_at, self.seed)

    def restore(self, state: TrainerState) -> None:
        """Go back, or on, to a state that `state()` gave."""
        self.batch = 0
        self.set_up(state.setup)
        if state.seed != self.seed:
            self.seed = state.seed
            # Orders that follow from the other seed are known by their epochs alone.
            self._lay_down()
        self.epoch, self.batch, self.diverged_at = state.epoch, state.batch, state.diverged_at
        self.network.theta[:] = state.theta
        for name, array in state.optimizer.items():
            self.optimizer.state[name][...] = array
        self.stopped = None
        self._bench.forget()

    def restart(self) -> None:
        """Back to the weights that this trainer began with."""
        self.restore(self._start)

    def run(self, epochs: int | None = None) -> int:
        """Train that many epochs more, or without a number until a stopping condition holds; how many it has done.

        Ends early if the run diverges. `stopped` says why a run without a number ended. `BadInput` for a number
        and a network that cannot learn.
        """
        if epochs is None:
            return self._run_to_the_end()
        self.network.require_trainable()
        begin, end = self.epoch, self.epoch + epochs
        while self.epoch < end and self.diverged_at is None:
            self.advance(end - self.epoch)
        return self.epoch - begin

    def _run_to_the_end(self) -> int:
        begin, check = self.epoch, StopCheck(self.stopping)
        self.stopped = None
        self.stop_if_met(check)
        while self.stopped is None:
            self.advance_until(check)
        return self.epoch - begin

    @property
    def known(self) -> bool:
        """Whether loss and outputs of the present weights are known, so that asking for them costs nothing."""
        return self._bench.known

    def look_on(self) -> None:
        """Put some more examples through the present weights: a piece of what it takes for them to be known."""
        self._bench.look_on()

    def present(self) -> EpochBlock:
        """The present state as a stretch of one epoch."""
        return self._bench.present(self.epoch)

    def stop_if_met(self, check: StopCheck) -> None:
        """Set `stopped` if the present state already meets a stopping condition."""
        present = self.present()
        hit = check.first(self.epoch, present.losses)
        if first_not_finite(present.losses) is not None:
            self._diverge()
        elif hit:
            self.stopped = hit[1]

    def advance_until(self, check: StopCheck | None, most: int = MOST_SLOTS, watch: Halt = never) -> EpochBlock:
        """One stretch of at most `most` epochs, ended on the very epoch that meets a stopping condition, or at which
        `watch` halts it. Only the former sets `stopped`.
        """
        met: list[tuple[int, Stop]] = []

        def halt(stretch: EpochBlock) -> int | None:
            hit = check.first(stretch.first, stretch.losses) if check else None
            halted = watch(stretch.until(hit[0] + 1) if hit else stretch)
            if hit and (halted is None or hit[0] == halted):
                met.append(hit)
                return hit[0]
            return halted

        stretch = self.advance(most, halt)
        if met and self.diverged_at is None:
            self.stopped = met[0][1]
        return stretch

    def advance(self, most: int, halt: Halt = never) -> EpochBlock:
        """One stretch of at most `most` epochs; fewer where buffers have no more room, `halt` says so, or it diverges.

        The stretch holds the states passed through; the present one, which it leads to, is not among them.
        """
        if self.batch:
            # The rest of an epoch is the first of those asked for.
            self.advance_batches(self.batches_per_epoch)
            most -= 1
        start = self.state()
        stretch = self._stretch(min(most, self._bench.slots))
        broken = first_not_finite(stretch.losses)
        stop = halt(stretch if broken is None else stretch.until(broken))
        if stop is None and broken is None:
            return stretch
        end = min(place for place in (stop, broken) if place is not None)
        kept = stretch.until(end).kept()
        self.restore(start)
        self._stretch(end)
        if end == broken:
            self._diverge()
        return kept

    def advance_batches(self, most: int) -> None:
        """At most `most` batches, and none beyond the end of the present epoch."""
        end = min(self.batch + most, self.batches_per_epoch)
        self._bench.batches(self.epoch, self.batch, end)
        self.batch = end
        if end == self.batches_per_epoch:
            self.epoch, self.batch = self.epoch + 1, 0

    def _diverge(self) -> None:
        self.diverged_at = self.epoch
        self.stopped = Stop("diverged", f"diverged at epoch {self.epoch:,}: the loss is not a finite number any more")

    def __getstate__(self) -> dict[str, Any]:
        """What a trainer is made from, and where it stands; buffers are allocated anew."""
        optimizer = self.optimizer
        return {
            "network": self.network,
            "dataset": self.dataset,
            "made_with": {
                "loss": self._given_loss,
                "batch": self.batch_size,
                "shuffle": self._given_shuffle,
                "l2": self.l2,
                "seed": self.seed,
                "stopping": self.stopping,
            },
            "optimizer": (type(optimizer), optimizer.settings),
            "start": self._start,
            "state": self.state(),
            "stopped": self.stopped,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        kind, settings = state["optimizer"]
        Trainer.__init__(self, state["network"], state["dataset"], optimizer=kind(**settings), **state["made_with"])
        self.restore(state["state"])
        self._start, self.stopped = state["start"], state["stopped"]

    def __repr__(self) -> str:
        batch = "full batch" if self.batch_size == len(self.dataset) else f"batches of {self.batch_size}"
        layers = "-".join(map(str, self.network.layers))
        penalty = f", L2 {self.l2:g}" if self.l2 else ""
        settings = f"{self.loss_function!r}{penalty}, {self.optimizer!r}, {batch}, seed {self.seed}"
        return f"Trainer({layers}, {len(self.dataset)} examples, {settings}, epoch {self.epoch:,})"

    def _stretch(self, count: int) -> EpochBlock:
        stretch = self._bench.epochs(self.epoch, count)
        self.epoch += count
        return stretch
