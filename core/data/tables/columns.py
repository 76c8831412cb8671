"""Which columns of a table are inputs and which are targets, and what each of them holds."""

from collections.abc import Sequence
from difflib import get_close_matches

from perceptop.core.data.features import columns_used
from perceptop.core.data.tables.cell_values import SIGNS
from perceptop.core.data.tables.options import TableOptions
from perceptop.core.data.tables.table import Column, Table
from perceptop.core.errors.bad_input import refuse

MOST_CLASSES = 64
MOST_WHOLE_CLASSES = 20
ROWS_A_CLASS = 3
"""Limits for whole numbers as classes: most different values, and least rows per value on average."""
MOST_CATEGORIES = 20
"""Different texts in a column of inputs; each becomes an input."""


def choose_columns(table: Table, options: TableOptions) -> tuple[list[str], list[str]]:
    """The names of inputs and of targets. `BadInput` for a name that is not there, or in two places."""
    for option in ("target", "inputs", "drop"):
        for name in getattr(options, option):
            if name not in table.names and not (option == "drop" and name in table.skipped):
                near = get_close_matches(name, table.names, 1)
                expected = f"{near[0]}?" if near else "one of " + ", ".join(table.names)
                refuse(f"{table.label}: {option}", name, expected)
    both = sorted({*options.drop} & {*options.target, *options.inputs} | {*options.target} & {*options.inputs})
    if both:
        refuse(f"{table.label}: {both[0]}", "the column in two places", "one of target, inputs or drop for each column")
    left = [name for name in table.names if name not in options.drop]
    targets = list(options.target) or [name for name in left if name not in options.inputs][-1:]
    if not targets:
        refuse(
            table.label, "no column for the target", "one that is not among the inputs: name the target with --target"
        )
    inputs = list(options.inputs) or [name for name in left if name not in targets]
    if not inputs:
        refuse(table.label, "no column for the inputs", "at least one besides the target and what is dropped")
    if options.features:
        found = columns_used(options.features, inputs, f"{table.label}: features", len(table)).values()
        used = {name for names in found for name in names}
        inputs = [name for name in inputs if name in used]
    return inputs, targets


def kind_of(table: Table, column: Column) -> str:
    """`number`, `text` or `boolean`. `BadInput` for the odd text in a column of numbers."""
    if not column.text.any():
        return "number"
    if column.boolean:
        return "boolean"
    known = len(column.numbers) - int(column.missing.sum())
    if int(column.text.sum()) * 2 < known:
        row = int(column.text.argmax())
        expected = (
            f"a number, as in most rows; nothing if it is missing, or leave the column out with --drop {column.name}"
        )
        refuse(table.where(row, column.name), column.cells[row], expected)
    return "text"


def is_classes(column: Column, kind: str, options: TableOptions) -> bool:
    """Whether a target is classes: text, true and false, or whole numbers with few different values."""
    if options.classes is not None:
        return options.classes
    if kind != "number":
        return True
    known = column.numbers[~column.missing]
    different = len(set(known.tolist()))
    few = different <= 2 or (different <= MOST_WHOLE_CLASSES and different * ROWS_A_CLASS <= len(known))
    return column.whole and few


def class_names(table: Table, column: Column) -> tuple[str, ...]:
    """The classes of a target, numbers by size, words by the alphabet. `BadInput` for one class, or too many."""
    words = column.words()
    names = set(words)
    found = f"{len(names):,} different values in {len(words):,} rows"
    other = "name the target with --target"
    if len(names) < 2:
        refuse(f"{table.label}: {column.name}", f"one value, {words[0]}, in all rows", f"two or more classes: {other}")
    if len(names) > min(MOST_CLASSES, max(2, len(words) - 1)):
        expected = f"a number, or at most {MOST_CLASSES} classes with more than a row each: {other}"
        refuse(f"{table.label}: {column.name}", found, expected)
    if not column.text.any():
        return tuple(sorted(names, key=float))
    lower = {name.casefold() for name in names}
    if lower == {"false", "true"}:
        return tuple(sorted(names, key=str.casefold))
    return tuple(sorted(names))


def categories(table: Table, column: Column) -> tuple[str, ...]:
    """The different texts of a column of inputs. `BadInput` if they are too many to become an input each."""
    names = sorted({cell for cell, missing in zip(column.cells, column.missing, strict=True) if not missing})
    if len(names) > MOST_CATEGORIES:
        found = f"{len(names):,} different texts in {len(column.cells):,} rows"
        expected = f"numbers, or at most {MOST_CATEGORIES} different texts: leave it out with --drop {column.name}"
        refuse(f"{table.label}: {column.name}", found, expected)
    return tuple(names)


def listed(names: Sequence[str], most: int = 4) -> str:
    """Some names, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"


def signs_left_out(columns: Sequence[Column]) -> list[str]:
    """A note on columns of numbers that are read without a sign beside them: %, or one of money."""
    signs = {each.name: set(SIGNS) & set("".join(each.cells)) for each in columns if not each.text.any()}
    names = [name for name, found in signs.items() if found]
    which = [sign for sign in SIGNS if any(sign in found for found in signs.values())]
    return [f"{listed(names)} read without {', '.join(which)}"] if names else []
