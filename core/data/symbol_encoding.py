"""Words to numbers and outputs to words, for a network whose labels name the values of inputs and outputs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse


@dataclass(frozen=True)
class Reading:
    """One output: its `value`, and the symbol that lies nearest if there are symbols."""

    value: float
    symbol: str | None = None

    def __str__(self) -> str:
        return f"{self.value:g}" if self.symbol is None else self.symbol


def to_numbers(values: Sequence[str | float], symbols: Symbols | None = None) -> Array:
    """Convert symbols and numbers, also as text, to a row `(values,)`; `BadInput` names one that is neither."""
    return np.array([_number(value, symbols, f"value {place}") for place, value in enumerate(values, 1)])


def to_readings(outputs: Array, symbols: Symbols | None = None) -> tuple[Reading, ...]:
    """A row of outputs `(outputs,)` with the nearest symbol to each."""
    return tuple(
        Reading(float(output), None if symbols is None else symbols.nearest(float(output))) for output in outputs
    )


def _number(value: str | float, symbols: Symbols | None, where: str) -> float:
    if isinstance(value, str) and symbols is not None and value in symbols.values:
        return symbols.values[value]
    try:
        number = float(value)
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        expected = "a number" if symbols is None else "a number or one of " + ", ".join(symbols.values)
        refuse(where, value, expected)
    return number
