"""The panel of tasks and questions in the live view: whoever teaches shows in it what is to be done or answered."""

from collections.abc import Callable

from textual.screen import ModalScreen

from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.lines.key_line import KeyLine
from perceptop.app.widgets.task_panel import Task, TaskPanel


class Tasks:
    """One panel for all: a lesson, or a question. It is made the first time it is needed."""

    def __init__(self, app: TerminalApp) -> None:
        self._app = app
        self._panel: TaskPanel | None = None
        self._chosen: Callable[[int], None] = lambda place: None
        self.task: Task | None = None

    def show(self, task: Task, chosen: Callable[[int], None] = lambda place: None) -> None:
        """Show a task; `chosen` gets the place of each choice that is made, counted from 0."""
        self.task, self._chosen = task, chosen
        if self._panel is None:
            self._panel = TaskPanel(self.choose)
            screen = self._app.screen_stack[0]
            screen.mount(self._panel, before=screen.query_one(KeyLine))
        self._panel.display = True
        self._panel.show(task)

    def close(self) -> None:
        """Hide the panel."""
        self.task = None
        if self._panel is not None:
            self._panel.display = False

    def allows(self, action: str) -> bool:
        """Return whether `choose(…)` is for a question now: not under a dialog, where its letter may be typed.

        A letter that is no choice, or was tried before, does nothing then: it would open a dialog in the way.
        """
        return self.task is not None and self.task.is_asking and not isinstance(self._app.screen, ModalScreen)

    def choose(self, place: int) -> None:
        """Make that choice, counted from 0."""
        if self.task is not None and self.task.takes(place):
            self._chosen(place)
