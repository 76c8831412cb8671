"""A data set: inputs and targets, and their names."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Symbols, WrittenSymbols
from perceptop.core.data.table_encoding import Scales, TableEncoding, from_units, in_units
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import one_line


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Examples as rows: `inputs` `(examples, inputs)` and `targets` `(examples, outputs)`, float64 and read-only.

    Names default to x1, x2, … and y1, y2, … (x and y if there is one). `negative` marks examples that say what an
    output must not be. `input_symbols` are the words by which each input is shown, None for one that is a number, and
    none at all if all are; `output_symbols` those by which outputs are. `image` is the height and width of inputs that
    are pictures. `BadInput` if shapes or numbers do not fit.

    `test` are rows that are held out of training. For a table, `encoding` holds how its columns became numbers, and
    `note` how it was read. If inputs are features, `sources` `(examples, columns)` are the numbers of the columns that
    they are computed from.
    """

    inputs: Array
    targets: Array
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()
    symbols: Symbols | None = None
    negative: Array | None = None
    image: tuple[int, int] | None = None
    input_symbols: tuple[Symbols | None, ...] = ()
    output_symbols: Symbols | None = None
    test: "Dataset | None" = None
    encoding: TableEncoding | None = None
    note: str = ""
    sources: Array | None = None

    def __init__(
        self,
        inputs: ArrayLike,
        targets: ArrayLike,
        input_names: Sequence[str] = (),
        output_names: Sequence[str] = (),
        symbols: Symbols | None = None,
        negative: ArrayLike | None = None,
        image: tuple[int, int] | None = None,
        written: WrittenSymbols | None = None,
        test: "Dataset | None" = None,
        encoding: TableEncoding | None = None,
        note: str = "",
        sources: ArrayLike | None = None,
    ) -> None:
        """`written` says where `symbols` were used; by default all inputs and outputs are shown by them."""
        x, y = _table(inputs, "inputs"), _table(targets, "targets")
        if len(x) != len(y):
            refuse("targets", f"{len(y)} rows", f"{len(x)}, one for each row of inputs")
        marks = np.asarray(negative if negative is not None else np.zeros(len(x)), bool)
        if marks.shape != (len(x),):
            refuse("negative", f"shape {marks.shape}", f"({len(x)},), one mark for each row")
        if image is not None and image[0] * image[1] != x.shape[1]:
            refuse("image", f"{image[0]} x {image[1]}", f"{x.shape[1]} pixels, one for each input")
        if test is not None and (test.inputs.shape[1], test.targets.shape[1]) != (x.shape[1], y.shape[1]):
            found = f"{test.inputs.shape[1]} inputs and {test.targets.shape[1]} targets"
            refuse("test", found, f"{x.shape[1]} and {y.shape[1]}, as the training rows have")
        if sources is not None and len(np.asarray(sources)) != len(x):
            refuse("sources", f"{len(np.asarray(sources))} rows", f"{len(x)}, one for each row of inputs")
        values = {
            "inputs": x,
            "targets": y,
            "input_names": _names(input_names, "x", x.shape[1], "input_names"),
            "output_names": _names(output_names, "y", y.shape[1], "output_names"),
            "symbols": symbols,
            "negative": marks if marks.any() else None,
            "image": image,
            "input_symbols": () if symbols is None else (symbols,) * x.shape[1],
            "output_symbols": symbols,
            "test": test,
            "encoding": encoding,
            "note": one_line(note),
            "sources": None if sources is None else _table(sources, "sources"),
        }
        if symbols is not None and written is not None:
            values |= {"input_symbols": written.of_inputs(symbols), "output_symbols": written.of_outputs(symbols)}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.inputs)

    def with_rows(
        self, inputs: Array, targets: Array, negative: Array | None = None, sources: Array | None = None
    ) -> "Dataset":
        """Return a data set of these rows, with all that is not in the rows. `BadInput` for numbers that do not fit."""
        other = copy(self)
        other.__dict__.pop("target_range", None)
        rows = {
            "inputs": _table(inputs, "inputs"),
            "targets": _table(targets, "targets"),
            "negative": negative if negative is not None and negative.any() else None,
            "sources": None if sources is None else _table(sources, "sources"),
        }
        for name, value in rows.items():
            object.__setattr__(other, name, value)
        return other

    def save(self, path: str | Path) -> None:
        """Write the examples to a .data file, which FANN trains on; `BadInput` if they are negative or it cannot be."""
        from perceptop.core.data.fann_data_writer import save_fann_data  # seldom wanted

        save_fann_data(Path(path), self.inputs, self.targets, self.negative)

    def __repr__(self) -> str:
        return f"Dataset({len(self)} examples, inputs {_few(self.input_names)}, targets {_few(self.output_names)})"

    @property
    def axis_values(self) -> Array:
        """What outputs are drawn over, `(examples, axes)`: inputs in units of the file, or the columns of features."""
        return in_units(self.inputs, self.input_scales) if self.sources is None else self.sources

    def inputs_at(self, axis_values: Array) -> Array:
        """Inputs `(rows, inputs)` at these values of the axes `(rows, axes)`."""
        if self.encoding is not None and self.encoding.features:
            return self.encoding.of_sources(axis_values)
        return from_units(axis_values, self.input_scales)

    def outputs_in_units(self, values: Array) -> Array:
        """Outputs or targets `(rows, outputs)` in the units of the file."""
        return in_units(values, self.output_scales)

    def targets_of(self, values: Array) -> Array:
        """Targets `(rows, outputs)` of such in the units of the file."""
        return from_units(values, self.output_scales)

    @property
    def input_scales(self) -> Scales:
        """Mean and deviation of each input; none if inputs are as in the file."""
        return self.encoding.input_scales if self.encoding else ()

    @property
    def output_scales(self) -> Scales:
        """The same of each output."""
        return self.encoding.output_scales if self.encoding else ()

    @cached_property
    def target_range(self) -> tuple[float, float]:
        """The smallest and the largest target."""
        return float(self.targets.min()), float(self.targets.max())


def _table(values: ArrayLike, where: str) -> Array:
    try:
        table = np.array(values, float)
    except (TypeError, ValueError):
        refuse(where, "rows that are not numbers, or not of one length", "a table of numbers, one row an example")
    if table.ndim != 2 or 0 in table.shape:
        refuse(where, f"shape {table.shape}", "a table of numbers, one row an example")
    if not np.isfinite(table).all():
        row, column = np.argwhere(~np.isfinite(table))[0]
        refuse(f"{where}, row {row + 1}, column {column + 1}", str(table[row, column]), "a finite number")
    table.flags.writeable = False
    return table


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names if len(names) < 9 else (*names[:3], "…", names[-1]))


def _names(names: Sequence[str], letter: str, count: int, where: str) -> tuple[str, ...]:
    if not names:
        return (letter,) if count == 1 else tuple(f"{letter}{place}" for place in range(1, count + 1))
    if len(names) != count:
        refuse(where, f"{len(names)} names", f"{count}")
    return tuple(one_line(str(name)) for name in names)
