"""The glossary: what the words on the screen mean, found by typing."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.widgets.dialog import Dialog, DialogList
from perceptop.core.explain.glossary import GlossaryEntry, search


class Glossary(Dialog[None]):
    """A line to type a word into, and the entries that hold it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Glossary")

    def compose(self) -> ComposeResult:
        """The line, the entries, the hint."""
        with Vertical(classes="dialog", id="glossary"):
            yield Input(placeholder="a word: epoch, δ, momentum, sigmoid …")
            yield DialogList(markup=False)
            yield Label("type to search · arrows scroll · escape closes", classes="hint")

    def on_mount(self) -> None:
        """List all entries."""
        self._list("")

    @on(Input.Changed)
    def look_up(self, changed: Input.Changed) -> None:
        """List the entries that contain what is typed."""
        self._list(changed.value)

    def action_scroll(self, step: int) -> None:
        """Scroll the entries; the line keeps the focus."""
        entries = self.query_one(OptionList)
        if entries.option_count:
            entries.highlighted = min(max((entries.highlighted or 0) + step, 0), entries.option_count - 1)

    def _list(self, text: str) -> None:
        entries = self.query_one(OptionList)
        entries.set_options(Option(_content(entry)) for entry in search(text))
        if entries.option_count:
            entries.highlighted = 0


def _content(entry: GlossaryEntry) -> Content:
    kind = "" if entry.kind == "term" else f"  {entry.kind}"
    formula = f"\n{entry.formula}" if entry.formula else ""
    return Content.assemble((entry.term, "bold"), (kind, "dim"), f"\n{entry.meaning}", (formula, "italic"))
