"""Offers a list to choose from."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.widgets.dialog import Dialog, DialogList


class Choice(Dialog[tuple[str, int] | None]):
    """A title and a list of lines. Dismissed with `("choose", place)` or `("delete", place)`, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Choice")

    def __init__(self, title: str, hint: str, lines: Sequence[str], highlighted: int = 0, deletes: bool = True) -> None:
        """`deletes` is whether a line can be deleted."""
        super().__init__()
        self._deletes = deletes
        self._title, self._hint, self._lines, self._highlighted = title, hint, lines, highlighted

    def compose(self) -> ComposeResult:
        """The title, the lines, the hint."""
        with Vertical(classes="dialog"):
            yield Label(self._title, markup=False, classes="question")
            yield DialogList(*(Option(line) for line in self._lines), markup=False)
            yield Label(self._hint, markup=False, classes="hint")

    def on_mount(self) -> None:
        """Begin on the present choice."""
        self.query_one(OptionList).highlighted = self._highlighted

    @on(OptionList.OptionSelected)
    def choose(self, selected: OptionList.OptionSelected) -> None:
        """Choose the line under the cursor."""
        self.dismiss(("choose", selected.option_index))

    def action_delete(self) -> None:
        """Delete the line under the cursor."""
        place = self.query_one(OptionList).highlighted
        if place is not None and self._deletes:
            self.dismiss(("delete", place))
