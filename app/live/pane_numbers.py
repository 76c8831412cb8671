"""Bringing panes to the screen by their numbers, and by what is done in them, at every size."""

from perceptop.app.live.actions import PANES
from perceptop.app.live.explaining import EXPLAINING
from perceptop.app.live.pane_columns import LEFT, RIGHT
from perceptop.app.panes.diagnosis import DiagnosisPane
from perceptop.app.presenter.presenting import Presenting
from perceptop.app.widgets.pane import Pane

NARROW_RIGHT, DIAGNOSED = "-on-the-right", "-diagnosed"
FEW = {"cycle"}
"""What a key does to a pane only once that is seen: it would pass over what is best."""


class Bringing(Presenting):
    """An app whose columns show other panes than usual where somebody wants them."""

    async def action_bring(self, number: int) -> None:
        """Bring the pane of this number up, with the focus; where it has that, it gets the whole screen, and back."""
        name = PANES[number - 1][0]
        pane = self._named(name)
        if self.screen is not self.screen_stack[0]:
            return
        if pane is self.focused and pane.display and not self._is_empty(name):
            self.action_maximize()
        elif name == "ExplanationPane":
            self._explanation_again()
        elif self._is_empty(name):
            self.notify("Nothing is the matter with this run: no rule of the diagnosis finds anything.", timeout=4)
        else:
            self._bring(pane)

    async def action_in_pane(self, name: str, action: str) -> None:
        """Do what a pane does on a key of its own, wherever the focus is; a pane that is hidden comes up."""
        pane = self._named(name)
        if self.screen is not self.screen_stack[0]:
            return
        hidden = not self._is_seen(pane)
        if hidden:
            self._bring(pane)
        if not hidden or action.split("(")[0] not in FEW:
            await self.run_action(action, pane)

    def action_close(self) -> None:
        """Close the explanation; or else have the panes as usual again."""
        screen = self.screen_stack[0]
        if screen.has_class(EXPLAINING):
            self.action_end_explanation()
        elif any(screen.has_class(name) for name in (*LEFT.values(), *RIGHT.values(), NARROW_RIGHT, DIAGNOSED) if name):
            self._arrange(LEFT, "NetworkPane")
            self._arrange(RIGHT, "")
            screen.remove_class(NARROW_RIGHT, DIAGNOSED)
            # It may stand behind what was brought up.
            screen.set_class(self._inquiry.link is not None, EXPLAINING)
            self.call_after_refresh(self._named("NetworkPane").focus)
        else:
            self.action_end_explanation()

    def action_maximize(self) -> None:
        """The focused pane alone on the screen, or all panes again."""
        if self.screen.maximized:
            self.screen.minimize()
        elif self.focused:
            self.screen.maximize(self.focused)

    def _show_inquiry(self) -> None:
        # What is explained takes the place of what was brought up on the right.
        self._arrange(RIGHT, "")
        self.screen_stack[0].remove_class(NARROW_RIGHT)
        super()._show_inquiry()

    def _explanation_again(self) -> None:
        if self._inquiry.link is None:
            self.action_explain()
        else:
            self._show_inquiry()
        self.call_after_refresh(self._named("ExplanationPane").focus)

    def _bring(self, pane: Pane) -> None:
        name, screen = type(pane).__name__, self.screen_stack[0]
        full = screen.maximized
        if name in LEFT:
            self._arrange(LEFT, name)
            screen.remove_class(NARROW_RIGHT)
            # Where there is one column only, what is explained would be in it.
            screen.set_class(screen.has_class(EXPLAINING) and not screen.has_class("-narrow"), EXPLAINING)
        elif name in RIGHT:
            self._arrange(RIGHT, name)
            screen.add_class(NARROW_RIGHT)
            screen.remove_class(EXPLAINING)
        elif isinstance(pane, DiagnosisPane):
            screen.add_class(DIAGNOSED)
        if full is not None and full is not pane:
            screen.minimize()
        # Whether it can have the focus follows the classes of the screen.
        self.call_after_refresh(pane.focus)
        if full is not None and full is not pane:
            self.call_after_refresh(screen.maximize, pane)

    def _arrange(self, column: dict[str, str], name: str) -> None:
        for pane, its_class in column.items():
            if its_class:
                self.screen_stack[0].set_class(pane == name, its_class)

    def _is_empty(self, name: str) -> bool:
        return name == "DiagnosisPane" and not self.feed.latest.findings

    def _is_seen(self, pane: Pane) -> bool:
        maximized = self.screen_stack[0].maximized
        shown = all(node.display for node in pane.ancestors_with_self if hasattr(node, "display"))
        return shown and (maximized is None or maximized is pane)

    def _named(self, name: str) -> Pane:
        return self.screen_stack[0].query_one(name, Pane)
