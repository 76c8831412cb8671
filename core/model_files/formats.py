"""Formats of model files, chosen by the end of the file's name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import shorten
from perceptop.core.model_files.fann_net import load_fann, save_fann
from perceptop.core.model_files.json_model import load_json, save_json
from perceptop.core.model_files.model_record import ModelRecord
from perceptop.core.model_files.npz_model import load_npz, save_npz


class ModelFormat(NamedTuple):
    """A format: functions that read and write a network, given the path and its label for messages."""

    load: Callable[[Path, str], ModelRecord]
    save: Callable[[ModelRecord, Path, str], None]
    words: str


FORMATS: dict[str, ModelFormat] = {
    ".json": ModelFormat(load_json, save_json, "all of a network, as text to read"),
    ".npz": ModelFormat(load_npz, save_npz, "all of a network, as numpy's arrays"),
    ".net": ModelFormat(load_fann, save_fann, "a network for FANN, which keeps no names"),
}
"""By the end of the file's name."""


def is_model_file(name: str) -> bool:
    """Return whether a file of that name is a saved network."""
    return Path(name).suffix.lower() in FORMATS


def save_model(record: ModelRecord, path: Path) -> None:
    """Write a network to a .json or .npz file, which hold all of it, or to FANN's .net, which has no names.

    The file is whole or, with a `BadInput`, as it was before. Weights that are not finite are refused.
    """
    FORMATS[_suffix(path)].save(record, path, _label(path))


def load_model(path: Path) -> ModelRecord:
    """Read a network from a .json, .npz or .net file; `BadInput` says where it is wrong. Nothing is executed."""
    return FORMATS[_suffix(path)].load(path, _label(path))


def require_writable(path: Path) -> None:
    """Raise `BadInput` if a network could not be written there; called before training begins."""
    _suffix(path)
    if path.is_dir():
        refuse(_label(path), "a folder", "the name of a file")
    if not path.parent.is_dir():
        refuse(_label(path.parent), "no such folder", "a folder to write in")
    if not os.access(path.parent, os.W_OK):
        refuse(_label(path.parent), "a folder without permission to write", "one to write in")


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        refuse(
            _label(path),
            f"a file name that ends with {suffix or 'nothing'}",
            f"one that ends with {', '.join(FORMATS)}",
        )
    return suffix


def _label(path: Path) -> str:
    return shorten(str(path), 400)
