"""Nothing is forgotten on the screen: every picture is drawn, every pane has its place, every name is in --help."""

from argparse import ArgumentParser, Namespace
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from perceptop.app.actions.panes import number_of
from perceptop.app.cli.main import build_parser
from perceptop.app.cli.table_options import add_table_options, table_options_of
from perceptop.app.panes.pictures.registry import DRAWERS
from perceptop.app.widgets.pane import Pane
from perceptop.core.data.tables.options import TableOptions
from perceptop.core.model_files.formats import FORMATS
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.pictures.kinds import KINDS

APP = Path(__file__).parents[2] / "app"
PANE_FILES = {*(APP / "panes").glob("*.py")} - {APP / "panes/__init__.py"}


def is_pane(thing):
    return isinstance(thing, type) and issubclass(thing, Pane)


def test_every_picture_has_a_drawer():
    missing = [name for name in KINDS if name not in DRAWERS]
    assert not missing, f"{', '.join(missing)}: no drawer in DRAWERS in app/panes/pictures/registry.py"
    surplus = [name for name in DRAWERS if name not in KINDS]
    assert not surplus, f"{', '.join(surplus)}: drawn, but not in KINDS in core/pictures/kinds.py"


@pytest.mark.parametrize("file", sorted(PANE_FILES), ids=lambda file: file.stem)
def test_every_pane_has_a_place_a_number_a_style_and_a_help(file):
    module = import_module(f"perceptop.app.panes.{file.stem}")
    [pane] = [each for each in vars(module).values() if is_pane(each) and each.__module__ == module.__name__]
    assert f"yield {pane.__name__}(" in (APP / "live/app.py").read_text(), f"{pane.__name__}: not in app/live/app.py"
    assert f"{pane.__name__} " in (APP / "live/app.tcss").read_text(), f"{pane.__name__}: not in app/live/app.tcss"
    assert number_of(pane.__name__), f"{pane.__name__}: not among PANES in app/actions/panes.py"
    assert (pane.HELP or "").startswith("## "), f"{pane.__name__}: no HELP in app/panes/{file.name}"


def test_every_option_of_a_table_is_one_of_the_command_line():
    parser = ArgumentParser()
    add_table_options(parser)
    told = table_options_of(Namespace(**{action.dest: True for action in parser._actions}))
    # A file alone says these: inputs that are not all columns, and what is a class or an image in spite of its looks.
    missing = {field.name for field in fields(TableOptions)} - set(told) - {"inputs", "classes", "image"}
    assert not missing, f"{', '.join(missing)}: no option in app/cli/table_options.py"


@pytest.mark.parametrize("name", [*ACTIVATIONS, *LOSSES, *OPTIMIZERS, *FORMATS])
def test_every_method_and_format_is_in_the_help(capsys, name):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["train", "--help"])
    shown = capsys.readouterr().out.replace("\n", " ")
    words = [word.strip(",()") for word in shown.split()]
    assert name in words, (
        f"{name}: not in `perceptop train --help` (core/nn/method_names.py, for a format app/cli/main.py)"
    )
