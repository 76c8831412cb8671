"""Initial weights of a run, drawn from a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse

GENERATORS = ("default", "legacy")


class Draws(Protocol):
    """The methods that numpy's `Generator` and its legacy `RandomState` share."""

    def uniform(self, low: float, high: float, size: tuple[int, ...]) -> Array: ...
    def normal(self, loc: float, scale: float, size: tuple[int, ...]) -> Array: ...


def draws(seed: int, generator: str = "default") -> Draws:
    """Return seeded random numbers: numpy's default `Generator`, or the `legacy` one of `np.random.seed`."""
    if generator not in GENERATORS:
        refuse("generator", generator, "one of " + ", ".join(GENERATORS))
    limit = 2**32 if generator == "legacy" else 2**63
    if not 0 <= seed < limit:
        refuse("seed", seed, f"a whole number from 0 to {limit - 1}")
    return np.random.RandomState(seed) if generator == "legacy" else np.random.default_rng(seed)


class Initializer(Protocol):
    """Draws the weights of one layer, `(inputs, outputs)`; a bias row is drawn as a layer of one input."""

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        """Draw `rows` rows for a layer with `inputs` inputs, its bias not counted."""
        ...


@dataclass(frozen=True)
class Uniform:
    """Every weight uniform in [low, high)."""

    low: float = -1.0
    high: float = 1.0

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        return random.uniform(self.low, self.high, (rows, outputs))


@dataclass(frozen=True)
class Normal:
    """Every weight from a normal distribution."""

    mean: float = 0.0
    deviation: float = 1.0

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        return random.normal(self.mean, self.deviation, (rows, outputs))


@dataclass(frozen=True)
class Glorot:
    """Uniform within ±sqrt(6 / (inputs + outputs)): keeps the variance of signals and of gradients.

    Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010.
    """

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        limit = float(np.sqrt(6 / (inputs + outputs)))
        return random.uniform(-limit, limit, (rows, outputs))


@dataclass(frozen=True)
class He:
    """Normal with variance 2 / inputs, for relu. He et al., Delving deep into rectifiers, 2015."""

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        return random.normal(0.0, float(np.sqrt(2 / inputs)), (rows, outputs))


@dataclass(frozen=True)
class Constant:
    """Every weight the same: zeros for biases, or to show that symmetric weights learn the same."""

    value: float = 0.0

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        return np.full((rows, outputs), self.value)


@dataclass(frozen=True)
class ByNeuron:
    """The same numbers in another order: all of a neuron's weights one after the other, then the next neuron's.

    For figures published by programs that hold a layer as `(outputs, inputs)`.
    """

    weights: Initializer

    def __call__(self, random: Draws, inputs: int, outputs: int, rows: int) -> Array:
        return self.weights(_Transposed(random), inputs, outputs, rows)


@dataclass(frozen=True)
class _Transposed:
    random: Draws

    def uniform(self, low: float, high: float, size: tuple[int, ...]) -> Array:
        return self.random.uniform(low, high, size[::-1]).T

    def normal(self, loc: float, scale: float, size: tuple[int, ...]) -> Array:
        return self.random.normal(loc, scale, size[::-1]).T


def draw_weights(
    layers: Sequence[int],
    bias: Sequence[bool],
    random: Draws,
    weights: Initializer,
    biases: Initializer | None = None,
) -> list[Array]:
    """One array a layer, `(inputs + 1, outputs)` if it has a bias, else `(inputs, outputs)`.

    The weights of all layers are drawn first, then all biases if they have an initializer of their own; otherwise a
    layer's bias row is drawn with its weights.
    """
    drawn = []
    for inputs, outputs, has_bias in zip(layers, layers[1:], bias, strict=False):
        rows = inputs + (1 if has_bias and biases is None else 0)
        drawn.append(weights(random, inputs, outputs, rows))
    if biases is None:
        return drawn
    return [
        np.vstack([array, biases(random, inputs, outputs, 1)]) if has_bias else array
        for array, inputs, outputs, has_bias in zip(drawn, layers, layers[1:], bias, strict=False)
    ]
