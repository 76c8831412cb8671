"""Bringing panes to the screen by their numbers, and by what is done in them, at every size."""

from typing import Protocol

from textual.screen import Screen

from perceptop.app.actions.panes import LEFT, PANES, RIGHT
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.snapshot import Snapshot

EXPLAINING, NARROW_RIGHT, DIAGNOSED = "-explaining", "-on-the-right", "-diagnosed"
"""Classes of the main screen while an explanation, the right column of a narrow screen, or the diagnosis is shown."""
FEW_ROWS, SEVERAL_ROWS = 5, 8
"""Rows of data that have room in the outputs; of more rows, more are shown, and less of the loss."""
SEEN_FIRST = {"cycle"}
"""Actions that a hidden pane only comes up for: done at once, they would skip the best picture."""


class PaneColumns:
    """Which pane of a column is shown if there is no room for all; by classes of the main screen."""

    def __init__(self, app: TerminalApp) -> None:
        self._app = app

    @property
    def screen(self) -> Screen[object]:
        """The main screen, which has the panes."""
        return self._app.screen_stack[0]

    @property
    def are_covered(self) -> bool:
        """Whether another screen lies over the panes."""
        return self._app.screen is not self.screen

    @property
    def is_explaining(self) -> bool:
        """Whether an explanation is shown."""
        return self.screen.has_class(EXPLAINING)

    @property
    def are_others(self) -> bool:
        """Whether a pane has been brought up in place of the usual ones."""
        classes = (*LEFT.values(), *RIGHT.values(), NARROW_RIGHT, DIAGNOSED)
        return any(self.screen.has_class(name) for name in classes if name)

    @property
    def are_usual(self) -> bool:
        """Whether there is nothing on the screen that escape would close."""
        return not (self.are_covered or self.screen.maximized or self.is_explaining or self.are_others)

    def pane(self, name: str) -> Pane:
        """Return a pane by the name of its class."""
        return self.screen.query_one(name, Pane)

    def focus(self, name: str) -> None:
        """Give the focus to a pane. Whether it can have that follows the classes of the screen a little later."""
        self._app.call_after_refresh(self.pane(name).focus)

    def show_explanation(self, explaining: bool) -> None:
        """Show the explanation in place of what was brought up on the right, or show the usual panes."""
        self._choose(RIGHT, "")
        self.screen.remove_class(NARROW_RIGHT)
        self.screen.set_class(explaining, EXPLAINING)

    def bring(self, name: str) -> None:
        """Bring up a pane of either column, with the focus, in full screen if another had that; or the diagnosis, in
        full screen, for its row is too short for all of it.
        """
        screen, pane = self.screen, self.pane(name)
        full = screen.maximized
        if name in LEFT:
            self._choose(LEFT, name)
            screen.remove_class(NARROW_RIGHT)
            # If there is one column only, the explanation would be in it.
            screen.set_class(self.is_explaining and not screen.has_class("-narrow"), EXPLAINING)
        elif name in RIGHT:
            self._choose(RIGHT, name)
            screen.add_class(NARROW_RIGHT)
            screen.remove_class(EXPLAINING)
        elif name == "DiagnosisPane":
            screen.add_class(DIAGNOSED)
        if full is not None and full is not pane:
            screen.minimize()
        self.focus(name)
        if name == "DiagnosisPane" or (full is not None and full is not pane):
            self._app.call_after_refresh(screen.maximize, pane)

    def reset(self, explaining: bool) -> bool:
        """Show the usual panes again, and the explanation if there is one; return whether any other were shown."""
        if not self.are_others:
            return False
        self._choose(LEFT, "NetworkPane")
        self._choose(RIGHT, "")
        self.screen.remove_class(NARROW_RIGHT, DIAGNOSED)
        self.screen.set_class(explaining, EXPLAINING)
        self.focus("NetworkPane")
        return True

    def is_seen(self, pane: Pane) -> bool:
        """Return whether a pane is on the screen now."""
        maximized = self.screen.maximized
        shown = all(node.display for node in pane.ancestors_with_self if hasattr(node, "display"))
        return shown and (maximized is None or maximized is pane)

    def _choose(self, column: dict[str, str], name: str) -> None:
        for pane, its_class in column.items():
            if its_class:
                self.screen.set_class(pane == name, its_class)


class Explained(Protocol):
    """What explains numbers, as far as its pane has a number."""

    @property
    def is_active(self) -> bool:
        """Whether anything is explained."""

    def show(self) -> None:
        """Show the explanation again, or explain what has the focus."""

    def end(self) -> None:
        """Close the explanation."""


class PaneNumbers:
    """The actions that bring a pane up: its number, and its own keys."""

    def __init__(self, app: TerminalApp, feed: Feed, columns: PaneColumns, explaining: Explained) -> None:
        self._app, self._feed, self._columns, self._explaining = app, feed, columns, explaining

    def arrange(self, snapshot: Snapshot) -> None:
        """Give the panes the room that this run needs: for branches and changes, what is the matter, many rows."""
        screen = self._columns.screen
        screen.set_class(len(snapshot.branches) > 1 or bool(snapshot.events), "-changed")
        screen.set_class(bool(snapshot.findings), "-findings")
        screen.set_class(snapshot.about.examples > FEW_ROWS, "-several-rows")
        screen.set_class(snapshot.about.examples > SEVERAL_ROWS, "-many-rows")

    def bring(self, number: int) -> None:
        """Bring the pane of this number up, with the focus; if it has that, give it the whole screen, and back."""
        name = PANES[number - 1][0]
        if self._columns.are_covered:
            return
        pane, is_empty = self._columns.pane(name), name == "DiagnosisPane" and not self._feed.latest.findings
        if pane is self._app.focused and pane.display and not is_empty:
            self.maximize()
        elif name == "ExplanationPane":
            self._explaining.show()
            self._columns.focus(name)
        elif is_empty:
            self._app.notify("Nothing is the matter with this run: no rule of the diagnosis finds anything.", timeout=4)
        else:
            self._columns.bring(name)

    async def in_pane(self, name: str, action: str) -> None:
        """Do what a pane does on a key of its own, whatever has the focus; a pane that is hidden comes up."""
        if self._columns.are_covered:
            return
        pane = self._columns.pane(name)
        hidden = not self._columns.is_seen(pane)
        if hidden:
            self._columns.bring(name)
        if not hidden or action.split("(")[0] not in SEEN_FIRST:
            await self._app.run_action(action, pane)

    def close(self) -> None:
        """Close the explanation; if none is shown, show the usual panes again."""
        if self._columns.is_explaining or not self._columns.reset(self._explaining.is_active):
            self._explaining.end()

    def maximize(self) -> None:
        """Show the focused pane alone on the screen, or all panes again."""
        screen = self._app.screen
        if screen.maximized:
            screen.minimize()
        elif self._app.focused:
            screen.maximize(self._app.focused)
