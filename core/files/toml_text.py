"""A value as TOML writes it."""

import json

from perceptop.core.errors.bad_input import BadInput


def toml_value(value: object, where: str) -> str:
    """Return texts, numbers, flags and lists of them as TOML. `BadInput` for what TOML cannot hold."""
    # What JSON writes of these is TOML as well; only the surrogates of JSON's escapes are not.
    try:
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError):
        raise BadInput(f"{where}: found {value!r}, expected a value that an experiment file can hold") from None
    return text.replace("\x7f", "\\u007f")
