"""A trainer between two updates: weights, loss and outputs, from which the numbers of any example are computed."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.layers import ForwardPass
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.held_out import HeldOutWindow
from perceptop.core.protocol.snapshot import Numbers
from perceptop.core.training.trainer import Trainer

MOST_EXAMPLES = 64
MOST_NUMBERS = 20_000
"""Limits of the window of examples that a snapshot holds of large data: rows, and numbers in each array."""
MOST_WORK = 5_000_000
"""Multiplications that the batch Δw may take; of a larger batch, the Δw of the last update is shown."""


@dataclass(frozen=True, eq=False)
class Capture:
    """A copy of the network, and what does not depend on which example is chosen.

    `at` is epoch and batch. `outputs` are those of all examples, `(examples, outputs)`; `batch` is the number of
    examples in the next update, `walked` how many of them have been walked through. `shared` are the fields of
    `Numbers` that do not depend on the example, by name.
    """

    at: tuple[int, int]
    network: Network
    dataset: Dataset
    loss_function: Loss
    rate: float
    batch: int
    outputs: Array
    walked: int | None
    test_outputs: Array | None
    shared: dict[str, Any]

    @classmethod
    def of(cls, trainer: Trainer, walked: int | None = None) -> "Capture":
        """Capture a trainer, of whose batch so many examples have been walked through."""
        network = trainer.network.copy()
        with np.errstate(all="ignore"):
            batch_delta, batch_is_last = _batch_delta(trainer, walked)
            test = trainer.present().test
            return cls(
                at=(trainer.epoch, trainer.batch),
                network=network,
                dataset=trainer.dataset,
                loss_function=trainer.loss_function,
                rate=trainer.optimizer.learning_rate,
                batch=len(trainer.present_batch()),
                outputs=trainer.outputs,
                walked=walked,
                test_outputs=None if test is None else test.outputs[0].T.copy(),
                shared={
                    "loss": trainer.loss,
                    "mse": trainer.mse,
                    "weights": tuple(network.weights),
                    "last_step": tuple(step.copy() for step in trainer.last_step),
                    "batch_delta": batch_delta,
                    "batch_is_last": batch_is_last,
                    "accuracy": trainer.accuracy,
                    "test_loss": trainer.test_loss,
                    "test_accuracy": trainer.test_accuracy,
                    "test_mse": None if test is None else float(test.mses[0]),
                },
            )

    def numbers(self, chosen: int) -> Numbers:
        """Return the numbers in a window of examples around the chosen one."""
        window = window_around(self.dataset, self.network.layers, chosen)
        inputs, targets = self.dataset.inputs[window], self.dataset.targets[window]
        with np.errstate(all="ignore"):
            forward = self.network.forward(inputs)
            deltas, example_delta = self._backward(forward, targets, window, chosen)
        return Numbers(
            **self.shared,
            walked=self.walked,
            example_delta=example_delta,
            first=window.start,
            chosen=chosen,
            inputs=inputs,
            targets=targets,
            outputs=self.outputs[window],
            z=forward.z,
            activations=forward.activations,
            deltas=deltas,
            negative=None if self.dataset.negative is None else self.dataset.negative[window],
            sources=None if self.dataset.sources is None else self.dataset.sources[window],
        )

    def test_rows(self, chosen: int) -> HeldOutWindow:
        """Return a window of test rows around the chosen one, or the nearest that there is."""
        test, outputs = self.dataset.test, self.test_outputs
        assert test is not None
        assert outputs is not None
        chosen = min(max(chosen, 0), len(test) - 1)
        window = window_around(test, self.network.layers, chosen)
        return HeldOutWindow(
            len(test), window.start, chosen, test.inputs[window], test.targets[window], outputs[window]
        )

    def _backward(
        self, forward: ForwardPass, targets: Array, window: slice, chosen: int
    ) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        """Return δ of every neuron for the examples of the window, Δw of the chosen one; zeros if nothing can learn."""
        network, rows = self.network, len(targets)
        if not all(activation.trainable for activation in network.activations):
            nothing = tuple(np.zeros((rows, size)) for size in network.layers[1:])
            return nothing, tuple(np.zeros_like(weights) for weights in network.weights)
        # A mean over the window's rows is not a mean over the batch's.
        loss, outputs = self.loss_function.for_examples(window), network.layers[-1]
        scale = loss.scale(self.batch, outputs) / loss.scale(rows, outputs)
        deltas = tuple(delta * scale for delta in network.deltas(forward, targets, loss))
        row = chosen - window.start
        example_delta = tuple(
            np.outer(network.layer_inputs(forward, layer)[row], delta[row]) * -self.rate
            for layer, delta in enumerate(deltas)
        )
        return deltas, example_delta


def window_around(dataset: Dataset, layers: tuple[int, ...], chosen: int) -> slice:
    """Return the examples that a snapshot holds: the chosen one and its neighbors."""
    rows = max(1, min(MOST_EXAMPLES, MOST_NUMBERS // max(layers), len(dataset)))
    start = min(max(chosen - rows // 2, 0), len(dataset) - rows)
    return slice(start, start + rows)


def _batch_delta(trainer: Trainer, walked: int | None) -> tuple[tuple[Array, ...], bool]:
    rate = -trainer.optimizer.learning_rate
    batch = trainer.present_batch()
    loss, outputs = trainer.loss_function, trainer.network.layers[-1]
    scale, penalized = 1.0, True
    if walked is not None and walked < len(batch):
        if not walked:
            return tuple(np.zeros_like(weights) for weights in trainer.network.weights), False
        # A mean over the examples so far is not yet the mean over the batch; the penalty comes once a batch, last.
        penalized = False
        scale = loss.scale(len(batch), outputs) / loss.scale(walked, outputs)
        batch = batch[:walked]
    if not trainer.trainable or len(batch) * trainer.network.theta.size > MOST_WORK:
        return tuple(gradient * rate for gradient in trainer.last_gradient), True
    return tuple(gradient * (rate * scale) for gradient in trainer.gradients(batch, penalized)), False
