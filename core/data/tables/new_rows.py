"""New rows for a network that was trained on a table: through the same encoding, column by column."""

import csv
from collections.abc import Mapping, Sequence
from typing import NoReturn

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.features import require_finite_feature
from perceptop.core.data.readers.example_line import Example, is_named, require_counts
from perceptop.core.data.readers.expected_lines import split_line
from perceptop.core.data.table_encoding import CategoryColumn, InputColumn, NumberColumn, TableEncoding, TargetColumn
from perceptop.core.data.tables.cell_values import BOOLEANS, column_numbers, is_missing
from perceptop.core.data.tables.delimiter import cut, find_delimiter
from perceptop.core.data.tables.table import Table
from perceptop.core.errors.bad_input import refuse


def encode_table(encoding: TableEncoding, table: Table) -> Array:
    """The rows of a table as inputs `(rows, inputs)`; columns are found by their names, others passed over.

    `BadInput` for a column that is not there, or a cell that is not what its column holds.
    """
    found: dict[str, Sequence[str]] = {}
    for column in encoding.inputs:
        if column.name not in table.names:
            expected = f"a column {column.name} among them, as the model was trained on"
            refuse(f"{table.label}: columns", ", ".join(table.names), expected)
        found[column.name] = table.column(column.name).words()
    places = [f"{table.label}, line {line}" for line in table.lines]
    return _inputs_of(encoding, _sources(encoding, found, table.delimiter, places), places)


def encode_values(encoding: TableEncoding, values: Sequence[str], model: str) -> Array:
    """One row, a value for each column of inputs in their order, as inputs `(1, inputs)`."""
    return encode_row(encoding, values, model)[0]


def encode_example(encoding: TableEncoding, line: str, where: str) -> Example:
    """A line of inputs and then targets, in the words and units of the file, with its delimiters: 5,1; 3,5; setosa."""
    text, count, negative = line.strip(), len(encoding.inputs), False
    if is_named(text):
        first, second, negative = split_line(text, where)
        delimiter = ";"
    else:
        delimiter = find_delimiter([text])
        try:
            [cells] = cut([text], delimiter)
        except csv.Error as problem:
            refuse(where, str(problem), "quotes in pairs")
        first, second = [cell.strip() for cell in cells[:count]], [cell.strip() for cell in cells[count:]]
    require_counts(where, (len(first), len(second)), (count, len(encoding.targets)))
    row = {column.name: [cell] for column, cell in zip(encoding.inputs, first, strict=True)}
    inputs = _inputs_of(encoding, _sources(encoding, row, delimiter, [where]), [where])
    targets = [
        _target(target, cell, delimiter, f"{where}, {target.name}")
        for target, cell in zip(encoding.targets, second, strict=True)
    ]
    return Example(inputs[0].tolist(), np.concatenate(targets).tolist(), negative)


def _target(target: TargetColumn, cell: str, delimiter: str, where: str) -> Array:
    number = column_numbers([cell], delimiter)
    if isinstance(target, NumberColumn):
        if np.isnan(number[0]):
            refuse(where, cell or "nothing", "a number")
        return target.encode(number)[0]
    word = cell if np.isnan(number[0]) else f"{number[0]:.15g}"
    if word not in target.classes:
        refuse(where, cell or "nothing", "one of " + ", ".join(target.classes))
    return target.encode(np.array([target.classes.index(word)]))[0]


def encode_row(encoding: TableEncoding, values: Sequence[str], model: str) -> tuple[Array, Array]:
    """The same, and what features are computed from, `(1, columns)`: the inputs again if there are no features."""
    names = [column.name for column in encoding.inputs]
    if len(values) != len(names):
        refuse("values", f"{len(values)}", f"{len(names)}, one for each column of {model}: {', '.join(names)}")
    cells = {name: [value.strip()] for name, value in zip(names, values, strict=True)}
    sources = _sources(encoding, cells, ",", ["value"])
    return _inputs_of(encoding, sources, ["value"]), sources


def _sources(
    encoding: TableEncoding, cells: Mapping[str, Sequence[str]], delimiter: str, places: Sequence[str]
) -> Array:
    return np.hstack([_column(column, cells[column.name], delimiter, places) for column in encoding.inputs])


def _inputs_of(encoding: TableEncoding, sources: Array, places: Sequence[str]) -> Array:
    if not encoding.features:
        return sources
    inputs = encoding.of_sources(sources)
    for place, name in enumerate(encoding.input_names):
        require_finite_feature(name, inputs[:, place], places, "features")
    return inputs


def _column(column: InputColumn, cells: Sequence[str], delimiter: str, places: Sequence[str]) -> Array:
    if isinstance(column, CategoryColumn):
        filled: list[str] = []
        for cell, place in zip(cells, places, strict=True):
            word = column.fill if column.fill is not None and is_missing(cell) else cell
            if word not in column.values:
                _refuse_cell(f"{place}, {column.name}", cell, "one of " + ", ".join(column.values))
            filled.append(word)
        return column.encode(filled)
    numbers = column_numbers(cells, delimiter)
    for row in np.flatnonzero(np.isnan(numbers)).tolist():
        cell = cells[row]
        value = BOOLEANS.get(cell.casefold(), column.fill if is_missing(cell) else None)
        if value is None:
            _refuse_cell(f"{places[row]}, {column.name}", cell, "a number")
        numbers[row] = value
    return column.encode(numbers)


def _refuse_cell(where: str, cell: str, expected: str) -> NoReturn:
    remedy = "; a model trained with --missing mean fills in what is missing" if is_missing(cell) else ""
    refuse(where, cell or "nothing", expected + remedy)
