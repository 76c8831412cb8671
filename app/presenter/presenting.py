"""What the live view does for a room full of people: the large screen, and the cues of a talk."""

from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual.screen import ModalScreen

from perceptop.app.live.explaining import Asking
from perceptop.app.live.view_options import View
from perceptop.app.panes.picture import PicturePane
from perceptop.app.presenter import NO_PICTURE

if TYPE_CHECKING:
    from perceptop.app.presenter.screen import Presenter
from perceptop.app.presenter.script import Script
from perceptop.core.protocol.commands import Want
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot


class Presenting(Asking):
    """An app with a large screen over the ordinary one, and a script."""

    def __init__(self, look: View, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.look = look
        look.arrangement.dress(self)
        self._script = Script(look.cues)
        self._presenter: Presenter | None = None
        self._explained, self._said = False, ""
        self._leaving, self.opened = False, False
        self._opens_large = look.presenting or bool(look.cues and look.cues[0].present)

    async def open_talk(self) -> None:
        """Begin large if so wanted, and with the first cue."""
        if self.look.presenting:
            await self.action_present()
        if self.look.cues:
            await self.action_next_cue()
        self._opens_large = False

    def heed(self, snapshot: Snapshot) -> None:
        """Nothing is called out before a room: there, words are for the one who speaks."""
        if self._opens_large:
            self.callouts.pass_over(snapshot)
        super().heed(snapshot)

    def attend(self, snapshot: Snapshot) -> bool:
        """Go on with the script; whether the large screen shows the snapshot, and the ordinary one need not."""
        if not self.feed.pending and (command := self._script.due(snapshot)):
            self.feed.send(command)
        if self._presenter is None or not self._presenter.is_mounted:
            return False
        self._presenter.show(snapshot, self.feed.pending)
        # A milestone that is called out afterwards is no news.
        self.callouts.pass_over(snapshot)
        return True

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, and keep how the screen was arranged. To leave once more changes no more than the exit code."""
        if not self.opened:
            # To leave now would keep Textual from making the widgets that it is about to look for.
            self.call_later(self.exit, result, return_code, message)
            return
        self.feed.close()
        # The palette still gathers, and would look for a list that is gone.
        self.workers.cancel_all()
        # While Textual closes the screens, or has closed them, there is nothing left to read it off.
        if self.is_running and not self._leaving:
            self.look.arrangement.keep(self)
        self._leaving = True
        super().exit(result, return_code, message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of cues are those of other actions where there is no cue to go to."""
        if action in ("next_cue", "last_cue"):
            left = not self._script.is_over if action == "next_cue" else self._script.has_begun
            return left and not isinstance(self.screen, ModalScreen)
        return super().check_action(action, parameters)

    async def action_present(self) -> None:
        """The large screen, or the ordinary one again."""
        presenter, self._presenter = self._presenter, None
        if presenter is None:
            await self._enter()
        elif presenter is self.screen:
            await self.pop_screen()
            pane = self.screen_stack[0].query_one(PicturePane)
            self.feed.send(Want((pane.wanted,) if pane.display else ()))
            self.feed.show_latest()
        else:
            # A question lies over it: first that.
            self._presenter = presenter

    async def action_next_cue(self) -> None:
        """The next cue."""
        self._script.forward()
        await self._follow()

    async def action_last_cue(self) -> None:
        """The cue before."""
        self._script.back()
        await self._follow()

    async def _enter(self) -> None:
        from perceptop.app.presenter.screen import Presenter  # opening need not wait for it

        presenter = Presenter(big=not self.look.ascii)
        await self.push_screen(presenter)
        self._presenter = presenter
        self.feed.send(Want(()))
        self._stage()
        self.feed.show_latest()

    async def _follow(self) -> None:
        wanted = self._script.present
        if wanted is not None and wanted != (self._presenter is not None):
            await self.action_present()
        self._stage()
        self.feed.show_latest()

    def _stage(self) -> None:
        script = self._script
        if self._presenter:
            self._presenter.stage(script.caption, script.label, script.picture)
            self._presenter.network.select(script.neuron)
        elif script.label:
            self._stage_small(script)

    def _stage_small(self, script: Script) -> None:
        """On the ordinary screen, which has everything already: what the cue is about comes forward."""
        if script.picture and script.picture != NO_PICTURE:
            self.screen_stack[0].query_one(PicturePane).choose(script.picture)
        if script.neuron:
            self._explain(Link(script.neuron))
        elif self._explained:
            self.action_end_explanation()
        self._explained = script.neuron is not None
        if script.caption and script.caption != self._said:
            self.notify(f"Cue {script.label}: {script.caption}", markup=False)
        self._said = script.caption
