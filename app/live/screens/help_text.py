"""What the help says: the actions by group, and the texts of the panes, as lines that fit a width."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from perceptop.app.actions.action import Action, LocalKey
from perceptop.app.actions.key_names import key_names, keys_of
from perceptop.app.actions.table import groups
from perceptop.app.wording.cell_text import cells, pad, wrapped

KEYS_WIDTH, WORDS_WIDTH = 11, 18
MARKS = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\*(.+?)\*")


@dataclass(frozen=True)
class HelpEntry:
    """Keys, a name and its description; or, without keys and name, a paragraph."""

    text: str
    keys: str = ""
    words: str = ""
    action: Action | None = None

    def holds(self, query: str) -> bool:
        """Return whether the entry contains the words of the query."""
        if self.action is not None and self.action.matches(query):
            return True
        said = f"{self.keys} {self.words} {self.text}".lower()
        return all(part in said for part in query.lower().split())


@dataclass(frozen=True)
class HelpSection:
    """A heading and its entries."""

    heading: str
    entries: Sequence[HelpEntry]

    def found(self, query: str) -> "HelpSection":
        """Return the section with the entries that a search finds."""
        return HelpSection(self.heading, [entry for entry in self.entries if entry.holds(query)])

    def spelled(self, spell: Callable[[str], str]) -> "HelpSection":
        """Return the section with its keys spelled as the terminal can draw them."""
        entries = [replace(entry, keys=spell(entry.keys), text=spell(entry.text)) for entry in self.entries]
        return HelpSection(self.heading, entries)

    def content(self, width: int) -> Content:
        """Return the lines, of at most `width` cells."""
        lines = [Content.styled(self.heading, "bold underline")]
        for entry in self.entries:
            lines += _keyed(entry, width) if entry.words else _paragraph(entry.text, width)
        return Content("\n").join(lines)


def key_sections() -> list[HelpSection]:
    """The groups of keys, those used most first."""
    return [
        HelpSection(name, [HelpEntry(action.hint, keys_of(action), action.words, action) for action in actions])
        for name, actions in groups()
    ]


def pane_section(heading: str, text: str, keys: Iterable[LocalKey]) -> HelpSection:
    """The help text of a pane, without its own heading, and those of its keys that do nothing elsewhere."""
    paragraphs = re.split(r"\n\s*\n|\n(?=- )", text.strip())
    entries = [HelpEntry(" ".join(paragraph.split())) for paragraph in paragraphs if not paragraph.startswith("## ")]
    keyed = [HelpEntry(key.hint, key_names(key.keys), key.words) for key in keys]
    return HelpSection(heading, [*entries, *keyed])


def _keyed(entry: HelpEntry, width: int) -> Iterator[Content]:
    keys_width = max(KEYS_WIDTH, cells(entry.keys) + 1)
    indent = KEYS_WIDTH + WORDS_WIDTH + 1
    words = f" {pad(entry.words, WORDS_WIDTH - (keys_width - KEYS_WIDTH))}"
    first, *rest = wrapped(entry.text, max(width - indent, 10)) or [""]
    yield Content.assemble((pad(entry.keys, keys_width), "bold"), words, (first, ""))
    for line in rest:
        yield Content(" " * indent + line)


def _paragraph(text: str, width: int) -> list[Content]:
    spans: list[str | tuple[str, str]] = []
    end = 0
    for found in MARKS.finditer(text):
        spans.append(text[end : found.start()])
        marked = next(group for group in found.groups() if group is not None)
        spans.append((marked, "bold") if not found.group(3) else (marked, "italic"))
        end = found.end()
    return [*Content.assemble(*spans, text[end:]).wrap(max(width, 10)), Content("")]
