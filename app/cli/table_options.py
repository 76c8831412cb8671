"""Options that say what a table's columns are, and which of its rows are held out. Imports little."""

import argparse
from typing import Any


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """An option for each thing that can be told of a table."""
    group = parser.add_argument_group("of a table (.csv, .tsv, …)")
    add = group.add_argument
    add("--target", type=columns, metavar="NAME[,NAME…]", help="the target's column, the last one if not told")
    add("--drop", type=columns, metavar="NAME[,NAME…]", help="columns to leave out")
    add(
        "--features",
        type=features,
        metavar="'X1,X1*X2'",
        help="inputs for the network: columns, and expressions of them",
    )
    add("--test", type=share, metavar="20%", help="rows to hold out for testing, 20%% if not told")
    add("--no-scale", action="store_true", help="leave the numbers as they are")
    add("--missing", choices=("drop", "mean"), help="rows with missing values: drop them, or put the mean there")
    add("--split-seed", type=seed, metavar="N", help="what the rows to hold out are drawn from, --seed if not told")


def table_options_of(parsed: argparse.Namespace) -> dict[str, Any]:
    """What was told, by the names of `TableOptions`."""
    given = vars(parsed)
    told = {name: given.get(name) for name in ("target", "drop", "features", "test", "missing")}
    told |= {"seed": given.get("split_seed"), "scale": False if given.get("no_scale") else None}
    return {name: value for name, value in told.items() if value is not None}


def columns(text: str) -> tuple[str, ...]:
    """Names of columns, with commas between them."""
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise argparse.ArgumentTypeError(f"found '{text}', expected names of columns, with commas between them")
    return names


def features(text: str) -> tuple[str, ...]:
    """Columns and expressions, with commas between them; a comma in parentheses belongs to an expression."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth < 1:
            parts.append("")
        else:
            parts[-1] += letter
    names = tuple(part.strip() for part in parts)
    if not all(names):
        raise argparse.ArgumentTypeError(f"found '{text}', expected columns and expressions, with commas between them")
    return names


def share(text: str) -> float:
    """`20%`, or 0.2, from 0 to below all."""
    try:
        value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"found '{text}', expected a share of the rows from 0% to below 100%: 20%")
    return value


def seed(text: str) -> int:
    """A whole number of 0 or more."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise argparse.ArgumentTypeError(f"found '{text}', expected a whole number of 0 or more")
    return int(text)
