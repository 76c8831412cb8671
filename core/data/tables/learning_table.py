"""From a table to a data set to learn from: targets, inputs, missing values, scaling, held-out rows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.data.features import columns_used, feature_values, require_finite_feature
from perceptop.core.data.rows import require_size
from perceptop.core.data.symbols import Symbols, WrittenSymbols
from perceptop.core.data.table_encoding import (
    CategoryColumn,
    ClassTarget,
    InputColumn,
    NumberColumn,
    TableEncoding,
    TargetColumn,
)
from perceptop.core.data.tables.cell_values import BOOLEANS
from perceptop.core.data.tables.columns import (
    categories,
    choose_columns,
    class_names,
    is_classes,
    kind_of,
    listed,
    signs_left_out,
)
from perceptop.core.data.tables.holdout import held_out_rows
from perceptop.core.data.tables.image_columns import image_of_columns
from perceptop.core.data.tables.options import TableOptions
from perceptop.core.data.tables.read_table import read_table
from perceptop.core.data.tables.table import Column, Table
from perceptop.core.errors.bad_input import refuse

Rows = NDArray[np.bool_]


def load_table(
    path: str | Path,
    target: str | tuple[str, ...] | list[str] = (),
    *,
    inputs: str | tuple[str, ...] | list[str] = (),
    drop: str | tuple[str, ...] | list[str] = (),
    scale: bool = True,
    test: float = 0.2,
    missing: str = "drop",
    classes: bool | None = None,
    seed: int = 0,
    features: str | tuple[str, ...] | list[str] = (),
) -> Dataset:
    """The training rows of a table's file. Options as `TableOptions` has them; `test` are the rows that are held out.

    `BadInput` says where the file, or what is told of it, is wrong.
    """
    target, inputs, drop, features = (
        (each,) if isinstance(each, str) else tuple(each) for each in (target, inputs, drop, features)
    )
    options = TableOptions(target, inputs, drop, scale, test, missing, classes, seed, features)
    return learning_table(read_table(Path(path), str(path)), options)


def learning_table(table: Table, options: TableOptions) -> Dataset:
    """The data set of a table's training rows, encoded, with the rows that are held out as its `test`."""
    if len(table) < 2:
        refuse(table.label, "one row", "two or more, to learn what the target depends on")
    input_names, target_names = choose_columns(table, options)
    targets = [table.column(name) for name in target_names]
    if options.image is None and not options.features:
        options = replace(options, image=image_of_columns(input_names))
    inputs, notes = _varying([table.column(name) for name in input_names], table, options)
    notes += signs_left_out([*inputs, *targets])
    known = ~np.any([column.missing for column in targets], axis=0)
    if options.missing == "drop":
        known &= ~np.any([column.missing for column in inputs], axis=0)
    notes += _dropped_rows(table, known, inputs, targets, options)
    if not known.all():
        table = replace(table, lines=[line for line, kept in zip(table.lines, known.tolist(), strict=True) if kept])
        inputs, again = _varying([column.of(known) for column in inputs], table, options)
        targets, notes = [column.of(known) for column in targets], notes + again
    classes = _class_target(table, targets, options)
    places = None if classes is None else _places(targets[0], classes)
    test = np.zeros(len(table), bool)
    test[held_out_rows(places, len(table), options.test, options.seed)] = True
    encoded: tuple[TargetColumn, ...]
    if classes is not None and places is not None:
        encoded, y = (classes,), classes.encode(places)
    else:
        columns = [_number_column(table, column, ~test, options.scale) for column in targets]
        encoded = tuple(columns)
        y = np.hstack([each.encode(column.numbers) for each, column in zip(columns, targets, strict=True)])
    pairs = [_input(table, column, ~test, options) for column in inputs]
    require_size(table.label, len(table), sum(len(column.parts) for column, _ in pairs))
    require_size(f"{table.label}: features", len(table), len(options.features))
    sources = np.hstack([values for _, values in pairs])
    encoding = TableEncoding(tuple(column for column, _ in pairs), encoded)
    if options.features:
        encoding = replace(encoding, features=_features(table, pairs, ~test, options))
    x = encoding.of_sources(sources) if options.features else sources
    if options.image is not None:
        notes.append("inputs as images of {} x {}".format(*options.image))
        if options.image[0] * options.image[1] != x.shape[1]:
            expected = f"as many pixels as inputs, {x.shape[1]}"
            refuse(f"{table.label}: image", "{} x {}".format(*options.image), expected)
    note = _note(len(table), int(test.sum()), encoding, [*table.notes, *notes])
    return _dataset(x, y, test, encoding, note, options.image, sources if options.features else None)


