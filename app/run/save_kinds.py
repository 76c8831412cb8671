"""What of a run can be saved, by the ending of a file's name; and the names that are suggested."""

import os
from dataclasses import dataclass
from pathlib import Path

from perceptop.app.run.options import RunOptions
from perceptop.core.errors.bad_input import refuse
from perceptop.core.model_files.formats import FORMATS
from perceptop.core.protocol.commands import Command, SaveLossHistory, SaveModel, SaveRun
from perceptop.core.protocol.snapshot import Snapshot


@dataclass(frozen=True)
class SaveKind:
    """Something to save: its name, more words, the endings of its files, and what a suggested name ends with."""

    words: str
    hint: str
    endings: tuple[str, ...]
    tail: str


MODEL = SaveKind("Model", f"the network as it stands; {' and '.join([*FORMATS][1:])} as well", tuple(FORMATS), ".json")
RUN = SaveKind("Run", "opens again at this epoch, with changes and branches", (".toml",), "-run.toml")
HISTORY = SaveKind("Loss history", "a line an epoch; .jsonl as well", (".csv", ".jsonl"), "-loss.csv")
PICTURE = SaveKind("Picture", "the screen as it is", (".svg",), ".svg")
KINDS = (MODEL, RUN, HISTORY, PICTURE)
ENDINGS = ", ".join(f"{', '.join(kind.endings)} for the {kind.words.lower()}" for kind in KINDS[:3])
"""Which ending is for what, where there is no picture."""


def suggested_name(kind: SaveKind, snapshot: Snapshot, folder: Path) -> str:
    """Return a name that no file in the folder has."""
    progress = snapshot.progress
    seed = f"-seed-{progress.seed}" if snapshot.about.seeded else ""
    stem = f"{snapshot.about.name}{seed}-epoch-{progress.epoch}"
    name, count = f"{stem}{kind.tail}", 1
    while os.path.lexists(folder / name):
        count += 1
        name = f"{stem}-{count}{kind.tail}"
    return name


def read_path(text: str, kinds: tuple[SaveKind, ...]) -> tuple[SaveKind, str]:
    """Return what a file of that name holds, and its path. `BadInput` if it cannot be written there."""
    typed = text.strip()
    if not typed.isprintable():
        refuse("file", typed, "a name without control characters")
    path = Path(typed).expanduser() if typed == "~" or typed.startswith("~/") else Path(typed)
    suffix = path.suffix.lower()
    found = next((kind for kind in kinds if suffix in kind.endings), None)
    if found is None:
        endings = ", ".join(ending for kind in kinds for ending in kind.endings)
        refuse(typed or "file", f"a name that ends with {suffix or 'nothing'}", f"one that ends with {endings}")
    try:
        _require_place(path, typed)
    except OSError as problem:
        refuse(typed, (problem.strerror or str(problem)).lower(), "the name of a file")
    return found, str(path)


def _require_place(path: Path, typed: str) -> None:
    if path.is_dir():
        refuse(typed, "a folder", "the name of a file")
    if not path.parent.is_dir():
        refuse(str(path.parent), "no such folder", "a folder to write in")
    if not os.access(path.parent, os.W_OK):
        refuse(str(path.parent), "a folder without permission to write", "one to write in")


def save_command(kind: SaveKind, path: str, options: RunOptions) -> Command:
    """Return what is sent for it; `options` are those that the run was opened with. A picture is no command."""
    if kind is RUN:
        return SaveRun(path, options.experiment, options.overrides, options.table)
    return SaveModel(path) if kind is MODEL else SaveLossHistory(path)
