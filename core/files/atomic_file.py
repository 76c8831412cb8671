"""Atomic files: written whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from perceptop.core.errors.bad_input import refuse


@contextmanager
def replacing(path: Path, label: str) -> Iterator[BinaryIO]:
    """Open a new file that replaces `path` when the block ends, and is removed if the block fails.

    It is written in the same folder, so that the replacement is one step. A link stays a link; a new file gets its
    permissions from the umask, a replaced one keeps its own. `BadInput` if it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
        temporary = target.with_name(f".perceptop-{secrets.token_hex(8)}")
        try:
            with temporary.open("xb") as file:
                yield file
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        refuse(label, (problem.strerror or str(problem)).lower(), "a file that can be written")


def write_text(text: str, path: Path, label: str) -> None:
    """Write a text to a file, whole or not at all; `BadInput` if it cannot be written."""
    with replacing(path, label) as file:
        file.write(text.encode())
