"""The scaling of a table's numbers: from the file to an input of the network, and from an output back to the file."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.features import columns_used, feature_values
from perceptop.core.data.table_encoding import NumberColumn, TableEncoding
from perceptop.core.explain.equations.arithmetic import Difference, Number, Product, Quotient, Sum
from perceptop.core.explain.equations.equation import equation
from perceptop.core.protocol.explanation import Equation, Line, Link, Span

FILE_DIGITS = 12
"""Significant digits of a number that has been scaled and is scaled back."""


def input_scaling(
    encoding: TableEncoding | None, place: int, value: float, sources: Array | None, link: Link
) -> Line | Equation | None:
    """Return how an input `value` came from the file: `length, scaled = … = (5.1 - 5.843) / 0.828 = -0.8973`.

    A feature begins with what it is computed from, the row of `sources`. None if the value is as in the file.
    """
    column = None if encoding is None else _column_of(encoding, place)
    if encoding is None or column is None:
        return None
    of, raw = "", in_file(value, column)
    if sources is not None and column.name not in encoding.source_names:
        names = [name for each in encoding.inputs for name in each.parts]
        numbers = {name: sources[at : at + 1] for at, name in enumerate(names)}
        used = columns_used([column.name], names, "features")[column.name]
        raw = float(feature_values(column.name, numbers)[0])
        of = " of " + ", ".join(f"{name} {numbers[name][0]:.6g}" for name in used)
    elif not column.scaled:
        return None
    if not column.scaled:
        return Line((Span(f"{column.name}{of} = {value:.6g}", link),))
    scaled = Quotient(Difference(Number(raw, link), Number(column.mean)), Number(column.deviation))
    return equation(f"{column.name}{of}, scaled", value, scaled, formula="(value - mean) / deviation")


def output_in_units(encoding: TableEncoding | None, place: int, value: float, link: Link) -> Equation | None:
    """Return the equation of an output in the units of the file; None if it is in these units by itself."""
    if encoding is None or not encoding.output_scales:
        return None
    mean, deviation = encoding.output_scales[place]
    sum_of = Sum((Product((Number(value, link), Number(deviation))), Number(mean)))
    name = f"{encoding.output_names[place]} in the file's units"
    return equation(name, value * deviation + mean, sum_of, formula="a · deviation + mean")


def in_file(value: float, column: NumberColumn) -> float:
    """Return an input as the file has it."""
    raw = float(column.decode(np.array(value)))
    return float(f"{raw:.{FILE_DIGITS}g}") if column.scaled else raw


def _column_of(encoding: TableEncoding, place: int) -> NumberColumn | None:
    """Return the column of numbers that an input comes from; None for a part of a text."""
    for column in encoding.network_inputs:
        if place < len(column.parts):
            return column if isinstance(column, NumberColumn) else None
        place -= len(column.parts)
    return None
