"""Options for the settings of the table, in place of what an experiment says. Imports little."""

import argparse
from functools import partial
from typing import Any

from perceptop.core.nn.settings import SETTINGS, Setting


def add_overrides(parser: argparse.ArgumentParser, ending: bool = True) -> None:
    """An option for each setting of the table; without `ending`, not for those that say when training stops."""
    group = parser.add_argument_group("overrides, in place of what the experiment says")
    for row in SETTINGS.values():
        if ending or row.belongs != "stopping":
            group.add_argument(row.option, type=partial(_parsed, row), metavar=row.metavar, help=row.help)


def overrides_of(parsed: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given as options, by name."""
    given = vars(parsed)
    return {name: given[name] for name in SETTINGS if given.get(name) is not None}


def _parsed(row: Setting, text: str) -> Any:
    try:
        return row.kind.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"found '{text}', expected {row.kind.name}") from None
