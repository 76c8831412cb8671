"""The encoding of a table: columns to numbers of a network, and outputs back to words and units.

An encoding is part of a model: it is saved with it, and new rows are encoded by it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.features import feature_values


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers: input = (value - mean) / deviation. `fill` stands in for a value that is missing."""

    name: str
    mean: float = 0.0
    deviation: float = 1.0
    fill: float | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the inputs, or outputs, that it becomes."""
        return (self.name,)

    @property
    def scaled(self) -> bool:
        """Return whether numbers of the file differ from those of the network."""
        return (self.mean, self.deviation) != (0.0, 1.0)

    def encode(self, values: Array) -> Array:
        """Numbers of the file `(rows,)` as those of the network `(rows, 1)`."""
        return (np.asarray(values, float)[:, None] - self.mean) / self.deviation

    def decode(self, values: Array) -> Array:
        """Numbers of the network as those of the file, any shape."""
        return values * self.deviation + self.mean


@dataclass(frozen=True)
class CategoryColumn:
    """A column of few different texts: one input for each of `values`, 1 for the row's own and 0 for the others."""

    name: str
    values: tuple[str, ...]
    fill: str | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the inputs that it becomes."""
        return tuple(f"{self.name}={value}" for value in self.values)

    def encode(self, cells: Sequence[str]) -> Array:
        """Texts `(rows,)`, all of them among `values`, as inputs `(rows, values)`."""
        places = {value: place for place, value in enumerate(self.values)}
        return np.eye(len(self.values))[[places[cell] for cell in cells]]


@dataclass(frozen=True)
class ClassTarget:
    """A target that is one of `classes`. Two are one output, near 1 for the second; more are one output each."""

    name: str
    classes: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the outputs."""
        return self.classes if len(self.classes) > 2 else (self.name,)

    def encode(self, places: NDArray[np.int64]) -> Array:
        """Places among the classes `(rows,)` as targets `(rows, outputs)`."""
        if len(self.classes) == 2:
            return np.asarray(places, float)[:, None]
        return np.eye(len(self.classes))[places]

    def decode(self, outputs: Array) -> list[str]:
        """Outputs `(rows, outputs)` as classes: the largest, or of two the second above 0.5."""
        places = outputs.argmax(axis=1) if len(self.classes) > 2 else (outputs[:, 0] > 0.5).astype(int)
        return [self.classes[place] for place in places]


InputColumn = NumberColumn | CategoryColumn
TargetColumn = ClassTarget | NumberColumn


Scales = tuple[tuple[float, float], ...]
"""Mean and deviation of each input, or output: the file has the network's number times deviation, plus mean."""


def in_units(values: Array, scales: Scales) -> Array:
    """Return the network's numbers, `(…, columns)`, in the units of the file; as they are without scales."""
    if not scales:
        return values
    mean, deviation = np.array(scales).T
    return np.asarray(values * deviation + mean)


def from_units(values: Array, scales: Scales) -> Array:
    """Return numbers in the units of the file, `(…, columns)`, as those of the network."""
    if not scales:
        return values
    mean, deviation = np.array(scales).T
    return np.asarray((values - mean) / deviation)


def _scales(columns: Sequence[InputColumn | TargetColumn]) -> Scales:
    pairs = tuple(
        (column.mean, column.deviation) if isinstance(column, NumberColumn) else (0.0, 1.0)
        for column in columns
        for _ in column.parts
    )
    return pairs if set(pairs) - {(0.0, 1.0)} else ()


@dataclass(frozen=True)
class TableEncoding:
    """The encoding of a table's input columns, and of its target, or of several targets that are numbers.

    With `features` the inputs of the network are those, and `inputs` the columns that they are computed from, which
    are not scaled themselves. A feature is called as it is written.
    """

    inputs: tuple[InputColumn, ...]
    targets: tuple[TargetColumn, ...]
    features: tuple[InputColumn, ...] = ()

    @property
    def network_inputs(self) -> tuple[InputColumn, ...]:
        """What the network gets: features, or else the columns."""
        return self.features or self.inputs

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the network's inputs, in their order."""
        return tuple(name for column in self.network_inputs for name in column.parts)

    @property
    def source_names(self) -> tuple[str, ...]:
        """The names of what inputs are computed from: the columns of features, else the inputs themselves."""
        return tuple(name for column in self.inputs for name in column.parts)

    def of_sources(self, sources: Array) -> Array:
        """Inputs `(rows, inputs)` of what features are computed from, `(rows, sources)`, in units of the file.

        A feature without a value is infinite or NaN.
        """
        places = {name: place for place, name in enumerate(self.source_names)}
        numbers = {column.name: sources[:, places[column.name]] for column in self.inputs if column.name in places}
        parts = [
            feature.encode(feature_values(feature.name, numbers))
            if isinstance(feature, NumberColumn)
            else sources[:, [places[part] for part in feature.parts]]
            for feature in self.features
        ]
        return np.hstack(parts)

    @property
    def output_names(self) -> tuple[str, ...]:
        """The names of the network's outputs, in their order."""
        return tuple(name for target in self.targets for name in target.parts)

    @property
    def input_scales(self) -> Scales:
        """Mean and deviation of each input, 0 and 1 if it is as in the file; none at all if all are."""
        return _scales(self.network_inputs)

    @property
    def output_scales(self) -> Scales:
        """The same of each output."""
        return _scales(self.targets)

    @property
    def target_names(self) -> tuple[str, ...]:
        """The names of the target columns."""
        return tuple(target.name for target in self.targets)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the target; none if it is numbers."""
        first = self.targets[0]
        return first.classes if isinstance(first, ClassTarget) else ()

    def rmse_in_units(self, mse: float) -> float | None:
        """The root of an MSE in the units of the one target that is a number; None without such a target."""
        first, *others = self.targets
        return None if others or isinstance(first, ClassTarget) else math.sqrt(mse) * first.deviation

    def decode_outputs(self, outputs: Array) -> list[list[str | float]]:
        """Outputs `(rows, outputs)` as the words or numbers of the file, one list a row."""
        first = self.targets[0]
        if isinstance(first, ClassTarget):
            return [[name] for name in first.decode(outputs)]
        columns = [
            target.decode(outputs[:, place]).tolist()
            for place, target in enumerate(self.targets)
            if isinstance(target, NumberColumn)
        ]
        return [list(row) for row in zip(*columns, strict=True)]
