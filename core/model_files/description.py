"""The description of a network without its weights, the shared part of JSON and npz files, and its checks."""

import math
from collections.abc import Sequence
from typing import Any

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import shorten
from perceptop.core.model_files.encoding_file import describe_encoding, read_encoding
from perceptop.core.model_files.model_record import Labels, ModelRecord

FORMAT = "perceptop-network"
VERSION = 1
KEYS = ("format", "version", "layers", "activations", "bias", "dtype", "input_names", "output_names", "symbols")
OPTIONAL = ("numbers_out", "table")
"""Optional keys."""


def describe(record: ModelRecord, label: str) -> dict[str, Any]:
    """Return the values of `KEYS`. `BadInput` if reading them again would be refused."""
    symbols = record.labels.symbols
    description = {
        "format": FORMAT,
        "version": VERSION,
        "layers": list(record.layers),
        "activations": list(record.activations),
        "bias": list(record.bias),
        "dtype": record.dtype,
        "input_names": [str(name) for name in record.labels.inputs],
        "output_names": [str(name) for name in record.labels.outputs],
        "symbols": None if symbols is None else dict(symbols.values),
    }
    if record.labels.numbers_out:
        description["numbers_out"] = True
    if record.labels.encoding is not None:
        description["table"] = describe_encoding(record.labels.encoding)
    check(description, label)
    return description


def check(found: Any, label: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return `found` as a description, with the keys in `more`; `BadInput` names the key that is wrong."""
    if not isinstance(found, dict):
        refuse(label, _name_of(found), f"an object with the keys {', '.join((*KEYS, *more))}")
    if found.get("format") != FORMAT:
        refuse(f"{label}: format", found.get("format", "nothing"), FORMAT)
    if type(found.get("version")) is not int or found["version"] != VERSION:
        refuse(f"{label}: version", found.get("version", "nothing"), f"{VERSION}, the only one this perceptop knows")
    for key in found:
        if key not in (*KEYS, *OPTIONAL, *more):
            refuse(label, f"the unknown key {key}", f"no others than {', '.join((*KEYS, *more))}")
    for key in (*KEYS, *more):
        if key not in found:
            refuse(f"{label}: {key}", "nothing", "a value")
    layers = _list(found["layers"], int, f"{label}: layers", "a list of two sizes or more")
    if len(layers) < 2 or min(layers) < 1:
        refuse(f"{label}: layers", layers, "two or more sizes of 1 or more")
    for key, kind in (("activations", str), ("bias", bool)):
        values = _list(
            found[key], kind, f"{label}: {key}", f"a list of {len(layers) - 1}, one a layer after the inputs"
        )
        if len(values) != len(layers) - 1:
            refuse(
                f"{label}: {key}", f"{len(values)} values", f"{len(layers) - 1}, one for each layer after the inputs"
            )
    if found["dtype"] not in ("float64", "float32"):
        refuse(f"{label}: dtype", found["dtype"], "float64 or float32")
    _check_names(found["input_names"], layers[0], f"{label}: input_names")
    _check_names(found["output_names"], layers[-1], f"{label}: output_names")
    _check_symbols(found["symbols"], f"{label}: symbols")
    if type(found.get("numbers_out", True)) is not bool:
        refuse(f"{label}: numbers_out", _name_of(found["numbers_out"]), "true or false")
    if "table" in found:
        read_encoding(found["table"], f"{label}: table", layers[0], layers[-1])
    return found


def shapes_of(description: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the shape of each layer's weights, bias row included."""
    layers, bias = description["layers"], description["bias"]
    return [(rows + extra, columns) for rows, columns, extra in zip(layers, layers[1:], bias, strict=False)]


def build(description: dict[str, Any], weights: Sequence[Array], source: str) -> ModelRecord:
    """Build the record of a checked description, read from `source`, and its weights."""
    symbols, layers = description["symbols"], description["layers"]
    encoding = None
    if "table" in description:
        encoding = read_encoding(description["table"], "table", layers[0], layers[-1])
    return ModelRecord(
        tuple(description["layers"]),
        tuple(description["activations"]),
        tuple(description["bias"]),
        tuple(weights),
        dtype=description["dtype"],
        labels=Labels(
            tuple(description["input_names"]),
            tuple(description["output_names"]),
            None if symbols is None else Symbols(symbols),
            description.get("numbers_out", False),
            encoding,
        ),
        source=source,
    )


def _check_names(found: Any, count: int, where: str) -> None:
    names = _list(found, str, where, "a list of names")
    if len(names) not in (0, count):
        refuse(where, f"{len(names)} names", f"{count}, or none at all")
    for name in names:
        _check_word(name, where)


def _check_symbols(found: Any, where: str) -> None:
    if found is None:
        return
    if not isinstance(found, dict) or not found:
        refuse(where, _name_of(found), "null, or an object of words and their numbers")
    for word, value in found.items():
        _check_word(word, where)
        if type(value) not in (int, float) or not math.isfinite(value):
            refuse(f"{where}.{shorten(word)}", value, "a finite number")


def _check_word(word: str, where: str) -> None:
    # They are printed on the terminal: control characters are refused.
    if not word.isprintable():
        refuse(where, word, "printable characters only")


def _list(found: Any, kind: type, where: str, expected: str) -> list[Any]:
    if not isinstance(found, list):
        refuse(where, _name_of(found), expected)
    for place, value in enumerate(found):
        # bool is a subclass of int: the type itself must be right.
        if type(value) is not kind:
            refuse(f"{where}[{place}]", value, {int: "a whole number", str: "a text", bool: "true or false"}[kind])
    return found


def _name_of(found: Any) -> str:
    return {dict: "an object", list: "a list", str: "a text", type(None): "null"}.get(type(found)) or repr(found)
