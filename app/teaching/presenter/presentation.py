"""What the live view does for a room full of people: the large screen, and the cues of a talk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual.screen import ModalScreen

from perceptop.app.panes.picture import PicturePane
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.presenter import NO_PICTURE
from perceptop.app.teaching.presenter.script import Script
from perceptop.app.teaching.stories import Stories
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.protocol.commands import Want
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.presenter.cues import Cue
    from perceptop.app.teaching.presenter.screen import Presenter


class Explainer(Protocol):
    """What explains a number on the ordinary screen."""

    def explain_link(self, link: Link) -> None:
        """Explain the number at the end of a link."""

    def end(self) -> None:
        """Close the explanation."""


class Presentation:
    """The large screen over the ordinary one, and the script of a talk."""

    def __init__(
        self, app: TerminalApp, feed: Feed, explainer: Explainer, cues: "Sequence[Cue]", large: bool, ascii_only: bool
    ) -> None:
        """`large` begins with the large screen; `ascii_only` leaves out large letters."""
        self._app, self._feed, self._explainer = app, feed, explainer
        self._script = Script(cues)
        self._screen: Presenter | None = None
        self._large, self._ascii, self._has_cues = large, ascii_only, bool(cues)
        self._explained, self._said = False, ""
        self.opens_large = large or bool(cues and cues[0].present)

    async def open(self) -> None:
        """Show the large screen if it is wanted, and the first cue."""
        if self._large:
            await self.toggle()
        if self._has_cues:
            await self.next_cue()
        self.opens_large = False

    def show(self, snapshot: Snapshot, stories: Stories) -> bool:
        """Send what the script does next; return whether the large screen shows the snapshot and the story."""
        if not self._feed.pending and (command := self._script.due(snapshot)):
            self._feed.send(command)
        if self._screen is None or not self._screen.is_mounted:
            return False
        self._screen.show(snapshot, self._feed.pending, stories.story, stories.marked)
        return True

    def allows(self, action: str) -> bool:
        """Return whether an action has a use now: `next_cue` and `previous_cue` need a cue to go to, and no dialog."""
        if action not in ("next_cue", "previous_cue"):
            return True
        has_cue = not self._script.is_over if action == "next_cue" else self._script.has_begun
        return has_cue and not isinstance(self._app.screen, ModalScreen)

    async def toggle(self) -> None:
        """Show the large screen, or the ordinary one again."""
        screen, self._screen = self._screen, None
        if screen is None:
            await self._open_screen()
        elif screen is self._app.screen:
            await self._app.pop_screen()
            pane = self._app.screen_stack[0].query_one(PicturePane)
            self._feed.send(Want((pane.wanted,) if pane.display else ()))
            self._feed.show_latest()
        else:
            # A dialog lies over it, and is closed first.
            self._screen = screen

    async def next_cue(self) -> None:
        """Go to the next cue."""
        self._script.forward()
        await self._show_cue()

    async def previous_cue(self) -> None:
        """Go to the cue before."""
        self._script.back()
        await self._show_cue()

    async def _open_screen(self) -> None:
        from perceptop.app.teaching.presenter.screen import Presenter  # opening need not wait for it

        screen = Presenter(big=not self._ascii)
        await self._app.push_screen(screen)
        self._screen = screen
        self._feed.send(Want(()))
        self._arrange()
        self._feed.show_latest()

    async def _show_cue(self) -> None:
        wanted = self._script.present
        if wanted is not None and wanted != (self._screen is not None):
            await self.toggle()
        self._arrange()
        self._feed.show_latest()

    def _arrange(self) -> None:
        script = self._script
        if self._screen:
            self._screen.show_cue(script.caption, script.label, script.picture)
            self._screen.network.select(script.neuron)
        elif script.label:
            self._arrange_ordinary(script)

    def _arrange_ordinary(self, script: Script) -> None:
        """Bring up on the ordinary screen what the cue is about."""
        if script.picture and script.picture != NO_PICTURE:
            self._app.screen_stack[0].query_one(PicturePane).choose(script.picture)
        if script.neuron:
            self._explainer.explain_link(Link(script.neuron))
        elif self._explained:
            self._explainer.end()
        self._explained = script.neuron is not None
        if script.caption and script.caption != self._said:
            self._app.notify(f"Cue {script.label}: {script.caption}", markup=False)
        self._said = script.caption
