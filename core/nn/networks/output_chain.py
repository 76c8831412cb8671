"""Output chains: each output is fed back as the next input, as with letters that follow each other."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.networks.network import Network


def chain(network: Network, inputs: ArrayLike, nearest: bool = True) -> Iterator[Array]:
    """Yield outputs `(outputs,)` without end: the first for `inputs` `(inputs,)`, each other for the last output.

    If the network's labels have symbols and `nearest` is on, each output is replaced by the value of the symbol nearest
    to it before it is fed back; the output itself is yielded. `BadInput` if there are not as many outputs as inputs, or
    if an output to be fed back is not a finite number.
    """
    if network.layers[0] != network.layers[-1]:
        refuse("chain", f"{network.layers[-1]} outputs", f"{network.layers[0]}, as many as there are inputs")
    return _continued(network, np.asarray(inputs, float), nearest)


def _continued(network: Network, row: Array, nearest: bool) -> Iterator[Array]:
    symbols = network.labels.output_symbols
    while True:
        with np.errstate(all="ignore"):
            row = network.predict(row)
        yield row.copy()
        if not np.isfinite(row).all():
            refuse("chain", "an output that is not a finite number", "one that can be fed back")
        if nearest and symbols is not None:
            row = np.array([symbols.value(symbols.nearest(float(output))) for output in row])
