"""Online learning: one update at a time from examples as they arrive, without a data set."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.nn.losses.functions import AnyLoss, find_loss
from perceptop.core.nn.losses.negative_examples import with_negative
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import Optimizer, make_optimizer


class Diverged(BadInput):
    """The loss of an example is not a finite number any more."""


class OnlineLearner:
    """Trainer of `network` (in place) on examples as they arrive."""

    def __init__(
        self,
        network: Network,
        *,
        loss: AnyLoss = "half_sse",
        optimizer: str | Optimizer = "sgd",
        learning_rate: float | None = None,
        momentum: float | None = None,
        l2: float = 0.0,
    ) -> None:
        """`l2` as in `Network.gradients`, for each update.

        `BadInput` if the network cannot learn, or a setting is unknown.
        """
        network.require_trainable()
        self.network = network
        self.loss = find_loss(loss, network.activations[-1])
        if isinstance(optimizer, str):
            optimizer = make_optimizer(optimizer, learning_rate=learning_rate, momentum=momentum)
        self._gradient, self._step = np.zeros_like(network.theta), np.zeros_like(network.theta)
        self._penalty = network.l2_penalty(l2) if l2 else None
        decay = self._penalty.gradient_calls(network.theta, self._gradient) if self._penalty else []
        self._update = [*decay, *optimizer.calls(network.theta, self._gradient, self._step)]

    def learn(self, inputs: ArrayLike, targets: ArrayLike, negative: bool | ArrayLike = False) -> float:
        """Make one update; return the loss of these examples before it.

        A row `(inputs,)` with `(outputs,)`, or rows `(examples, inputs)` with `(examples, outputs)`. `negative` marks
        targets that must not come out: all, or one mark per row. `BadInput` if shapes do not fit, or if the loss is not
        finite; the network is then unchanged.
        """
        x, y = np.atleast_2d(np.asarray(inputs, float)), np.atleast_2d(np.asarray(targets, float))
        if len(x) != len(y):
            refuse("targets", f"{len(y)} rows", f"{len(x)}, one for each row of inputs")
        self.loss.require_targets(y)
        loss = with_negative(self.loss, self.network.activations[-1], _marks(negative, len(x)))
        with np.errstate(all="ignore"):
            value, gradients = self.network.gradients(x, y, loss)
            if self._penalty:
                value += float(self._penalty.value(self.network.theta))
        if not np.isfinite(value):
            raise Diverged(f"loss: found {value}, expected a finite number: smaller weights, inputs or learning rate")
        self._take(gradients)
        return value

    def backward(self, inputs: ArrayLike, gradient: ArrayLike) -> Array:
        """Make one update from dLoss/d output, and return dLoss/d input; the loss is computed by what follows this
        network.

        A row `(inputs,)` with `(outputs,)` gives `(inputs,)`; rows give rows. It is that of the weights before the
        update: the gradient for a network before this one. `BadInput` if shapes do not fit, or if a gradient is not
        finite; the network is then unchanged.
        """
        x, upstream = np.atleast_2d(np.asarray(inputs, float)), np.atleast_2d(np.asarray(gradient, float))
        if len(x) != len(upstream):
            refuse("gradient", f"{len(upstream)} rows", f"{len(x)}, one for each row of inputs")
        with np.errstate(all="ignore"):
            gradients, to_inputs = self.network.backward(self.network.forward(x), upstream)
        if not all(np.isfinite(each).all() for each in gradients):
            refuse("gradient", "numbers that are not finite", "finite ones: smaller weights, inputs or gradients")
        self._take(gradients)
        return to_inputs[0] if np.ndim(inputs) == 1 else to_inputs

    def _take(self, gradients: list[Array]) -> None:
        for mine, gradient in zip(self.network.split(self._gradient), gradients, strict=True):
            mine[:] = gradient
        run(self._update)


def _marks(negative: bool | ArrayLike, rows: int) -> NDArray[np.bool_] | None:
    marks = np.asarray(negative, bool)
    if marks.shape not in ((), (rows,)):
        refuse("negative", f"shape {marks.shape}", f"({rows},), one mark for each row")
    return np.broadcast_to(marks, (rows,)) if marks.any() else None
