"""Which watchpoints are on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.strip import Strip
from textual.widgets import Input, Label, SelectionList

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.widgets.dialog import Dialog
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.training.watchpoints import parse_watchpoint

TICKED, NOT_TICKED = "X", " "


class Ticks(SelectionList[str]):
    """`[X]` before what is ticked, `[ ]` before the rest: Textual draws an X before both, in two colors."""

    def render_line(self, y: int) -> Strip:
        """Return the line, with a blank in a box that is not ticked."""
        strip = super().render_line(y)
        place = self.scroll_offset.y + y
        if place >= self.option_count or self.get_option_at_index(place).value in self.selected:
            return strip
        segments = list(strip)
        box = next((number for number, each in enumerate(segments) if each.text == TICKED), None)
        if box is not None:
            segments[box] = type(segments[box])(NOT_TICKED, *segments[box][1:])
        return Strip(segments, strip.cell_length)


KINDS = {
    "flip": "an output crosses 0.5: a row flips",
    "sign": "a weight changes its sign",
    "rise": "the loss rises",
    "saturate": "a neuron saturates",
}
WITH_NUMBER = {"loss": "the loss passes", "epoch": "epoch is reached"}
OF_CLASSES = {"accuracy": "the accuracy reaches, 0.95 or 95%"}
OF_TEST_ROWS = {"test-rise": "the loss of test rows rises"}
OF_TESTED_CLASSES = {"test-accuracy": "the test accuracy reaches, 0.95 or 95%"}


class Watchpoints(Dialog[tuple[str, ...] | None]):
    """Dismissed with the texts of those that are to be on, or with None where nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("Watchpoints")

    def __init__(self, texts: Sequence[str], classes: bool = False, tested: bool = False) -> None:
        """`classes` and `tested`: whether the run has classes, and rows that are held out, to watch."""
        super().__init__()
        self._texts = texts
        self._kinds = KINDS | (OF_TEST_ROWS if tested else {})
        self._with_number = WITH_NUMBER | (OF_CLASSES if classes else {})
        self._with_number |= OF_TESTED_CLASSES if classes and tested else {}

    def compose(self) -> ComposeResult:
        """The kinds to tick, and those that want a number."""
        with Vertical(classes="dialog"):
            yield Label("Pause by itself when …", classes="question")
            yield Ticks(*((words, kind, kind in self._texts) for kind, words in self._kinds.items()))
            for kind, words in self._with_number.items():
                numbers = [text.partition("=")[2] for text in self._texts if text.startswith(f"{kind}=")]
                yield Input(" ".join(numbers), placeholder=f"… {words} (numbers, or nothing)", id=kind, compact=True)
            yield Label("space ticks · tab next · enter or escape: done", classes="hint")

    def action_take(self) -> None:
        """Take all that are ticked or have a number; say which text is no number."""
        texts = list(self.query_one(SelectionList).selected)
        for kind in self._with_number:
            texts += [f"{kind}={number}" for number in self.query_one(f"#{kind}", Input).value.split()]
        try:
            for text in texts:
                parse_watchpoint(text)
        except BadInput as problem:
            self.say(str(problem), wrong=True)
        else:
            self.dismiss(tuple(texts))
