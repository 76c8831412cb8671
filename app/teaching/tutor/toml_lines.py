"""Tables of a TOML file whose messages name the line of a key: `tomllib` does not tell."""

import re
from collections.abc import Mapping
from typing import Any, Self

from perceptop.core.errors.printable import shorten
from perceptop.core.files.toml_table import STRINGS, TomlTable

HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.\- ]+?)\s*\]")


class TomlLines:
    """The lines of a file, to look up that of a key by its full name: `title`, `run.seed`, `step 2.until`."""

    def __init__(self, text: str) -> None:
        # What stands in a string or a comment is no key; the numbers of lines stay.
        bare = STRINGS.sub(lambda match: '""' + "\n" * match[0].count("\n"), text)
        self._lines = bare.split("\n")
        matches = [(number, HEADER.match(line)) for number, line in enumerate(self._lines)]
        self._headers = [(number, match[1].replace(" ", "")) for number, match in matches if match]

    def line(self, path: str) -> int | None:
        """Return the line of a key, counted from 1; of one that is not there, that of its table; None for neither."""
        found, name, begin, end = None, "", 0, len(self._lines)
        for part in path.split("."):
            word, _, count = part.partition(" ")
            name = f"{name}.{word}" if name else word
            header = self._header(name, int(count) if count.isdigit() else 1, begin, end)
            if header is None:
                return self._key(word, begin, end) or found
            found, begin = header + 1, header + 1
            end = next((number for number, other in self._headers if number > header and other == name), end)
        return found

    def _header(self, name: str, count: int, begin: int, end: int) -> int | None:
        places = [number for number, other in self._headers if other == name and begin <= number < end]
        return places[count - 1] if len(places) >= count else None

    def _key(self, word: str, begin: int, end: int) -> int | None:
        key = re.compile(rf"\s*{re.escape(word)}\s*[=.]")
        last = next((number for number, _ in self._headers if number >= begin), end)
        return next((number + 1 for number in range(begin, min(last, end)) if key.match(self._lines[number])), None)


class LinedTable(TomlTable):
    """A table that names the line as well: `lesson.toml, line 7: step 2.until`."""

    def __init__(self, values: Mapping[str, Any], file: str, lines: TomlLines, path: str = "") -> None:
        super().__init__(values, file, path)
        self.lines = lines

    def where(self, key: str) -> str:
        """Return file, line and full key, as messages begin."""
        line = self.lines.line(self.path + key)
        return f"{self.file}{f', line {line}' if line else ''}: {self.path}{shorten(key)}"

    def _inside(self, values: Mapping[str, Any], path: str) -> Self:
        return type(self)(values, self.file, self.lines, path)
