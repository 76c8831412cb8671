"""Asks for one line of text."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.widgets.dialog import Dialog
from perceptop.core.errors.bad_input import BadInput


class Prompt(Dialog[object]):
    """A question, a line to answer it, and what is wrong with the answer until nothing is.

    Dismissed with what `read` makes of the text, or with None where nothing is wanted.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Prompt")

    def __init__(self, question: str, hint: str, read: Callable[[str], object], text: str = "") -> None:
        super().__init__()
        self._question, self._hint, self._read, self._text = question, hint, read, text

    def compose(self) -> ComposeResult:
        """The question, the line, the hint."""
        with Vertical(classes="dialog"):
            yield Label(self._question, markup=False, classes="question")
            yield Input(self._text, select_on_focus=True)
            yield Label(self._hint, markup=False, classes="hint")

    def on_mount(self) -> None:
        """Focus the line."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def answer(self, submitted: Input.Submitted) -> None:
        """Take the answer, or say what is wrong with it."""
        try:
            answer = self._read(submitted.value.strip())
        except BadInput as problem:
            self.say(str(problem), wrong=True)
        else:
            self.dismiss(answer)
