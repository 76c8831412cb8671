"""A network as JSON: for people to read and for other programs to write. Numbers come back to the last bit."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.atomic_file import replacing
from perceptop.core.files.strict_json import parse_json
from perceptop.core.files.text_file import read_text
from perceptop.core.model_files.description import build, check, describe, shapes_of
from perceptop.core.model_files.model_record import ModelRecord, require_finite

MOST_BYTES = 16 * 1024**2
"""Largest text. Read into lists it may take twenty times as much memory."""
MOST_WEIGHTS = 500_000
"""About 11 MB of text."""


def save_json(record: ModelRecord, path: Path, label: str) -> None:
    """Write one key per line, and one line for each row of weights."""
    if record.size > MOST_WEIGHTS:
        refuse(label, f"{record.size:,} weights", f"at most {MOST_WEIGHTS:,} in a .json file: .npz holds more")
    description = describe(record, label)
    require_finite(record.weights, label)
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in description.items()]
    layers = ["    [\n" + ",\n".join(f"      {row}" for row in array.tolist()) + "\n    ]" for array in record.weights]
    lines.append('  "weights": [\n' + ",\n".join(layers) + "\n  ]")
    data = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
    if len(data) > MOST_BYTES:
        refuse(
            label, f"{len(data) / 1024**2:.1f} MiB", f"at most {MOST_BYTES // 1024**2} in a .json file: .npz holds more"
        )
    with replacing(path, label) as file:
        file.write(data)


def load_json(path: Path, label: str) -> ModelRecord:
    """Read a network; `BadInput` names the key or line that is wrong, also a repeated key."""
    description = check(parse_json(read_text(path, label, MOST_BYTES), label), label, more=("weights",))
    shapes, found = shapes_of(description), description["weights"]
    if not isinstance(found, list) or len(found) != len(shapes):
        size = f"{len(found)} layers" if isinstance(found, list) else "no list"
        refuse(f"{label}: weights", size, f"a list of {len(shapes)} layers")
    weights = [
        _table(layer, shape, description["dtype"], f"{label}: weights[{place}]")
        for place, (layer, shape) in enumerate(zip(found, shapes, strict=True))
    ]
    require_finite(weights, label)
    return build(description, weights, label)


def _table(found: Any, shape: tuple[int, int], dtype: str, where: str) -> Array:
    if not isinstance(found, list) or len(found) != shape[0]:
        refuse(where, f"{len(found)} rows" if isinstance(found, list) else "no list", f"a list of {shape[0]} rows")
    for number, row in enumerate(found):
        if not isinstance(row, list) or len(row) != shape[1]:
            size = f"{len(row)} numbers" if isinstance(row, list) else "no list"
            refuse(f"{where}[{number}]", size, f"a list of {shape[1]} numbers")
        for place, value in enumerate(row):
            if type(value) not in (float, int):
                refuse(f"{where}[{number}][{place}]", value, "a number")
    # A number too large for float32 becomes infinite, and is refused.
    with np.errstate(over="ignore"):
        return np.array(found, float).astype(dtype)
