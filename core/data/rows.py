"""Examples as every reader and generator returns them, before they are a `Dataset`, and their largest size."""

from dataclasses import dataclass

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import WrittenSymbols
from perceptop.core.errors.bad_input import refuse

MOST_NUMBERS = 10_000_000
"""80 MB; training allocates several buffers as large as the examples, times the neurons."""


@dataclass(frozen=True, eq=False)
class Rows:
    """`inputs` `(examples, inputs)`, `targets` `(examples, outputs)`, and their names if the file has them.

    `written` holds the words of the file, None if it has none. `negative` are the places, from 0, of rows whose targets
    are what an output must not be.
    """

    inputs: Array
    targets: Array
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()
    written: WrittenSymbols | None = None
    negative: tuple[int, ...] = ()


def require_size(where: str, examples: int, columns: int) -> None:
    """Raise `BadInput` if that many examples of that many numbers are too many."""
    if examples * columns > MOST_NUMBERS:
        found = f"{examples * columns:,}" if examples * columns < 10**15 else "more than a thousand million million"
        refuse(where, f"{found} numbers", f"a data set of at most {MOST_NUMBERS:,}")