def _dataset(
    x: Array,
    y: Array,
    test: Rows,
    encoding: TableEncoding,
    note: str,
    image: tuple[int, int] | None,
    sources: Array | None,
) -> Dataset:
    symbols = written = None
    if len(encoding.classes) == 2:
        symbols = Symbols({name: float(place) for place, name in enumerate(encoding.classes)})
        written = WrittenSymbols((frozenset(),) * x.shape[1], frozenset(encoding.classes))

    def part(rows: Rows, test: Dataset | None) -> Dataset:
        return Dataset(
            x[rows],
            y[rows],
            encoding.input_names,
            encoding.output_names,
            symbols,
            image=image,
            written=written,
            test=test,
            encoding=encoding,
            note=note,
            sources=None if sources is None else sources[rows],
        )

    return part(~test, part(test, None) if test.any() else None)


def _varying(columns: list[Column], table: Table, options: TableOptions) -> tuple[list[Column], list[str]]:
    """The columns that do not hold one value only, and notes on the others.

    All of those that features are computed from, and all pixels of images.
    """
    empty = [column for column in columns if column.missing.all()]
    constant = [column for column in columns if column not in empty and column.constant]
    if options.features:
        if empty:
            refuse(f"{table.label}: {empty[0].name}", "no value in any row", "values, for features to be computed from")
        return columns, []
    if options.image is not None and not empty:
        return columns, []
    kept = [column for column in columns if column not in empty and column not in constant]
    if not kept:
        found = "no column of inputs with two different values" if constant else "no value in any row of the inputs"
        refuse(table.label, found, "at least one column with some, for the target to depend on")
    notes = []
    for what, dropped in (("no value in any row", empty), ("the same value in every row", constant)):
        if dropped:
            notes.append(f"{listed([column.name for column in dropped])} dropped: {what}")
    return kept, notes


def _dropped_rows(
    table: Table, known: Rows, inputs: list[Column], targets: list[Column], options: TableOptions
) -> list[str]:
    """A note on rows that are left out for a value that is missing. `BadInput` if none is left."""
    if not known.any():
        worst = max([*targets, *inputs], key=lambda column: int(column.missing.sum()))
        count = int(worst.missing.sum())
        found = f"a missing value in every row, most of them in {worst.name} ({count:,} of {len(table):,})"
        if all(column.missing.all() for column in targets):
            refuse(f"{table.label}: {targets[0].name}", "no value in any row", "values: name the target with --target")
        remedy = f'leave the column out with --drop {worst.name}, or say missing = "mean"'
        refuse(table.label, found, f"rows that are whole: {remedy}")
    gone = len(table) - int(known.sum())
    notes = [f"{gone:,} {_rows(gone)} with missing values dropped"] if gone else []
    filled = int(sum((column.missing & known).sum() for column in inputs))
    if filled and options.missing == "mean":
        notes.append(f"{filled:,} missing value{'s' if filled > 1 else ''} filled with the mean")
    return notes


def _class_target(table: Table, targets: list[Column], options: TableOptions) -> ClassTarget | None:
    """The classes of the one target; None if targets are numbers."""
    kinds = [kind_of(table, column) for column in targets]
    if len(targets) > 1:
        for column, kind in zip(targets, kinds, strict=True):
            if kind != "number":
                expected = "numbers in each of several targets: name one target with --target"
                refuse(f"{table.label}: {column.name}", "text", expected)
        return None
    [column], [kind] = targets, kinds
    if not is_classes(column, kind, options):
        if kind != "number":
            refuse(f"{table.label}: {column.name}", "text", "numbers, as classes = false says")
        if len(set(column.numbers.tolist())) < 2:
            found = f"one value, {column.words()[0]}, in all rows"
            refuse(f"{table.label}: {column.name}", found, "two or more: name the target with --target")
        return None
    return ClassTarget(column.name, class_names(table, column))


