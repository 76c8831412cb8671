"""What the live view does when somebody asks where a number comes from, or what a word means."""

from typing import TypeVar

from textual.screen import ModalScreen
from textual.widget import Widget

from perceptop.app.lines.callout_line import CalloutLine
from perceptop.app.live.callouts import Noticing
from perceptop.app.live.explanation_trail import ExplanationTrail
from perceptop.app.panes.diagram.selecting import Selecting
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import Pane
from perceptop.app.worker.snapshot_feed import Feed
from perceptop.core.protocol.addresses import GradientsAddress
from perceptop.core.protocol.commands import Explain
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

PaneType = TypeVar("PaneType", bound=Pane)
EXPLAINING, AILING = "-explaining", "-ailing"


class Asking(Noticing):
    """An app with a feed, and panes that can be asked."""

    feed: Feed

    def __init__(self, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._inquiry = ExplanationTrail()
        self._asked_from: Widget | None = None

    def heed(self, snapshot: Snapshot) -> None:
        """Take note of what a snapshot says of the run: the example of the inquiry, findings, call-outs."""
        if not self.feed.pending and self._inquiry.link is not None:
            self._take_answer(snapshot)
        screen = self.screen_stack[0]
        screen.set_class(bool(snapshot.findings), AILING)
        screen.query_one("#look-for", CalloutLine).hint_at(snapshot.about.look_for)
        self.call_out(snapshot)

    def _take_answer(self, snapshot: Snapshot) -> None:
        """What was asked for is explained now; or it was refused, and then all is as it was before."""
        link, answer = self._inquiry.link, snapshot.answer
        if link is not None and answer is not None and answer.explanation.link.address == link.address:
            self._inquiry.note(snapshot.numbers.chosen)
        elif self._inquiry.back():
            self._show_inquiry()
        else:
            self.action_end_explanation()

    def on_explanation_wanted(self, message: ExplanationWanted) -> None:
        """Something in a pane was chosen to be explained."""
        self._explain(message.link)

    def action_explain(self) -> None:
        """Explain what has the focus; where that is the diagram and it is explained already, go to the explanation."""
        if isinstance(self.focused, Selecting) and self._inquiry.link is not None:
            self._pane(ExplanationPane).focus()
            return
        latest = self.feed.latest
        own = self.focused.explained(latest) if isinstance(self.focused, Pane) else None
        self._explain(own or self._pane(NetworkPane).explained(latest))

    def action_explain_or_close(self) -> None:
        """Explain what has the focus; where that is what is explained already, close the explanation."""
        if isinstance(self.focused, Selecting | ExplanationPane) and self._inquiry.link is not None:
            self.action_end_explanation()
        else:
            self.action_explain()

    def action_check_gradients(self) -> None:
        """Back-propagated beside finite differences, for all synapses."""
        self._explain(Link(GradientsAddress()))

    def action_explain_back(self) -> None:
        """To what was explained before."""
        if self._inquiry.back():
            self._show_inquiry()
        elif self._inquiry.link is not None:
            self.action_end_explanation()

    def action_end_explanation(self) -> None:
        """Close the explanation, and have the focus where it was."""
        if self._inquiry.link is None:
            return
        self._inquiry.end()
        self._show_inquiry()
        if isinstance(self.focused, ExplanationPane) and self._asked_from is not None:
            # It may have been hidden meanwhile, and is shown again with the next refresh.
            self.call_after_refresh(self._asked_from.focus)

    def action_glossary(self) -> None:
        """What the words on the screen mean."""
        from perceptop.app.live.screens.glossary import Glossary  # opening need not wait for it

        self.push_screen(Glossary())

    def action_command_palette(self) -> None:
        """All actions by their names; not over a dialog, which wants an answer first."""
        from perceptop.app.live.screens.dialog import CommandPaletteDialog

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(CommandPaletteDialog(id="--command-palette"))

    def _explain(self, link: Link) -> None:
        if self.screen.maximized is not None and not isinstance(self.screen.maximized, ExplanationPane):
            self.screen.minimize()
        if self._inquiry.link is None:
            self._asked_from = self.focused
        self._inquiry.follow(link)
        self._show_inquiry()
        if not isinstance(self.focused, Selecting):
            self.call_after_refresh(self._pane(ExplanationPane).focus)

    def _show_inquiry(self) -> None:
        link, screen = self._inquiry.link, self.screen_stack[0]
        screen.set_class(link is not None, EXPLAINING)
        self._pane(NetworkPane).select(link.address if link else None)
        self.feed.send(Explain(link))

    def _pane(self, kind: type[PaneType]) -> PaneType:
        return self.screen_stack[0].query_one(kind)
