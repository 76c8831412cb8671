"""Gradient check: the back-propagated gradient beside central differences of the loss.

(loss(w + h) - loss(w - h)) / 2h has an error of about h² from the curve and of precision · loss / h from rounding; both
are small near h = ∛precision. Differences are taken in double precision whatever the network's dtype.
"""

from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.activations.fann_stepwise import Stepwise
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.expression_loss import ExpressionLoss
from perceptop.core.nn.losses.functions import BinaryCrossEntropy, SigmoidCrossEntropy
from perceptop.core.nn.losses.negative_examples import NegativeExampleError
from perceptop.core.nn.networks.layers import ForwardPass
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.training.trainer import Trainer

EPSILON = float(np.finfo(np.float64).eps)
STEP = EPSILON ** (1 / 3)
"""Step h for a weight of 1 or less; for a larger weight this part of it."""
TOLERANCE = {"float64": 1e-5, "float32": 1e-3}
"""Allowed difference, as a part of the gradient, by dtype of the network."""
MOST_WORK = 2_000_000_000
"""Most multiplications of a check of all synapses; beyond it an even sample is checked."""
MOST_EXAMPLES = 256
"""Most examples of the next batch that are used, the same for both gradients."""


@dataclass(frozen=True)
class GradientCheck:
    """The check of one synapse: both gradients, and the difference that is `allowed`.

    `kink` says that an activation or the loss has a kink within the step, so that there is no single slope to compare
    with; `surrogate` that learning goes by other slopes than those of the functions, so that both rightly differ.
    """

    address: SynapseAddress
    back_propagated: float
    by_differences: float
    allowed: float
    kink: bool
    surrogate: bool = False

    @property
    def judged(self) -> bool:
        """Return whether the two gradients can be compared."""
        return not (self.kink or self.surrogate)

    @property
    def difference(self) -> float:
        """Return the absolute difference."""
        return abs(self.back_propagated - self.by_differences)

    @property
    def passed(self) -> bool:
        """Return whether they agree. A synapse that is not judged passes; numbers that are not finite fail."""
        return not self.judged or self.difference <= self.allowed


@dataclass(frozen=True)
class GradientReport:
    """The check of all synapses, or of an even sample: how many were `checked` of `total`.

    `kinks` and `surrogates` were not judged, each counted once. `worst` is the judged synapse with the largest ratio of
    difference to allowed difference; None if there is none.
    """

    checked: int
    total: int
    kinks: int
    failed: tuple[GradientCheck, ...]
    worst: GradientCheck | None
    surrogates: int = 0

    @property
    def passed(self) -> bool:
        """Return whether none has failed."""
        return not self.failed


def check_synapse(trainer: Trainer, address: SynapseAddress) -> GradientCheck:
    """Check that synapse over the next batch, at the present weights. `BadInput` if an activation has no slope."""
    return _Checker(trainer).check(address)


def check_all(trainer: Trainer, most_work: int = MOST_WORK) -> GradientReport:
    """Check every synapse, or an even sample if `most_work` requires it. `BadInput` if an activation has no slope."""
    checker, network = _Checker(trainer), trainer.network
    total = network.theta.size
    # A check is two forward passes.
    affordable = max(1, most_work // (2 * total * checker.examples))
    places = np.unique(np.linspace(0, total - 1, min(total, affordable)).astype(int))
    addresses = [SynapseAddress.at_place(network.layers, network.bias, place) for place in places.tolist()]
    checks = [checker.check(address) for address in addresses]
    judged = [check for check in checks if check.judged]
    surrogates = sum(check.surrogate for check in checks)
    failed = tuple(check for check in judged if not check.passed)
    worst = max(judged, key=_badness, default=None)
    return GradientReport(len(checks), total, len(checks) - len(judged) - surrogates, failed, worst, surrogates)


class _Checker:
    def __init__(self, trainer: Trainer) -> None:
        own, batch = trainer.network, trainer.present_batch()[:MOST_EXAMPLES]
        self.examples = len(batch)
        self._inputs, self._targets = trainer.dataset.inputs[batch], trainer.dataset.targets[batch]
        self._loss = trainer.loss_function.for_examples(batch)
        self._tolerance = TOLERANCE[str(own.theta.dtype)]
        with np.errstate(all="ignore"):
            self._gradients = trainer.gradients(batch)
        names = [activation.name for activation in own.activations]
        self._network = Network(own.layers, names, bias=own.bias, weights=own.weights)
        self._penalty = self._network.l2_penalty(trainer.l2)

    def check(self, address: SynapseAddress) -> GradientCheck:
        row = address.row(self._network.layers)
        weights = self._network.weights[address.layer]
        middle = float(weights[row, address.target])
        step = STEP * max(1.0, abs(middle))
        losses, pieces = [], []
        try:
            for place in (middle + step, middle - step):
                weights[row, address.target] = place
                loss, piece = self._look()
                losses.append(loss)
                pieces.append(piece)
        finally:
            weights[row, address.target] = middle
        slope = (losses[0] - losses[1]) / ((middle + step) - (middle - step))
        own = float(self._gradients[address.layer][row, address.target])
        kink = any((one != other).any() for one, other in zip(*pieces, strict=True))
        rounding = 100 * EPSILON * max(abs(losses[0]), abs(losses[1])) / step
        allowed = self._tolerance * max(abs(own), abs(slope)) + rounding + self._tolerance * 1e-3 * self._scale()
        return GradientCheck(address, own, slope, allowed, kink, self._surrogate(address.layer))

    def _surrogate(self, layer: int) -> bool:
        after = self._network.activations[layer:]
        return self._loss.surrogate or any(activation.surrogate for activation in after)

    def _scale(self) -> float:
        """Return the largest gradient: one that is tiny beside it need not agree in its own digits."""
        return max(float(np.abs(gradient).max()) for gradient in self._gradients)

    def _look(self) -> tuple[float, list[Array]]:
        """Return the loss, and the piece of its activation and of the loss that every neuron is on."""
        with np.errstate(all="ignore"):
            forward = self._network.forward(self._inputs)
            loss = self._loss.value(forward.z[-1], forward.outputs, self._targets)
            loss += float(self._penalty.value(self._network.theta))
        pieces = [_piece(kind, z) for kind, z in zip(self._network.activations, forward.z, strict=True)]
        return loss, [*pieces, _piece_of_loss(self._loss, forward, self._targets)]


def _piece(activation: Activation, z: Array) -> Array:
    """Return the piece of its activation that each z is on; all the same if it has no kinks."""
    if isinstance(activation, Stepwise):
        return np.asarray(activation.points.searchsorted(z, "right"), float)
    return np.searchsorted(activation.kinks, z, "left").astype(float) if activation.kinks else np.zeros(1)


def _piece_of_loss(loss: Loss, forward: ForwardPass, targets: Array) -> Array:
    outputs = forward.outputs
    if isinstance(loss, NegativeExampleError):
        return np.asarray(loss.marks[:, None] & (outputs > targets), float)
    if isinstance(loss, ExpressionLoss):
        return loss.side(outputs, targets)
    if isinstance(loss, BinaryCrossEntropy) and not isinstance(loss, SigmoidCrossEntropy):
        return np.asarray(outputs.clip(loss.margin, 1 - loss.margin) == outputs, float)
    return np.zeros(1)


def _badness(check: GradientCheck) -> float:
    if not np.isfinite(check.difference):
        return np.inf
    return check.difference / check.allowed if check.allowed else 0.0
