"""What a user has arranged on the screen, as a small file in the folder that the system has for such files.

Lines of TOML: `theme = "textual-light"`, `log_loss = false`. What is not such a line stays as it is: whatever somebody
else has put there is neither understood nor lost. The file is read by hand, since a reader of all TOML takes longer to
import than the screen has to open.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from perceptop.core.errors.bad_input import BadInput

Values = dict[str, str | bool]

VARIABLE = "PERCEPTOP_CONFIG"
"""An environment variable: another file; where it is empty, none at all."""
NAME = "view.toml"
MOST_BYTES = 64 * 1024
LINE = re.compile(r"\s*([A-Za-z_]+)\s*=\s*(?:\"([^\"\\]*)\"|(true|false))\s*(?:#.*)?")
HEAD = "# The arrangement of perceptop's screen, written when it is left."


def config_file() -> Path | None:
    """Where it is, or would be; None where nothing is to be read or kept."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        return Path(told) if told else None
    from platformdirs import user_config_path  # Textual brings it

    try:
        return user_config_path("perceptop", appauthor=False) / NAME
    except (OSError, RuntimeError):
        return None


def read_config(path: Path | None) -> Values:
    """The values of a file; none where it cannot be read, whatever the reason."""
    values: Values = {}
    for line in _lines(path) or ():
        if match := LINE.fullmatch(line):
            name, text, flag = match.groups()
            values.setdefault(name, flag == "true" if flag else text)
    return values


def keep_config(path: Path | None, changed: Mapping[str, str | bool]) -> None:
    """Put these values into the file, beside what is there. Where that cannot be, it is not: no screen must fail by it.

    A file that cannot be read is left alone.
    """
    lines = _lines(path)
    if path is None or lines is None or not changed:
        return
    from perceptop.core.files.atomic_file import write_text  # opening need not wait for it

    ours = [
        f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {str(value).lower()}"
        for name, value in changed.items()
    ]
    others = [line for line in lines if not ((match := LINE.fullmatch(line)) and match[1] in changed)]
    text = "\n".join([*([] if HEAD in others else [HEAD]), *ours, *others, ""])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(text, path, str(path))
    except (OSError, BadInput):
        return


def _lines(path: Path | None) -> list[str] | None:
    """The lines of the file, none where there is no file yet; None where it cannot be read."""
    if path is None:
        return None
    try:
        if not path.exists():
            return []
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        return data.decode("utf-8-sig").splitlines() if len(data) <= MOST_BYTES else None
    except (OSError, ValueError):
        return None
