"""A network as plain values, the content of every model file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Symbols
from perceptop.core.data.table_encoding import TableEncoding
from perceptop.core.errors.bad_input import refuse

MOST_WEIGHTS = 50_000_000
"""Most weights of a network: 400 MB, and as much again for each copy that training keeps."""


@dataclass(frozen=True)
class Labels:
    """The names of a network's inputs and outputs, and the words for their values.

    `numbers_out` is set if the words are for inputs alone and outputs are numbers. `encoding` is how a table's columns
    become inputs, and outputs words and units of that table.
    """

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    symbols: Symbols | None = None
    numbers_out: bool = False
    encoding: TableEncoding | None = None

    @property
    def output_symbols(self) -> Symbols | None:
        """Return the words of the outputs; None if they are numbers."""
        return None if self.numbers_out else self.symbols


@dataclass(frozen=True, eq=False)
class ModelRecord:
    """A network: sizes of all layers, inputs first; activation by name and bias of each layer after the inputs; the
    weights, `(inputs + 1, outputs)` a layer with a bias, its last row, else `(inputs, outputs)`.

    `source` is the place of the activations in a file, for messages.
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
        """Return the number of weights, biases included."""
        return sum(array.size for array in self.weights)


def require_finite(weights: Sequence[Array], label: str) -> None:
    """Raise `BadInput` with the first weight that is not finite."""
    for layer, array in enumerate(weights):
        finite = np.isfinite(array)
        if not finite.all():
            row, column = np.argwhere(~finite)[0]
            refuse(f"{label}: weights[{layer}][{row}][{column}]", str(array[row, column]), "a finite number")
