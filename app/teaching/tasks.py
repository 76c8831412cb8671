"""The panel of tasks and questions in the live view: whoever teaches shows in it what is to be done or answered."""

import time
from collections.abc import Callable

from textual.screen import ModalScreen

from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.lines.key_line import KeyLine
from perceptop.app.widgets.task_panel import Task, TaskPanel

DOUBLED = 0.3
"""Seconds within which the letter of an answer, once more, is the same key press."""


class Tasks:
    """One panel for all: a lesson, or a question. It is made the first time it is needed. `clock` gives seconds."""

    def __init__(self, app: TerminalApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self.clock = app, clock
        self._answered, self._answered_at = "", float("-inf")
        self._panel: TaskPanel | None = None
        self._chosen: Callable[[int], None] = lambda place: None
        self.task: Task | None = None
        self._is_held = False

    def show(self, task: Task, chosen: Callable[[int], None] = lambda place: None) -> None:
        """Show a task; `chosen` gets the place of each choice that is made, counted from 0."""
        if self._is_held:
            return
        self.task, self._chosen = task, chosen
        if self._panel is None:
            self._panel = TaskPanel(self.choose)
            screen = self._app.screen_stack[0]
            screen.mount(self._panel, before=screen.query_one(KeyLine))
        self._panel.display = True
        self._panel.show(task)

    def hold(self, task: Task) -> None:
        """Show a task whose place no other takes until the panel is closed."""
        self.show(task)
        self._is_held = True

    def close(self) -> None:
        """Hide the panel."""
        self.task, self._is_held = None, False
        if self._panel is not None:
            self._panel.display = False

    def allows(self, action: str) -> bool:
        """Return whether `choose(…)` is for a question now: not under a dialog, where its letter may be typed.

        A letter that is no choice, or was tried before, does nothing then: it would open a dialog in the way. Nor does
        that of an answer which is doubled.
        """
        asks = self.task is not None and self.task.is_asking
        return (asks or self._is_doubled(action)) and not isinstance(self._app.screen, ModalScreen)

    def choose(self, place: int) -> None:
        """Make that choice, counted from 0."""
        action = f"choose({place})"
        if self.task is not None and self.task.takes(place) and not self._is_doubled(action):
            self._answered, self._answered_at = action, self.clock()
            self._chosen(place)

    def _is_doubled(self, action: str) -> bool:
        return action == self._answered and self.clock() - self._answered_at < DOUBLED
