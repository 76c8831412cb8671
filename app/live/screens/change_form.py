"""A form of the settings of a run: a line to type a change in, and below it a field for each setting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, OptionList
from textual.widgets.option_list import Option

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.run.change_fields import Field, WrongField, chosen, fields_of, typed_command
from perceptop.app.run.parse_input import change_examples, weight_example
from perceptop.app.widgets.dialog import Dialog
from perceptop.core.protocol.commands import Command
from perceptop.core.protocol.snapshot import About

LINE = "line"
"""The field of the line that is typed."""
NEW_RUN = "new run"
HINT = "tab, enter: next · ↑ ↓: along a list · f2: apply · escape: close"


@dataclass(frozen=True)
class Typed:
    """The contents of a form: the line, the fields by name, and what is wrong with it, if that is known."""

    line: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


class ChangeForm(Dialog[tuple[Command, Typed] | None]):
    """Dismissed with a command and what was typed for it, or with None if nothing is to change.

    Enter in the line makes the change; elsewhere it goes on to the next field, at last to the button that makes all.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("ChangeForm")

    def __init__(self, question: str, about: About, in_fork: bool, typed: Typed) -> None:
        """`typed` is what stood in a form before that was refused."""
        super().__init__()
        self._question, self._about, self._in_fork, self._typed = question, about, in_fork, typed
        self._fields = {field.name: field for field in fields_of(about)}

    def compose(self) -> ComposeResult:
        """The line, the fields with words beside them, the buttons, the hint."""
        with Vertical(classes="dialog", id="change"):
            yield Label(self._question, markup=False, classes="question")
            yield Input(
                self._typed.line,
                placeholder=f"rate 5, or {weight_example(self._about)}, and enter",
                id=LINE,
                select_on_focus=True,
            )
            with Horizontal(id="change-body"):
                # One text for all names, and one for all marks: half as many widgets open in half the time.
                fields = self._fields.values()
                yield Label("\n".join(each.setting.label for each in fields), markup=False, id="change-names")
                with Vertical(id="change-fields"):
                    for each in fields:
                        text = self._typed.texts.get(each.name, each.text)
                        yield Input(text, compact=True, id=each.name, select_on_focus=True)
                    with Horizontal(id="change-buttons"):
                        yield Button("Apply", id="apply", compact=True)
                        yield Button("Cancel", id="cancel", compact=True)
                marks = (NEW_RUN if each.begins_anew else "" for each in fields)
                yield Label("\n".join(marks), markup=False, id="change-marks")
                with Vertical(id="change-words"):
                    yield Label(change_examples(self._about), markup=False, id="change-help")
                    yield OptionList(markup=False, compact=True, id="change-list")
            yield Label(HINT, markup=False, classes="hint")

    def on_mount(self) -> None:
        """Begin in the line; the list is walked from its field."""
        self.query_one(OptionList).can_focus = False
        self.query_one(OptionList).display = False
        self.query_one(f"#{LINE}").focus()
        if self._typed.problem:
            self.say(self._typed.problem, wrong=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the words for the field that has the focus."""
        focused = self._focused_field
        self.query_one("#change-help", Label).update(focused.words if focused else change_examples(self._about))
        self._show_list(focused)

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Make the change that was typed in the line; from a field, go on to the next."""
        submitted.stop()
        if submitted.input.id == LINE and submitted.value.strip():
            self.action_apply()
        else:
            self.focus_next()

    @on(Button.Pressed, "#apply")
    def action_apply(self) -> None:
        """Make all that was typed, or say what is wrong with it."""
        texts = {each.id: each.value for each in self.query(Input) if each.id}
        line = texts.pop(LINE)
        try:
            command = typed_command(self._about, texts, line, self._in_fork)
        except WrongField as problem:
            self.say(str(problem), wrong=True)
            self.query_one(f"#{problem.field or LINE}").focus()
            return
        if command is None:
            self.say("nothing is changed yet: type another value in a field, or a line like rate 0.3", wrong=True)
            return
        self.dismiss((command, Typed(line, texts)))

    @on(Button.Pressed, "#cancel")
    def cancel(self) -> None:
        """Close the form."""
        self.dismiss(None)

    def action_walk(self, step: int) -> None:
        """Choose the name below or above in the list of the field, or go to the field below or above."""
        focused = self._focused_field
        if focused is None or not focused.choices:
            if step > 0:
                self.focus_next()
            else:
                self.focus_previous()
            return
        place = self._place(focused)
        self._choose(focused, focused.choices[(place + step) % len(focused.choices)])

    @on(OptionList.OptionSelected)
    def take(self, selected: OptionList.OptionSelected) -> None:
        """Choose the name that was clicked."""
        if focused := self._focused_field:
            self._choose(focused, focused.choices[selected.option_index])

    @property
    def _focused_field(self) -> Field | None:
        return self._fields.get(self.focused.id or "") if isinstance(self.focused, Input) else None

    def _place(self, of: Field) -> int:
        """Return the place of the choice that a field begins with; -1 for none."""
        name = self.query_one(f"#{of.name}", Input).value.strip().lower().partition(",")[0]
        return of.choices.index(name) if name in of.choices else -1

    def _choose(self, of: Field, name: str) -> None:
        field = self.query_one(f"#{of.name}", Input)
        field.value = chosen(of, name, self.query_one("#layers", Input).value)
        field.cursor_position = len(field.value)
        self.query_one(OptionList).highlighted = self._place(of)

    def _show_list(self, of: Field | None) -> None:
        names = self.query_one(OptionList)
        names.display = bool(of and of.choices)
        if of and of.choices:
            names.clear_options()
            names.add_options(Option(name) for name in of.choices)
            place = self._place(of)
            names.highlighted = place if place >= 0 else None
