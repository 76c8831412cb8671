"""Layers of a network: checked sizes, activations and weights, and the arrays of a forward pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.activations.functions import find_activation


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """A forward pass: `z[l]` and `activations[l + 1]` are `(examples, neurons)`; `activations[0]` are the inputs."""

    z: tuple[Array, ...]
    activations: tuple[Array, ...]

    @property
    def outputs(self) -> Array:
        """Return the last layer's activations, `(examples, outputs)`."""
        return self.activations[-1]


class LayerWeights(tuple[Array, ...]):
    """One array a layer, each a view of the network's flat vector. `weights[0] = numbers` writes into the view."""

    def __setitem__(self, layer: int, values: ArrayLike) -> None:
        """Copy the numbers of an array of the same shape; `BadInput` if it has another."""
        mine, theirs = self[layer], as_array(values, f"weights[{layer}]")
        if theirs.shape != mine.shape:
            refuse(f"weights[{layer}]", f"shape {theirs.shape}", f"{mine.shape}")
        mine[:] = theirs


def as_array(values: ArrayLike, where: str) -> Array:
    """Return the values as an array of float64; `BadInput` if they are not numbers."""
    try:
        return np.asarray(values, float)
    except (TypeError, ValueError):
        raise BadInput(f"{where}: found something that is not a table of numbers, expected numbers") from None


def sizes_of_layers(layers: Sequence[int]) -> tuple[int, ...]:
    """Return the sizes of all layers as whole numbers, inputs first; `BadInput` unless two or more of 1 or more."""
    whole = all(isinstance(size, int | np.integer) and not isinstance(size, bool) and size > 0 for size in layers)
    if not whole or len(layers) < 2:
        refuse("layers", str(list(layers)), "two or more sizes of 1 or more, inputs first")
    return tuple(int(size) for size in layers)


def activations_of_layers(names: str | Sequence[str], count: int) -> tuple[Activation, ...]:
    """Return `count` activations, from one name for all layers or a name per layer; `BadInput` for another count."""
    each = [names] * count if isinstance(names, str) else list(names)
    if len(each) == 1:
        each *= count
    if len(each) != count:
        refuse("activation", f"{len(each)} names", f"1 or {count}, one for each layer after the inputs")
    return tuple(find_activation(name) for name in each)


def biases_of_layers(bias: bool | Sequence[bool], count: int) -> tuple[bool, ...]:
    """Return whether each of `count` layers has a bias, from one value for all or one per layer; else `BadInput`."""
    each = [bias] * count if isinstance(bias, bool) else [bool(has_bias) for has_bias in bias]
    if len(each) != count:
        refuse("bias", f"{len(each)} values", f"1 or {count}, one for each layer after the inputs")
    return tuple(each)
