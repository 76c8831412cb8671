"""Asks what of the run is to be saved, and where."""

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.run.save_kinds import KINDS, SaveKind, read_path, suggested_name
from perceptop.app.widgets.dialog import Dialog
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.snapshot import Snapshot

HINT = "↑ ↓ choose · enter saves · escape closes"


class SaveForm(Dialog[tuple[SaveKind, str] | None]):
    """Dismissed with what is to be saved and a path, or with None. A file that exists is replaced on the second Enter.

    The name is suggested until somebody types another one.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("SaveForm")

    def __init__(self, snapshot: Snapshot, folder: Path) -> None:
        super().__init__()
        self._names = [suggested_name(kind, snapshot, folder) for kind in KINDS]
        self._confirmed = ""

    def compose(self) -> ComposeResult:
        """The kinds, the line for the name, the hint."""
        with Vertical(classes="dialog", id="save"):
            yield Label("Save", markup=False, classes="question")
            yield OptionList(*map(_option, KINDS), markup=False, compact=True)
            yield Input(self._names[0], select_on_focus=False)
            yield Label(HINT, markup=False, classes="hint")

    def on_mount(self) -> None:
        """Begin with the first kind; the line keeps the focus."""
        line, kinds = self.query_one(Input), self.query_one(OptionList)
        kinds.can_focus, kinds.highlighted = False, 0
        line.focus()

    def action_choose(self, step: int) -> None:
        """Choose the kind below or above."""
        kinds = self.query_one(OptionList)
        kinds.highlighted = ((kinds.highlighted or 0) + step) % len(KINDS)

    @on(OptionList.OptionHighlighted)
    def suggest(self, highlighted: OptionList.OptionHighlighted) -> None:
        """Suggest the name of a file of that kind, unless another one was typed."""
        line = self.query_one(Input)
        if not line.value or line.value in self._names:
            line.value = self._names[highlighted.option_index]
            line.cursor_position = len(line.value)

    @on(OptionList.OptionSelected)
    def take_kind(self, selected: OptionList.OptionSelected) -> None:
        """Choose the kind that was clicked."""
        selected.stop()
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def save(self, submitted: Input.Submitted) -> None:
        """Save, or say what is in the way."""
        place = self.query_one(OptionList).highlighted or 0
        try:
            kind, path = read_path(submitted.value, KINDS[place : place + 1])
        except BadInput as problem:
            self.say(str(problem), wrong=True)
            return
        if os.path.lexists(path) and path != self._confirmed:
            self._confirmed = path
            self.say(f"{submitted.value} exists: enter again replaces it", wrong=True)
            return
        self.dismiss((kind, path))


def _option(kind: SaveKind) -> Option:
    return Option(Content.assemble((f"{kind.words:<14}", "bold"), (kind.hint, "dim")))
