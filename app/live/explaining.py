"""Explanations of numbers: what is explained, the way that led there, and the keys that go on from it."""

from textual.widget import Widget

from perceptop.app.live.pane_numbers import PaneColumns
from perceptop.app.panes.diagram.selection import Selecting
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.addresses import GradientsAddress
from perceptop.core.protocol.commands import Explain
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

MOST_LINKS = 100


class Explaining:
    """Asks the run for explanations, and keeps the links that were followed: the last one is explained."""

    def __init__(self, app: TerminalApp, feed: Feed, columns: PaneColumns) -> None:
        self._app, self._feed, self._columns = app, feed, columns
        self._links: list[Link] = []
        self._asked_from: Widget | None = None

    @property
    def link(self) -> Link | None:
        """What is explained."""
        return self._links[-1] if self._links else None

    @property
    def is_active(self) -> bool:
        """Whether anything is explained."""
        return bool(self._links)

    def update(self, snapshot: Snapshot) -> None:
        """Note the example of the explanation that has come; if it was refused, go back to the one before."""
        link, answer = self.link, snapshot.answer
        if link is None or self._feed.pending:
            return
        if answer is not None and answer.explanation.link.address == link.address:
            # To come back here is to come back to this example too.
            self._links[-1] = Link(link.address, snapshot.numbers.chosen)
        else:
            self.back()

    def explain(self) -> None:
        """Explain what has the focus; if that is the diagram and it is explained already, go to the explanation."""
        focused = self._app.focused
        if isinstance(focused, Selecting) and self.is_active:
            self._columns.pane("ExplanationPane").focus()
            return
        latest = self._feed.latest
        own = focused.explained(latest) if isinstance(focused, Pane) else None
        self.explain_link(own or self._network.explained(latest))

    def explain_or_close(self) -> None:
        """Explain what has the focus; if that is explained already, close the explanation."""
        if isinstance(self._app.focused, Selecting | ExplanationPane) and self.is_active:
            self.end()
        else:
            self.explain()

    def check_gradients(self) -> None:
        """Compare the gradients of back-propagation with finite differences, for all synapses."""
        self.explain_link(Link(GradientsAddress()))

    def explain_link(self, link: Link) -> None:
        """Explain the number at the end of a link."""
        maximized = self._app.screen.maximized
        if maximized is not None and not isinstance(maximized, ExplanationPane):
            self._app.screen.minimize()
        if not self._links:
            self._asked_from = self._app.focused
        elif self._links[-1].address == link.address:
            # Only the example changes.
            self._links.pop()
        self._links.append(link)
        del self._links[:-MOST_LINKS]
        self._show_link()
        if not isinstance(self._app.focused, Selecting):
            self._columns.focus("ExplanationPane")

    def show(self) -> None:
        """Show the explanation again if there is one; else explain what has the focus."""
        if self.is_active:
            self._show_link()
        else:
            self.explain()

    def back(self) -> None:
        """Go to what was explained before; if there was nothing, close the explanation."""
        if len(self._links) > 1:
            self._links.pop()
            self._show_link()
        else:
            self.end()

    def end(self) -> None:
        """Close the explanation, and give the focus back to where it was."""
        if not self.is_active:
            return
        self._links.clear()
        self._show_link()
        if isinstance(self._app.focused, ExplanationPane) and self._asked_from is not None:
            # It may have been hidden meanwhile, and is shown again with the next refresh.
            self._app.call_after_refresh(self._asked_from.focus)

    @property
    def _network(self) -> NetworkPane:
        return self._columns.screen.query_one(NetworkPane)

    def _show_link(self) -> None:
        link = self.link
        self._columns.show_explanation(link is not None)
        self._network.select(link.address if link else None)
        self._feed.send(Explain(link))
