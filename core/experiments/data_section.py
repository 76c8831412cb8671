"""The [data] table of an experiment file: the examples and their names."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.dataset import Dataset
from perceptop.core.data.features import columns_used, require_finite_feature
from perceptop.core.data.generators.function import curve
from perceptop.core.data.generators.images import SHAPES, pixel_images
from perceptop.core.data.generators.inline import inline_table, inline_words
from perceptop.core.data.generators.truth_table import truth_table
from perceptop.core.data.readers import read_data_file
from perceptop.core.data.rows import Rows, require_size
from perceptop.core.data.symbols import Symbols, WrittenSymbols
from perceptop.core.data.table_encoding import NumberColumn, TableEncoding
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.table_section import is_table_section, read_image, read_table_section
from perceptop.core.files.text_file import file_beside
from perceptop.core.files.toml_table import TomlTable
from perceptop.core.files.value_kinds import NUMBER


def read_data(table: TomlTable, folder: Path) -> Dataset:
    """The data set of the one source that the table names. Files are looked for in `folder`."""
    if is_table_section(table):
        return read_table_section(table, folder)
    named = [source for source in SOURCES if source in table]
    if len(named) != 1:
        refuse(table.where("").rstrip(": ."), " and ".join(named) or "no data", f"one of {', '.join(SOURCES)}")
    symbols = _symbols(table)
    rows = SOURCES[named[0]](table, folder, symbols)
    input_names = table.texts("input_names", rows.input_names)
    output_names = table.texts("output_names", rows.output_names)
    features = table.texts("features", ())
    image = read_image(table, (2, 2) if named[0] == "images" else ())
    negative = _negative(table, rows)
    table.finish()
    if features:
        if symbols is not None or image:
            table.refuse("features", ", ".join(features), f"none beside {'symbols' if symbols else 'images'}")
        return _with_features(rows, input_names, output_names, features, negative, table)
    try:
        return Dataset(
            rows.inputs,
            rows.targets,
            input_names,
            output_names,
            symbols,
            negative,
            image=image,
            written=rows.written,
        )
    except BadInput as problem:
        raise BadInput(table.where("") + str(problem)) from None


def _with_features(
    rows: Rows,
    input_names: tuple[str, ...],
    output_names: tuple[str, ...],
    features: tuple[str, ...],
    negative: NDArray[np.bool_],
    table: TomlTable,
) -> Dataset:
    """The data set of features of the inputs, none of them scaled."""
    where = table.where("features")
    try:
        plain = Dataset(rows.inputs, rows.targets, input_names, output_names)
    except BadInput as problem:
        raise BadInput(table.where("") + str(problem)) from None
    used = {name for names in columns_used(features, plain.input_names, where, len(plain)).values() for name in names}
    kept = [place for place, name in enumerate(plain.input_names) if name in used]
    encoding = TableEncoding(
        tuple(NumberColumn(plain.input_names[place]) for place in kept),
        tuple(NumberColumn(name) for name in plain.output_names),
        tuple(NumberColumn(feature) for feature in features),
    )
    require_size(where, len(plain), len(features))
    sources = plain.inputs[:, kept]
    inputs = encoding.of_sources(sources)
    places = [f"row {place}" for place in range(1, len(plain) + 1)]
    for place, feature in enumerate(features):
        require_finite_feature(feature, inputs[:, place], places, where)
    return Dataset(
        inputs, plain.targets, features, plain.output_names, negative=negative, encoding=encoding, sources=sources
    )


def _negative(table: TomlTable, rows: Rows) -> NDArray[np.bool_]:
    """Return one mark per row: rows in the key `negative`, counted from 1, and rows marked `Not` in the data."""
    marks = np.zeros(len(rows.inputs), bool)
    marks[list(rows.negative)] = True
    for row in table.wholes("negative", (), least=1):
        if row > len(marks):
            table.refuse("negative", row, f"numbers of rows, 1 to {len(marks):,}")
        marks[row - 1] = True
    return marks


def _symbols(table: TomlTable) -> Symbols | None:
    inner = table.table("symbols")
    if inner is None:
        return None
    values = {name: inner.number(name, 0.0, NUMBER) for name in inner.keys}
    if not values:
        table.refuse("symbols", {}, "at least one name with its number")
    return Symbols(values, table.where("symbols"))


def _file(table: TomlTable, folder: Path, symbols: Symbols | None) -> Rows:
    name = table.required_text("file")
    path = file_beside(folder, name, table.where("file"))
    return read_data_file(path, name, table.texts("targets", ()), symbols)


def _inline(table: TomlTable, folder: Path, symbols: Symbols | None) -> Rows:
    given = table.take("inputs"), table.take("targets")
    inputs, targets = (
        inline_table(values, symbols, table.where(key))
        for values, key in zip(given, ("inputs", "targets"), strict=True)
    )
    if symbols is None:
        return Rows(inputs, targets)
    words, wanted = (inline_words(values, symbols) for values in given)
    return Rows(inputs, targets, written=WrittenSymbols(words, frozenset().union(*wanted)))


def _truth_table(table: TomlTable, folder: Path, symbols: Symbols | None) -> Rows:
    formulas = table.texts("truth_table", ())
    variables: int | tuple[str, ...] | None
    if table.holds("variables", int):
        variables = table.whole("variables", 2, least=1)
    else:
        variables = table.texts("variables", None)
    values = table.numbers("values", 2)
    false, true = values or (0.0, 1.0)
    if false == true:
        table.refuse("values", [false, true], "one number for false and another for true")
    return truth_table(formulas, variables, (false, true), table.where("truth_table"))


def _function(table: TomlTable, folder: Path, symbols: Symbols | None) -> Rows:
    formula = table.required_text("function")
    low, high = table.numbers("range", 2) or (-1.0, 1.0)
    return curve(formula, low, high, table.whole("points", 100), table.where("function"))


def _images(table: TomlTable, folder: Path, symbols: Symbols | None) -> Rows:
    return pixel_images(
        table.required_text("images"),
        table.texts("classes", tuple(SHAPES)),
        table.whole("sets", 1, least=1),
        table.whole("seed", 0),
        table.where("images"),
    )


SOURCES: dict[str, Callable[[TomlTable, Path, Symbols | None], Rows]] = {
    "file": _file,
    "inputs": _inline,
    "truth_table": _truth_table,
    "function": _function,
    "images": _images,
}
