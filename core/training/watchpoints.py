"""Watchpoints: conditions at which a run pauses, on the exact epoch, at any speed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import find_classes
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.metrics import accuracies
from perceptop.core.training.trainer import Trainer

SATURATED = 0.01
"""A neuron is saturated if every example is within this share of its range from an end."""


@dataclass(frozen=True)
class Watchpoint:
    """One condition between an epoch and the one before; `text` is how it is written on the command line."""

    text: str

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        """Return the watched values at each epoch of the last block, `(epochs, things)`."""
        raise NotImplementedError

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        """Return which things meet the condition from one epoch to the next; both `(epochs, things)`."""
        raise NotImplementedError

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        """Return a sentence: what happened, where, and by how much."""
        raise NotImplementedError

    def require(self, trainer: Trainer) -> None:
        """Raise `BadInput` if this trainer has nothing of what is watched."""


class Flip(Watchpoint):
    """An output crosses 0.5: a row changes its answer."""

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        return np.swapaxes(stretch.outputs, 1, 2).reshape(len(stretch), -1)

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return (before > 0.5) != (after > 0.5)

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        row, output = divmod(thing, trainer.network.layers[-1])
        name = f" ({trainer.dataset.output_names[output]})" if trainer.network.layers[-1] > 1 else ""
        return f"the output of row {row + 1}{name} crossed 0.5: {before:.6g} to {after:.6g}"


class Sign(Watchpoint):
    """A weight changes its sign."""

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        if stretch.first == trainer.epoch:
            # The present state of a resting run: weights are noted only for epochs that were passed.
            return trainer.network.theta[None].copy()
        return trainer.loop.runner.weights(len(stretch))

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        # By signs: the product itself underflows, or overflows.
        return np.asarray(np.sign(before) * np.sign(after) < 0)

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        layer = 0
        for rows, columns in trainer.network.shapes:
            if thing < rows * columns:
                break
            thing -= rows * columns
            layer += 1
        source, target = divmod(thing, columns)
        start = "b" if source == trainer.network.layers[layer] else str(source)
        return f"weight {layer}.{start}-{layer + 1}.{target} changed its sign: {before:+.6g} to {after:+.6g}"


class Rise(Watchpoint):
    """The loss is higher than an epoch before."""

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        return stretch.losses[:, None]

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return after > before

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        return f"the loss rose by {after - before:.3g}: {before:.6g} to {after:.6g}"


@dataclass(frozen=True)
class LossPassed(Watchpoint):
    """The loss passes a value, from above or from below."""

    value: float

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        return stretch.losses[:, None]

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return (before > self.value) != (after > self.value)

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        return f"the loss passed {self.value:g}: {before:.6g} to {after:.6g}"


class Saturate(Watchpoint):
    """A neuron saturates: for every example its activation stands at an end of its range."""

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        distances = []
        for layer, activation in enumerate(trainer.network.activations):
            a = trainer.loop.runner.activations(layer, len(stretch))
            width = activation.highest - activation.lowest
            if np.isfinite(width):
                to_an_end = np.minimum(a - activation.lowest, activation.highest - a) / width
                distances.append(to_an_end.max(axis=2))
            else:
                distances.append(np.ones(a.shape[:2]))
        return np.concatenate(distances, axis=1)

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return (before > SATURATED) & (after <= SATURATED)

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        layer = 1
        while thing >= trainer.network.layers[layer]:
            thing -= trainer.network.layers[layer]
            layer += 1
        return f"neuron {layer}.{thing} saturated: within {after:.3g} of an end of its range for every row"


@dataclass(frozen=True)
class AtEpoch(Watchpoint):
    """An epoch is reached."""

    epoch: int

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        return np.arange(stretch.first, stretch.end, dtype=float)[:, None]

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return after == self.epoch

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        return "stopped as asked"


class TestRise(Watchpoint):
    """The loss of the rows that are held out is higher than an epoch before."""

    __test__ = False  # no test of pytest's

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        assert stretch.test is not None, "asked for before it is watched"
        return stretch.test.losses[:, None].copy()

    def require(self, trainer: Trainer) -> None:
        _require_test_rows(self.text, trainer)

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return after > before

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        return f"the test loss rose by {after - before:.3g}: {before:.6g} to {after:.6g}"


@dataclass(frozen=True)
class AccuracyReached(Watchpoint):
    """The accuracy reaches a share, on the training rows or on the rows that are held out."""

    share: float
    of_test_rows: bool

    def signal(self, trainer: Trainer, stretch: EpochBlock) -> Array:
        classes = find_classes(trainer.dataset)
        found = [accuracies(classes, stretch, place)[self.of_test_rows] for place in range(len(stretch))]
        return np.array(found, float)[:, None]

    def require(self, trainer: Trainer) -> None:
        if find_classes(trainer.dataset) is None:
            refuse(self.text, "targets that are no classes", "an experiment that has some")
        if self.of_test_rows:
            _require_test_rows(self.text, trainer)

    def fires(self, before: Array, after: Array) -> NDArray[np.bool_]:
        return (before < self.share) & (after >= self.share)

    def sentence(self, trainer: Trainer, thing: int, before: float, after: float) -> str:
        what = "test accuracy" if self.of_test_rows else "accuracy"
        return f"the {what} reached {self.share:.4g}: {before:.4g} to {after:.4g}"


def _require_test_rows(text: str, trainer: Trainer) -> None:
    if trainer.dataset.test is None:
        refuse(text, "no rows held out for testing", "an experiment that has some: a table, test = 0.2")


PLAIN = {"flip": Flip, "sign": Sign, "rise": Rise, "saturate": Saturate, "test-rise": TestRise}
WRITTEN = "flip, sign, rise, saturate, test-rise, loss=X, accuracy=X, test-accuracy=X or epoch=N"


def parse_watchpoint(text: str, where: str = "stop-when") -> Watchpoint:
    """The watchpoint that a text stands for; `BadInput` with all forms for any other text."""
    if text in PLAIN:
        return PLAIN[text](text)
    if match := re.fullmatch(r"loss=([0-9.eE+-]{1,30})", text):
        try:
            value = float(match[1])
        except ValueError:
            value = float("nan")
        if np.isfinite(value):
            return LossPassed(text, value)
    if (match := re.fullmatch(r"(test-)?accuracy=([0-9]{1,3}(?:\.[0-9]{0,20})?)(%?)", text)) is not None:
        share = float(match[2]) / (100 if match[3] else 1)
        if 0 < share <= 1:
            return AccuracyReached(text, share, bool(match[1]))
    if match := re.fullmatch(r"epoch=([0-9]{1,15})", text):
        return AtEpoch(text, int(match[1]))
    refuse(where, text, f"one of {WRITTEN}")


class Watch:
    """The watchpoints that are on. Compares each epoch with the one before, also across blocks."""

    def __init__(self, trainer: Trainer, points: Sequence[Watchpoint] = ()) -> None:
        for point in points:
            point.require(trainer)
        self.points = tuple(points)
        self.sentence = ""
        self._trainer = trainer
        self.start_over()
        trainer.keep_weights(any(isinstance(point, Sign) for point in self.points))

    def of(self, trainer: Trainer) -> "Watch":
        """Return the same for another trainer, or from the beginning for the same one; those that it has nothing of
        are left out.
        """
        return Watch(trainer, [point for point in self.points if _suits(point, trainer)])

    def start_over(self) -> None:
        """Forget the last epoch: what comes next is of another run or branch."""
        self._epoch = -2
        self._last: list[Array] = []

    def halt(self, stretch: EpochBlock) -> int | None:
        """Return the place in the last block at which the first watchpoint fires; `sentence` says what happened."""
        if not self.points or not len(stretch):
            return None
        signals = [point.signal(self._trainer, stretch) for point in self.points]
        # After a change of the number of rows there is no signal to compare with.
        same = [last.shape[1:] for last in self._last] == [signal.shape[1:] for signal in signals]
        follows = same and stretch.first == self._epoch + 1
        place, best = len(stretch) - 1, None
        for point, signal, last in zip(self.points, signals, self._last if same else signals, strict=True):
            before = np.concatenate([last[-1:] if follows else signal[:1], signal[:-1]])
            fired = point.fires(before, signal)
            if not follows:
                # The epoch before the first is unknown, or was checked already.
                fired[0] = isinstance(point, AtEpoch) and stretch.first != self._epoch and fired[0]
            if fired.any() and (best is None or fired.any(axis=1).argmax() < place):
                place = int(fired.any(axis=1).argmax())
                thing = int(fired[place].argmax())
                best = point.sentence(self._trainer, thing, float(before[place, thing]), float(signal[place, thing]))
        self._epoch = stretch.first + place
        self._last = [signal[place : place + 1].copy() for signal in signals]
        self.sentence = best or ""
        return None if best is None else place


def _suits(point: Watchpoint, trainer: Trainer) -> bool:
    try:
        point.require(trainer)
    except BadInput:
        return False
    return True
