"""Examples before they are a `Dataset`: what every reader and every rule gives."""

from dataclasses import dataclass

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import WrittenSymbols


@dataclass(frozen=True, eq=False)
class Rows:
    """`inputs` `(examples, inputs)`, `targets` `(examples, outputs)`, and their names if the file has them.

    `written` says which words they were written with, None if they cannot be. `negative` are the places, from 0, of
    rows whose targets are what an output must not be.
    """

    inputs: Array
    targets: Array
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()
    written: WrittenSymbols | None = None
    negative: tuple[int, ...] = ()
