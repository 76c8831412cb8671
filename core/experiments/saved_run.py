"""The head of a run file: the experiment, its settings, what is told of its table; the timeline of the run is read by
the session.

[run]
experiment = "xor"                  # a sample, or an experiment file or a table, from the folder of the run file
settings = { layers = [2, 2, 1] }   # in place of the experiment's own
table = { target = ["class"] }      # of a table
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perceptop.core.data.tables.options import MISSING_WAYS, is_table
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.files.text_file import is_file
from perceptop.core.files.toml_table import TomlTable, one_of, read_toml
from perceptop.core.files.value_kinds import SPEED
from perceptop.core.nn.settings import DATA_SETTINGS, SETTINGS


@dataclass(frozen=True)
class SavedRun:
    """A run that was saved to `file`: its experiment as `load_experiment` takes it, `settings` by the names of
    `Overrides`, `table` by those of `TableOptions`, speed and watchpoints; and all tables of the file, unchecked.
    """

    file: str
    experiment: str
    settings: Mapping[str, Any]
    table: Mapping[str, Any]
    speed: float | str
    stop_when: tuple[str, ...]
    values: Mapping[str, Any]


def read_saved_run(file: str) -> SavedRun | None:
    """Read the head of a run file; None for a file that holds no run. `BadInput` names file and key."""
    if not file.endswith(".toml") or not is_file(file):
        return None
    values = read_toml(Path(file), file)
    if "run" not in values:
        return None
    run = TomlTable(values, file).table("run")
    assert run is not None
    experiment = _from_folder(run.required_text("experiment"), Path(file).parent)
    return SavedRun(
        file=file,
        experiment=experiment,
        settings=dict(read_settings(run.table("settings"))),
        table=_told(run.table("table")),
        speed=_speed(run),
        stop_when=run.texts("stop_when", ()),
        values=values,
    )


def as_seen_from(experiment: str, folder: Path) -> str:
    """Return a sample's name as it is, and a path as it is seen from that folder."""
    return Path(os.path.relpath(experiment, folder)).as_posix() if _is_path(experiment, experiment) else experiment


def _from_folder(experiment: str, folder: Path) -> str:
    path = os.path.normpath(folder / experiment) if "\0" not in experiment else experiment
    return path if _is_path(experiment, path) else experiment


def _is_path(text: str, path: str) -> bool:
    return text.endswith(".toml") or "/" in text or "\\" in text or "\0" in text or is_table(path)


def _speed(run: TomlTable) -> float | str:
    if not run.holds("speed", str):
        return run.number("speed", 60.0, SPEED)
    speed = run.required_text("speed")
    if speed != "max":
        run.refuse("speed", speed, f'{SPEED.name}, or "max"')
    return speed


def read_settings(table: TomlTable | None) -> Overrides:
    """Read settings by their names, each of its kind; whether they fit an experiment is seen when they are applied."""
    if table is None:
        return Overrides()
    rows = SETTINGS | DATA_SETTINGS
    found = Overrides(**{name: table.of_kind(name, None, row.kind) for name, row in rows.items()})
    table.finish()
    return found


def _told(table: TomlTable | None) -> dict[str, Any]:
    if table is None:
        return {}
    told = {
        "target": table.texts("target", None),
        "drop": table.texts("drop", None),
        "scale": table.flag("scale", None),
        "missing": table.text("missing", None),
        "seed": table.whole("seed", None),
    }
    told |= {name: table.of_kind(name, None, row.kind) for name, row in DATA_SETTINGS.items()}
    if told["missing"] not in (None, *MISSING_WAYS):
        table.refuse("missing", told["missing"], one_of(MISSING_WAYS))
    table.finish()
    return {name: value for name, value in told.items() if value is not None}