def _places(column: Column, target: ClassTarget) -> NDArray[np.int64]:
    places = {name: place for place, name in enumerate(target.classes)}
    return np.array([places[word] for word in column.words()], np.int64)


def _input(table: Table, column: Column, training: Rows, options: TableOptions) -> tuple[InputColumn, Array]:
    """A column of inputs, and what it becomes, `(rows, parts)`."""
    kind = kind_of(table, column)
    if kind == "text":
        names = categories(table, column)
        cells = [None if missing else cell for cell, missing in zip(column.cells, column.missing.tolist(), strict=True)]
        fill = max(names, key=cells.count) if options.missing == "mean" else None
        category = CategoryColumn(column.name, names, fill)
        return category, category.encode([cell if cell is not None else str(fill) for cell in cells])
    if kind == "boolean":
        values = [BOOLEANS.get(cell.casefold(), np.nan) for cell in column.cells]
        column = Column(column.name, np.array(values), column.cells)
    # If there are features, they are scaled, not the columns.
    scale = options.scale and not options.features
    encoded = _number_column(table, column, training, scale, fill=options.missing == "mean")
    numbers = column.numbers
    if encoded.fill is not None:
        numbers = np.where(np.isnan(numbers), encoded.fill, numbers)
    return encoded, encoded.encode(numbers)


def _number_column(table: Table, column: Column, training: Rows, scale: bool, fill: bool = False) -> NumberColumn:
    """Scale, and the mean that stands in for a missing value if `fill`, by the training rows alone."""
    numbers = column.numbers[training]
    numbers = numbers[~np.isnan(numbers)]
    with np.errstate(all="ignore"):
        mean = float(numbers.mean()) if len(numbers) else 0.0
        deviation = float(numbers.std()) if len(numbers) else 1.0
    if not np.isfinite([mean, deviation]).all():
        found = f"numbers up to {np.abs(column.numbers).max():.3g}"
        refuse(f"{table.label}: {column.name}", found, f"smaller ones, or leave it out with --drop {column.name}")
    if not scale:
        return NumberColumn(column.name, fill=mean if fill else None)
    # Rounding alone must not be blown up to a deviation of 1.
    flat = deviation <= 1e-12 * abs(mean)
    return NumberColumn(column.name, mean, 1.0 if flat else deviation, mean if fill else None)


def _features(
    table: Table, columns: list[tuple[InputColumn, Array]], training: Rows, options: TableOptions
) -> tuple[InputColumn, ...]:
    """The features, scaled. `BadInput` for one of text that is computed with, or that has no value in some row."""
    where = f"{table.label}: features"
    numbers = {column.name: values[:, 0] for column, values in columns if isinstance(column, NumberColumn)}
    texts = {column.name: column for column, _ in columns if isinstance(column, CategoryColumn)}
    used = columns_used(options.features, [*numbers, *texts], where)
    places = [f"line {line}" for line in table.lines]
    features: list[InputColumn] = []
    for feature in options.features:
        if feature in texts:
            features.append(texts[feature])
            continue
        for name in used[feature]:
            if name in texts:
                refuse(f"{where}: {feature}", f"{name}, a column of text", f"numbers, or {name} by itself")
        values = feature_values(feature, numbers, where)
        require_finite_feature(feature, values, places, where)
        features.append(_number_column(table, Column(feature, values), training, options.scale))
    return tuple(features)


def _note(rows: int, held_out: int, encoding: TableEncoding, notes: list[str]) -> str:
    """Return one line that says how the table was understood."""
    count = len(encoding.input_names)
    what = f"input{'' if count == 1 else 's'}"
    if encoding.features:
        what = f"feature{'' if count == 1 else 's'} of {listed([column.name for column in encoding.inputs])}"
    scaled = " scaled" if encoding.input_scales else ""
    first = encoding.targets[0]
    if isinstance(first, ClassTarget):
        target = f"{first.name} → {len(first.classes)} classes"
    else:
        names = listed(encoding.target_names)
        target = (
            f"{names} → {'a number' if len(encoding.targets) == 1 else 'numbers'}{' scaled' if first.scaled else ''}"
        )
    tested = f"{held_out:,} {_rows(held_out)} held out for testing" if held_out else "no rows held out for testing"
    line = f"{rows:,} {_rows(rows)}, {count:,} {what}{scaled}, {target}, {tested}"
    return "; ".join([line, *notes])


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"
