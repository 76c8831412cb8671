"""What can be opened, of which something is typed: former runs, samples, files and folders."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perceptop.core.data.tables.options import TABLE_SUFFIXES
from perceptop.core.experiments.samples import Sample

OPENED = (".toml", *TABLE_SUFFIXES)
"""Endings of files that `watch` opens."""
MOST_LOOKED_AT = 5_000
MOST_FILES = 200
"""Names of a folder that are looked at, and that are listed."""


@dataclass(frozen=True)
class Entry:
    """Something that can be opened: what is listed, and `text`, which stands for it in the line that is typed.

    `former` is the place of a former run; a `folder` is gone into.
    """

    name: str
    words: str
    text: str = ""
    former: int | None = None
    folder: bool = False


def entries(typed: str, former: Sequence[str], samples: Sequence[Sample], folder: Path) -> list[Entry]:
    """Return what suits the first word that is typed. Names that begin with it come first."""
    word = first_word(typed)
    if _is_path(word):
        return _files(word, folder)
    found = [
        *(Entry(f"↩ {words}", "", former=place) for place, words in enumerate(former)),
        *(Entry(sample.name, sample.title, sample.name) for sample in samples),
        *_files("", folder),
    ]
    seek = word.lower()
    return sorted(
        (entry for entry in found if seek in f"{entry.name} {entry.words}".lower()),
        key=lambda entry: not entry.name.lower().startswith(seek),
    )


def completed(typed: str, found: Sequence[Entry], marked: Entry | None) -> str:
    """Return what Tab makes of a line: as much as all files of that name share, or else the marked entry."""
    word, texts = first_word(typed), [entry.text for entry in found if entry.text]
    shared = os.path.commonprefix(texts)  # noqa: RUF071 - letter by letter
    if _is_path(word) and len(shared) > len(word):
        return quoted(shared)
    return quoted(marked.text) if marked and marked.text else typed


def quoted(text: str) -> str:
    """Return a name as it is typed: in quotation marks if it holds spaces."""
    return shlex.quote(text) if any(letter in text for letter in " \"'\\") else text


def first_word(typed: str) -> str:
    """Return the name that a line begins with, without the options after it."""
    try:
        words = shlex.split(typed)
    except ValueError:
        words = [typed.strip("'\"")]
    return words[0] if words else ""


def _is_path(word: str) -> bool:
    return "/" in word or word.startswith(("~", "."))


def _files(word: str, here: Path) -> list[Entry]:
    """Files and folders whose path begins with what is typed, as it is typed."""
    if word in ("~", ".", ".."):
        word += "/"
    head, slash, start = word.rpartition("/")
    try:
        folder = here / Path(head + slash).expanduser() if slash else here
        with os.scandir(folder) as listing:
            looked_at = [item for item, _ in zip(listing, range(MOST_LOOKED_AT), strict=False)]
        found = [_entry(head + slash, item) for item in looked_at if _suits(item, start)]
    except (OSError, RuntimeError, ValueError):
        return []
    return sorted(found, key=lambda entry: (entry.folder, entry.name.lower()))[:MOST_FILES]


def _suits(item: "os.DirEntry[str]", start: str) -> bool:
    name = item.name
    if not name.isprintable() or not name.lower().startswith(start.lower()):
        return False
    if name.startswith(".") and not start:
        return False
    return item.is_dir() or Path(name).suffix.lower() in OPENED


def _entry(head: str, item: "os.DirEntry[str]") -> Entry:
    if item.is_dir():
        return Entry(f"{item.name}/", "folder", f"{head}{item.name}/", folder=True)
    words = "experiment or run" if item.name.lower().endswith(".toml") else "table"
    # A bare name that is no sample has to look like a file.
    return Entry(item.name, words, f"{head}{item.name}")
