"""One row of the table of actions."""

from collections.abc import Callable
from dataclasses import dataclass

from perceptop.core.protocol.commands import Command
from perceptop.core.protocol.snapshot import Snapshot

Sent = Command | Callable[[Snapshot], Command]
"""A command, or what makes one of the snapshot that is shown."""

PLAIN_NAMES = {
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "underscore": "_",
    "number_sign": "#",
    "question_mark": "?",
}
"""What the plain mode calls keys that have other names in Textual."""
MENU = "m"
"""The key of the menu. What has no key of its own has a letter there."""


@dataclass(frozen=True)
class Plain:
    """What a key does in the plain mode, in words that can be listened to.

    `does` is sent, or names a `do_` method of the plain view; `keys` are its keys there. Both are given only if
    they differ from those of the live view.
    """

    words: str
    does: Sent | str = ""
    keys: str = ""


@dataclass(frozen=True)
class Action:
    """One thing that a key does.

    `does` is sent, or is an action as Textual writes it: of the app, of one of its parts (`dialogs.ask_epoch`), or of
    `pane`. `words` are its name, `hint` says more, `synonyms` are other words that people search for. `letter`
    is its key in the menu, if it has none that works everywhere.
    """

    group: str
    keys: str
    does: Sent | str
    words: str
    hint: str
    name: str
    synonyms: str = ""
    pane: str = ""
    plain: Plain | None = None
    letter: str = ""

    @property
    def in_menu(self) -> tuple[str, ...]:
        """The keys that do it in the menu, by Textual's names."""
        return tuple(key for key in (self.keys or self.letter).split(",") if key)

    @property
    def run(self) -> str:
        """The action as Textual runs it, whatever has the focus."""
        if not isinstance(self.does, str):
            return f"send({self.name!r})"
        if self.pane:
            return f"part('panes', {f'in_pane({self.pane!r}, {self.does!r})'!r})"
        part, dot, does = self.does.partition(".")
        return f"part({part!r}, {does!r})" if dot and part != "app" else self.does

    @property
    def plain_keys(self) -> tuple[str, ...]:
        """Its keys in the plain mode, as `Keyboard` names them; none if it has no part in that."""
        if self.plain is None:
            return ()
        return tuple(PLAIN_NAMES.get(key, key) for key in (self.plain.keys or ",".join(self.in_menu)).split(","))

    @property
    def plain_does(self) -> Sent | str:
        """What is sent in the plain mode, or the name of the `do_` method of the plain view."""
        does = (self.plain and self.plain.does) or self.does
        return does.rpartition(".")[2] if isinstance(does, str) else does

    def matches(self, query: str) -> bool:
        """Return whether each word of the query begins a word of its name, hint, synonyms or group."""
        said = f"{self.words} {self.hint} {self.synonyms} {self.group}".lower().replace("-", " ").split()
        return all(any(word.startswith(part) for word in said) for part in query.lower().replace("-", " ").split())


@dataclass(frozen=True)
class LocalKey:
    """A key that has a meaning only in one place: a pane that has the focus, a dialog, a screen.

    With `priority` it comes before the keys of what is inside that place.
    """

    place: str
    keys: str
    does: str
    words: str
    hint: str
    name: str
    shown: bool = False
    priority: bool = False
