"""Options that say what a table's columns are, and which of its rows are held out. Imports little."""

import argparse
from functools import partial
from typing import Any

from perceptop.core.files.value_kinds import ValueKind
from perceptop.core.nn.settings import DATA_SETTINGS


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """An option for each thing that can be told of a table."""
    group = parser.add_argument_group("of a table (.csv, .tsv, …)")
    add = group.add_argument
    add("--target", type=columns, metavar="NAME[,NAME…]", help="the target's column, the last one if not told")
    add("--drop", type=columns, metavar="NAME[,NAME…]", help="columns to leave out")
    for row in DATA_SETTINGS.values():
        add(row.option, type=partial(parsed_as, row.kind), metavar=row.metavar, help=row.help.replace("%", "%%"))
    add("--no-scale", action="store_true", help="leave the numbers as they are")
    add("--missing", choices=("drop", "mean"), help="rows with missing values: drop them, or put the mean there")
    add("--split-seed", type=seed, metavar="N", help="what the rows to hold out are drawn from, --seed if not told")


def table_options_of(parsed: argparse.Namespace) -> dict[str, Any]:
    """What was told, by the names of `TableOptions`."""
    given = vars(parsed)
    told = {name: given.get(name) for name in ("target", "drop", *DATA_SETTINGS, "missing")}
    told |= {"seed": given.get("split_seed"), "scale": False if given.get("no_scale") else None}
    return {name: value for name, value in told.items() if value is not None}


def columns(text: str) -> tuple[str, ...]:
    """Names of columns, with commas between them."""
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise argparse.ArgumentTypeError(f"found '{text}', expected names of columns, with commas between them")
    return names


def parsed_as(kind: ValueKind, text: str) -> Any:
    """A value of that kind."""
    try:
        return kind.convert(kind.parse(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"found '{text}', expected {kind.name}") from None


def seed(text: str) -> int:
    """A whole number of 0 or more."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise argparse.ArgumentTypeError(f"found '{text}', expected a whole number of 0 or more")
    return int(text)
