"""The panel above the keys: a text, what to do, a question with choices, and what came of the answer.

A few rows, so that the network stays in sight: what does not fit is scrolled.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, MouseMove
from textual.widget import Widget
from textual.widgets import Static

from perceptop.app.terminal.app import TerminalApp
from perceptop.app.wording.cell_text import cells, clean, fit

LETTERS = "abcde"
"""The keys of the choices, in order: there can be no more choices."""
RIGHT, WRONG = "✓", "✗"
AROUND = 5
"""Cells of a choice in a row that are not its text: mark, letter and blanks."""
MARGIN = 3
"""Cells of a row that are not for choices: blanks around it and the bar to scroll by."""
ARROW_KEY = re.compile(r"(?<!\w)[←→↑↓](?!\w)")
BETWEEN = " · "
MORE = "↓ more"
"""In the heading, while there are rows below those that are seen."""


@dataclass(frozen=True)
class Task:
    """What a panel shows.

    `keys` are keys and what each of them does, on the right of the heading. `wrong` are the choices that have been
    tried in vain, `right` is the one that was right, both counted from 0; `verdict` says why, in a sentence. A question
    is `failed` if it was closed without the right answer. `roomy` takes more rows, for what is read when there is
    nothing to watch.
    """

    heading: str
    text: str = ""
    to_do: str = ""
    question: str = ""
    choices: tuple[str, ...] = ()
    wrong: frozenset[int] = frozenset()
    right: int | None = None
    verdict: str = ""
    failed: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    roomy: bool = False

    @property
    def is_asking(self) -> bool:
        """Return whether an answer is waited for."""
        return bool(self.choices) and self.right is None

    def takes(self, place: int) -> bool:
        """Return whether the choice at that place can be chosen now."""
        return self.is_asking and 0 <= place < len(self.choices) and place not in self.wrong


class TaskPanel(Vertical):
    """Shows a task; a click on a choice calls `chosen` with its place, counted from 0."""

    DEFAULT_CSS = """
    TaskPanel { height: 6; background: $panel; }
    TaskPanel:ansi, TaskPanel:nocolor { background: ansi_default; }
    TaskPanel VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; background: transparent; }
    TaskPanel Static { height: auto; width: 100%; }
    TaskPanel #choices { height: auto; width: 100%; }
    TaskPanel #choices.-in-a-row { layout: horizontal; }
    TaskPanel #choices.-in-a-row ChoiceLine { width: auto; margin-right: 2; }
    TaskPanel ChoiceLine:hover { background: $boost; text-style: underline; }
    """

    def __init__(self, chosen: Callable[[int], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self._told = Task("")

    def compose(self) -> ComposeResult:
        """The heading, and the rows below it."""
        yield PanelHeading()
        with VerticalScroll(can_focus=False):
            yield Static(id="told", markup=False)
            with Vertical(id="choices"):
                for place in range(len(LETTERS)):
                    yield ChoiceLine(place, self._chosen)
            yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Show what was given before there was a place for it."""
        self._fill()

    def on_resize(self) -> None:
        """Put the choices into a row if they fit, and tell whether there is more to see."""
        self._arrange_choices()
        self.call_after_refresh(self._look_below)

    def show(self, task: Task) -> None:
        """Show this from now on: from its beginning, or if it was answered, with the verdict in sight."""
        if task == self._told:
            return
        told_more = task.verdict != self._told.verdict and task.verdict
        self._told = task
        if self.is_mounted:
            self._fill()
            body = self.query_one(VerticalScroll)
            self.call_after_refresh(body.scroll_end if told_more else body.scroll_home, animate=False, immediate=True)

    def _fill(self) -> None:
        task = self._told
        self.set_class(task.roomy, "-roomy")
        self.query_one(PanelHeading).show(task.heading, task.keys)
        parts = [(task.text, ""), (task.to_do, "bold"), (task.question, "bold")]
        told = [Content.styled(self._spelled(text), style) for text, style in parts if text]
        self._say("#told", Content("\n").join(told) if told else None)
        for line in self.query(ChoiceLine):
            line.show(task)
        self._arrange_choices()
        sign = WRONG if task.is_asking or (task.failed and task.wrong) else "" if task.failed else RIGHT
        mark = f"{sign} " if sign else ""
        self._say("#verdict", Content(mark + self._spelled(task.verdict)) if task.verdict else None)
        self.call_after_refresh(self._look_below)

    def _say(self, place: str, text: Content | None) -> None:
        line = self.query_one(place, Static)
        line.display = text is not None
        line.update(text or "")

    def _spelled(self, text: str) -> str:
        """Return the text with arrow keys by name if arrows cannot be drawn; an arrow between two names is no key."""
        spelled = cast(TerminalApp, self.app).spelled
        return ARROW_KEY.sub(lambda match: spelled(match[0]), _printable(text))

    def _arrange_choices(self) -> None:
        width = sum(cells(choice) + AROUND for choice in self._told.choices)
        self.query_one("#choices").set_class(width <= self.size.width - MARGIN, "-in-a-row")

    def _look_below(self) -> None:
        body = self.query_one(VerticalScroll)
        # Only what can be scrolled has a part in walking through the panes.
        body.can_focus = body.max_scroll_y > 0
        self.query_one(PanelHeading).say_more(body.max_scroll_y > 0)


