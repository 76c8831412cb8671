"""Untrusted text files: read whole, up to a limit, and only if they are ordinary files."""

from pathlib import Path

from perceptop.core.errors.bad_input import refuse

MOST_BYTES = 64 * 1024**2


def is_file(name: str) -> bool:
    """Return whether there is an ordinary file of this name; a name that is too long for one is none."""
    try:
        return Path(name).is_file()
    except OSError:
        return False


def read_bytes(
    path: Path, label: str, most: int = MOST_BYTES, expected: str = "a text file", smaller: str = "a smaller file"
) -> bytes:
    """Read all of an ordinary file; `BadInput` begins with `label` if it is not one, cannot be read or is larger."""
    try:
        if not path.is_file():
            found = "no such file" if not path.exists() else "something that is not an ordinary file"
            refuse(label, found, expected)
        if path.stat().st_size > most:
            refuse(label, f"more than {most / 1024**2:g} MiB", smaller)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as problem:
        refuse(label, (problem.strerror or str(problem)).lower(), "a file that can be read")
    if len(data) > most:
        refuse(label, f"more than {most / 1024**2:g} MiB", smaller)
    return data


def read_text(path: Path, label: str, most: int = MOST_BYTES) -> str:
    """Read a UTF-8 file, with or without a byte order mark; `BadInput` begins with `label` if it cannot be read."""
    data = read_bytes(path, label, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        refuse(f"{label}, line {line}", f"byte 0x{data[problem.start]:02x}", "text in UTF-8")


def file_beside(folder: Path, name: str, where: str) -> Path:
    """Return the path of a file in `folder` or below it. `BadInput` if the name, or a link in it, leads out."""
    try:
        home = folder.resolve()
        path = (home / name).resolve()
    except (OSError, ValueError, RuntimeError):
        refuse(where, name, "the name of a file")
    if not path.is_relative_to(home) or path == home:
        refuse(where, name, "a file beside the experiment file, or in a folder below it")
    return path
