"""Model files, in and out: one small file a format, chosen by the end of the file's name."""

import os
from pathlib import Path

from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import shorten
from perceptop.core.model_files.fann_net import load_fann, save_fann
from perceptop.core.model_files.json_model import load_json, save_json
from perceptop.core.model_files.model_record import ModelRecord
from perceptop.core.model_files.npz_model import load_npz, save_npz

_SAVE = {".json": save_json, ".npz": save_npz, ".net": save_fann}
_LOAD = {".json": load_json, ".npz": load_npz, ".net": load_fann}


def is_model_file(name: str) -> bool:
    """Whether a file of that name is a saved network."""
    return Path(name).suffix.lower() in _LOAD


def save_model(record: ModelRecord, path: Path) -> None:
    """Write a network to a .json or .npz file, which keep all of it, or to FANN's .net, which has no names.

    The file is whole or, with a `BadInput`, as it was before. Weights that are not finite are refused.
    """
    _SAVE[_suffix(path)](record, path, _label(path))


def load_model(path: Path) -> ModelRecord:
    """Read a network from a .json, .npz or .net file; `BadInput` says where it is wrong. Nothing in it is executed."""
    return _LOAD[_suffix(path)](path, _label(path))


def require_writable(path: Path) -> None:
    """`BadInput` if a network could not be written there: better said before hours of training than after."""
    _suffix(path)
    if path.is_dir():
        refuse(_label(path), "a folder", "the name of a file")
    if not path.parent.is_dir():
        refuse(_label(path.parent), "no such folder", "a folder to write in")
    if not os.access(path.parent, os.W_OK):
        refuse(_label(path.parent), "a folder without permission to write", "one to write in")


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _LOAD:
        refuse(
            _label(path), f"a file name that ends with {suffix or 'nothing'}", f"one that ends with {', '.join(_LOAD)}"
        )
    return suffix


def _label(path: Path) -> str:
    return shorten(str(path), 400)