class PanelHeading(Widget):
    """One row: the heading on the left, the keys on the right. A click on a key presses it."""

    DEFAULT_CSS = """
    PanelHeading { height: 1; padding: 0 1; text-style: bold; background: $primary 30%; }
    PanelHeading:ansi, PanelHeading:nocolor { background: ansi_default; text-style: bold reverse; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._heading, self._more = "", False
        self._keys: tuple[tuple[str, str], ...] = ()
        self._under: str | None = None

    def show(self, heading: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Show this heading and these keys."""
        self._heading, self._keys = heading, keys
        self.refresh()

    def say_more(self, more: bool) -> None:
        """Say that there are rows below those seen, or do not."""
        if more != self._more:
            self._more = more
            self.refresh()

    def render(self) -> Content:
        """The heading gives way to the keys; the one under the mouse is underlined."""
        width = self.size.width
        more = MORE + BETWEEN * bool(self._keys) if self._more else ""
        taken = cells(more) + self._keys_width
        heading = fit(self._heading, max(width - taken - 2, 0))
        content = Content(heading + " " * max(width - cells(heading) - taken, 0) + more)
        for place, (key, does) in enumerate(self._keys):
            content += Content(BETWEEN if place else "")
            content += Content.styled(f"{key} {does}", "underline" if key == self._under else "")
        return content

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show which key a click would press."""
        self._point_at(self.key_at(event.x - 1))

    def on_leave(self) -> None:
        """Show it no more."""
        self._point_at(None)

    def on_click(self, event: Click) -> None:
        """Press the key under the mouse."""
        if (key := self.key_at(event.x - 1)) is not None:
            self.app.simulate_key(key)

    def key_at(self, x: int) -> str | None:
        """Return the key in a column of the text, if there is one."""
        start = self.size.width - self._keys_width
        for key, does in self._keys:
            end = start + cells(f"{key} {does}")
            if start <= x < end:
                return key
            start = end + cells(BETWEEN)
        return None

    @property
    def _keys_width(self) -> int:
        return cells(BETWEEN.join(f"{key} {does}" for key, does in self._keys))

    def _point_at(self, key: str | None) -> None:
        if key != self._under:
            self._under = key
            self.refresh()


class ChoiceLine(Static):
    """One choice: its letter, its text, and whether it was right."""

    ALLOW_SELECT = False

    def __init__(self, place: int, chosen: Callable[[int], None]) -> None:
        super().__init__(markup=False)
        self._place, self._chosen = place, chosen
        self._open = False

    def show(self, task: Task) -> None:
        """Show the choice of this place, if there is one."""
        self.display = self._place < len(task.choices)
        self._open = task.takes(self._place)
        if self.display:
            mark = RIGHT if self._place == task.right else WRONG if self._place in task.wrong else " "
            style = "bold" if self._open or self._place == task.right else "dim"
            letter = Content.styled(f"{mark}{LETTERS[self._place]} ", style)
            self.update(letter + Content(_printable(task.choices[self._place])))

    def on_click(self) -> None:
        """Choose it."""
        if self._open:
            self._chosen(self._place)


def _printable(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))
