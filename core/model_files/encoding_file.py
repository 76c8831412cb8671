"""A table's encoding as plain values, the optional key `table` of a model file, and its checks."""

import math
from typing import Any

from perceptop.core.data.features import columns_used
from perceptop.core.data.table_encoding import (
    CategoryColumn,
    ClassTarget,
    InputColumn,
    NumberColumn,
    TableEncoding,
    TargetColumn,
)
from perceptop.core.errors.bad_input import refuse

MOST_COLUMNS = 10_000


def describe_encoding(encoding: TableEncoding) -> dict[str, Any]:
    """Return inputs, targets and features if there are any, an object for each column."""
    found = {
        "inputs": [_column(column) for column in encoding.inputs],
        "targets": [_column(column) for column in encoding.targets],
    }
    if encoding.features:
        found["features"] = [_column(column) for column in encoding.features]
    return found


def read_encoding(found: Any, where: str, inputs: int, outputs: int) -> TableEncoding:
    """Build the encoding of a network with that many inputs and outputs; `BadInput` names what is wrong."""
    if not isinstance(found, dict) or set(found) - {"features"} != {"inputs", "targets"}:
        refuse(where, "other keys" if isinstance(found, dict) else "no object", "an object with inputs and targets")
    columns: list[InputColumn] = []
    targets: list[TargetColumn] = []
    features: list[InputColumn] = []
    for key, into in (("inputs", columns), ("targets", targets), ("features", features)):
        if key == "features" and key not in found:
            continue
        if not isinstance(found[key], list) or not 0 < len(found[key]) <= MOST_COLUMNS:
            refuse(f"{where}.{key}", "no list of columns", f"1 to {MOST_COLUMNS:,} columns")
        for place, each in enumerate(found[key]):
            into.append(_read_column(each, f"{where}.{key}[{place}]", key))  # type: ignore[arg-type]
    _require_sources(features, columns, f"{where}.features")
    encoding = TableEncoding(tuple(columns), tuple(targets), tuple(features))
    if len(targets) > 1 and any(isinstance(target, ClassTarget) for target in targets):
        refuse(f"{where}.targets", "classes among several targets", "one target of classes, or numbers")
    for key, names, wanted in (("inputs", encoding.input_names, inputs), ("targets", encoding.output_names, outputs)):
        if len(names) != wanted:
            refuse(f"{where}.{key}", f"columns for {len(names)} {key}", f"{wanted}, as the layers say")
    return encoding


def _column(column: InputColumn | TargetColumn) -> dict[str, Any]:
    if isinstance(column, ClassTarget):
        return {"name": column.name, "classes": list(column.classes)}
    if isinstance(column, CategoryColumn):
        return {"name": column.name, "values": list(column.values), "fill": column.fill}
    return {"name": column.name, "mean": column.mean, "deviation": column.deviation, "fill": column.fill}


def _read_column(found: Any, where: str, key: str) -> InputColumn | TargetColumn:
    words = ("values", {"name", "values", "fill"}) if key != "targets" else ("classes", {"name", "classes"})
    keys = set(found) if isinstance(found, dict) else set()
    if keys not in (words[1], {"name", "mean", "deviation", "fill"}):
        refuse(
            where, ", ".join(sorted(map(str, keys))) or "no object", f"name, and mean, deviation, fill or {words[0]}"
        )
    if not _is_word(found["name"]):
        refuse(f"{where}.name", found["name"], "a printable text")
    if words[0] in keys:
        names = found[words[0]]
        if not isinstance(names, list) or not names or not all(map(_is_word, names)):
            refuse(f"{where}.{words[0]}", names, "a list of printable texts")
        if len(set(names)) < len(names) or (key == "targets" and len(names) < 2):
            refuse(f"{where}.{words[0]}", names, "texts that differ, two classes or more")
        if key == "targets":
            return ClassTarget(found["name"], tuple(names))
        if found["fill"] is not None and found["fill"] not in names:
            refuse(f"{where}.fill", found["fill"], "one of the values, or null")
        return CategoryColumn(found["name"], tuple(names), found["fill"])
    numbers = {name: _number(found[name], f"{where}.{name}") for name in ("mean", "deviation")}
    if numbers["deviation"] <= 0:
        refuse(f"{where}.deviation", found["deviation"], "a number above 0")
    fill = None if found["fill"] is None else _number(found["fill"], f"{where}.fill")
    return NumberColumn(found["name"], numbers["mean"], numbers["deviation"], fill)


def _require_sources(features: list[InputColumn], columns: list[InputColumn], where: str) -> None:
    """`BadInput` for a feature that the columns do not give."""
    numbers = [column.name for column in columns if isinstance(column, NumberColumn)]
    columns_used([feature.name for feature in features if isinstance(feature, NumberColumn)], numbers, where)
    for feature in features:
        if isinstance(feature, CategoryColumn) and feature not in columns:
            refuse(where, feature.name, "a column of text as it stands among the inputs")


def _is_word(value: Any) -> bool:
    # They are printed on the terminal: control characters are refused.
    return isinstance(value, str) and value.isprintable()


def _number(value: Any, where: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        refuse(where, value, "a finite number")
    return float(value)
