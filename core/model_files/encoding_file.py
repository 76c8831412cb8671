"""A table's encoding as plain values, the optional key `table` of a model file, and its checks."""

import math
from typing import Any

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
    """Return inputs and targets, an object for each column."""
    return {
        "inputs": [_column(column) for column in encoding.inputs],
        "targets": [_column(column) for column in encoding.targets],
    }


def read_encoding(found: Any, where: str, inputs: int, outputs: int) -> TableEncoding:
    """Build the encoding of a network with that many inputs and outputs; `BadInput` names what is wrong."""
    if not isinstance(found, dict) or set(found) != {"inputs", "targets"}:
        refuse(where, "other keys" if isinstance(found, dict) else "no object", "an object with inputs and targets")
    columns: list[InputColumn] = []
    targets: list[TargetColumn] = []
    for key, into in (("inputs", columns), ("targets", targets)):
        if not isinstance(found[key], list) or not 0 < len(found[key]) <= MOST_COLUMNS:
            refuse(f"{where}.{key}", "no list of columns", f"1 to {MOST_COLUMNS:,} columns")
        for place, each in enumerate(found[key]):
            into.append(_read_column(each, f"{where}.{key}[{place}]", key))  # type: ignore[arg-type]
    encoding = TableEncoding(tuple(columns), tuple(targets))
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
    words = {"inputs": ("values", {"name", "values", "fill"}), "targets": ("classes", {"name", "classes"})}[key]
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


def _is_word(value: Any) -> bool:
    # They are printed on the terminal: control characters are refused.
    return isinstance(value, str) and value.isprintable()


def _number(value: Any, where: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        refuse(where, value, "a finite number")
    return float(value)
