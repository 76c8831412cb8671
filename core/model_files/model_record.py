"""A network as plain values: what every model file holds, and what `Network` builds itself from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Symbols
from perceptop.core.data.table_encoding import TableEncoding
from perceptop.core.errors.bad_input import refuse

MOST_WEIGHTS = 50_000_000
"""Weights that a network may have: 400 MB, and as much again for each copy that training keeps."""


@dataclass(frozen=True)
class Labels:
    """The names of a network's inputs and outputs, and the words for their values.

    `numbers_out` says that the words are those of inputs alone: the outputs are numbers.
    `encoding` is how a table's columns become inputs, and outputs words and units of that table.
    """

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    symbols: Symbols | None = None
    numbers_out: bool = False
    encoding: TableEncoding | None = None

    @property
    def output_symbols(self) -> Symbols | None:
        """The words that outputs are read by; None if they are numbers."""
        return None if self.numbers_out else self.symbols


@dataclass(frozen=True, eq=False)
class ModelRecord:
    """Sizes of all layers, inputs first; activation by name and bias of each layer after the inputs; the weights,
    `(inputs + 1, outputs)` a layer with a bias, its last row, else `(inputs, outputs)`.

    `source` is what a message calls the place where the activations stand in a file.
    """

    layers: tuple[int, ...]
    activations: tuple[str, ...]
    bias: tuple[bool, ...]
    weights: tuple[Array, ...]
    dtype: str = "float64"
    labels: Labels = Labels()
    source: str = "network"

    @property
    def size(self) -> int:
        """How many weights there are, biases included."""
        return sum(array.size for array in self.weights)


def require_finite(weights: Sequence[Array], label: str) -> None:
    """`BadInput` that names the first weight which is not a finite number."""
    for layer, array in enumerate(weights):
        finite = np.isfinite(array)
        if not finite.all():
            row, column = np.argwhere(~finite)[0]
            refuse(f"{label}: weights[{layer}][{row}][{column}]", str(array[row, column]), "a finite number")
