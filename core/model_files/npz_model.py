"""A network as numpy's .npz: an array for each layer's weights, and the rest as JSON in one more, called `network`.

Headers of arrays are checked before memory is allocated, and nothing is unpickled.
"""

import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.files.atomic_file import replacing
from perceptop.core.files.strict_json import parse_json
from perceptop.core.model_files.description import build, check, describe, shapes_of
from perceptop.core.model_files.model_record import MOST_WEIGHTS, ModelRecord, require_finite

DESCRIPTION = "network"
MOST_CHARACTERS = 4_000_000
"""Longest description. numpy stores four bytes per character."""
MOST_BYTES = 8 * MOST_WEIGHTS + 4 * MOST_CHARACTERS + 1024**2
HEADER = re.compile(
    r"\{'descr': '<(?P<kind>[fU][0-9]{1,9})', 'fortran_order': (?P<fortran>True|False), "
    r"'shape': \((?P<shape>[0-9]{0,9}(, ?[0-9]{1,9})*),?\),? *\}\s*"
)
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    struct.error,
)
"""Errors of zipfile for archives that are broken, encrypted, or of an unknown kind."""


def save_npz(record: ModelRecord, path: Path, label: str) -> None:
    """Write arrays `network` (a text) and `weights_0`, `weights_1`, …, readable with `numpy.load`."""
    text = json.dumps(describe(record, label))
    require_finite(record.weights, label)
    if len(text) > MOST_CHARACTERS:
        refuse(label, f"a description of {len(text):,} characters", f"at most {MOST_CHARACTERS:,}")
    arrays: dict[str, Any] = {f"weights_{place}": array for place, array in enumerate(record.weights)}
    arrays[DESCRIPTION] = np.array(text)
    with replacing(path, label) as file:
        np.savez(file, **arrays)


def load_npz(path: Path, label: str) -> ModelRecord:
    """Read a network; `BadInput` names the array that is missing, unknown, or of another shape than described."""
    try:
        if not path.is_file():
            found = "no such file" if not path.exists() else "something that is not an ordinary file"
            refuse(label, found, "a .npz file")
        if path.stat().st_size > MOST_BYTES:
            refuse(label, f"more than {MOST_BYTES // 1024**2} MiB", "a smaller file")
        with zipfile.ZipFile(path) as archive:
            return _read(archive, label)
    except BadInput:
        raise
    except OSError as problem:
        refuse(label, (problem.strerror or str(problem)).lower(), "a file that can be read")
    except DAMAGED as problem:
        refuse(label, f"a damaged archive: {problem}", "a .npz file")


def _read(archive: zipfile.ZipFile, label: str) -> ModelRecord:
    times = Counter(name.removesuffix(".npy") for name in archive.namelist())
    _require_once(times, DESCRIPTION, label)
    description = check(parse_json(_text(archive, f"{label}: {DESCRIPTION}"), f"{label}: {DESCRIPTION}"), label)
    shapes = shapes_of(description)
    total = sum(rows * columns for rows, columns in shapes)
    if total > MOST_WEIGHTS:
        refuse(f"{label}: layers", f"{total:,} weights", f"at most {MOST_WEIGHTS:,}")
    names = [f"weights_{place}" for place in range(len(shapes))]
    for name in names:
        _require_once(times, name, label)
    known = {DESCRIPTION, *names}
    for name in times:
        if name not in known:
            refuse(label, f"the unknown array {name}", f"only {DESCRIPTION} and {names[0]} to {names[-1]}")
    dtype = description["dtype"]
    weights = [
        _weights(archive, name, f"{label}: {name}", dtype, shape) for name, shape in zip(names, shapes, strict=True)
    ]
    require_finite(weights, label)
    return build(description, weights, f"{label}: {DESCRIPTION}")


def _require_once(times: Counter[str], name: str, label: str) -> None:
    if times[name] != 1:
        refuse(f"{label}: {name}", f"{times[name] or 'no'} arrays of this name", "one")


def _text(archive: zipfile.ZipFile, where: str) -> str:
    with _open(archive, DESCRIPTION, where) as member:
        kind, _, shape = _header(member, where)
        if kind[0] != "U" or shape or int(kind[1:]) > MOST_CHARACTERS:
            refuse(where, f"an array {kind}{shape}", f"a single text of at most {MOST_CHARACTERS:,} characters")
        return _all(member, 4 * int(kind[1:]), where).decode("utf-32-le")


def _weights(archive: zipfile.ZipFile, name: str, where: str, dtype: str, shape: tuple[int, int]) -> Array:
    with _open(archive, name, where) as member:
        kind, order, found = _header(member, where)
        if found != shape:
            refuse(where, f"shape {found}", f"{shape}")
        size = np.dtype(dtype).itemsize
        if kind != f"f{size}":
            refuse(where, f"numbers of type {kind}", f"f{size}, which is {dtype}")
        data = _all(member, shape[0] * shape[1] * size, where)
        return np.frombuffer(data, f"<f{size}").reshape(shape, order=order)


def _open(archive: zipfile.ZipFile, name: str, where: str) -> IO[bytes]:
    # Other methods of compression may need gigabytes to unpack a few bytes.
    if archive.getinfo(f"{name}.npy").compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse(where, "an unknown compression", "none, or deflate")
    return archive.open(f"{name}.npy")


def _header(member: IO[bytes], where: str) -> tuple[str, Literal["C", "F"], tuple[int, ...]]:
    """Read type, order and shape of an array from its header (NEP 1, version 1.0)."""
    start = member.read(10)
    text = member.read(int.from_bytes(start[8:], "little")).decode("latin-1")
    match = HEADER.fullmatch(text)
    if start[:8] != b"\x93NUMPY\x01\x00" or not match:
        refuse(where, text.strip() or "nothing", "an array of numpy's, little-endian, in version 1.0 of its format")
    shape = tuple(int(size) for size in match["shape"].split(",") if size.strip())
    return match["kind"], "F" if match["fortran"] == "True" else "C", shape


def _all(member: IO[bytes], size: int, where: str) -> bytes:
    data = member.read(size + 1)
    if len(data) != size:
        refuse(where, f"{'more' if len(data) > size else len(data)} bytes", f"{size}, as its header says")
    return data
