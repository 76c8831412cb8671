"""A start that a study has opened in the live view: the keys that lead back, and to the starts beside it."""

from typing import Protocol

from perceptop.app.terminal.app import TerminalApp
from perceptop.app.terminal.exit_codes import BEFORE, NEXT


class Panes(Protocol):
    """The panes of the live view, as far as these keys need to know them."""

    @property
    def are_covered(self) -> bool:
        """Whether another screen lies over the panes."""

    @property
    def are_usual(self) -> bool:
        """Whether there is nothing on the screen that escape would close."""


class OpenedStart:
    """Leaves the live view for its study. In a view that no study has opened, its keys are left to other actions."""

    def __init__(self, app: TerminalApp, panes: Panes, neighbors: tuple[bool, bool] | None) -> None:
        """`neighbors`: whether there is a start before and one after; None if no study has opened this view."""
        self._app, self._panes, self._neighbors = app, panes, neighbors

    def allows(self, action: str) -> bool:
        """Return whether a key has something to do: `back`, `before` or `next`.

        Escape first closes an explanation, or what was brought up in place of the usual panes.
        """
        if self._neighbors is None or self._panes.are_covered:
            return False
        if action == "back":
            return self._panes.are_usual
        return self._neighbors[action == "next"]

    async def back(self) -> None:
        """Leave for the study."""
        await self._app.action_quit()

    def before(self) -> None:
        """Leave for the start before."""
        self._app.exit(return_code=BEFORE)

    def next(self) -> None:
        """Leave for the next start."""
        self._app.exit(return_code=NEXT)
