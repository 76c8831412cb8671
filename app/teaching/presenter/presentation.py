"""What the live view does before an audience: the large screen, and the cues of a talk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual.screen import ModalScreen

from perceptop.app.panes.picture import PicturePane
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.teaching.presenter import NO_PICTURE
from perceptop.app.teaching.presenter.audience import Audience
from perceptop.app.teaching.presenter.script import Script
from perceptop.app.teaching.stories import Stories
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.task_panel import Task
from perceptop.core.protocol.commands import AskQuestion, WantPictures
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.presenter.cues import Cue
    from perceptop.app.teaching.presenter.screen import Presenter


END_SECONDS = 10
"""Seconds for which the end of a talk is announced."""
LEAVING, LEAVING_SECONDS = "esc: back to the ordinary screen", 4
"""What is said, and for how long, when the large screen was opened by hand."""


class Explainer(Protocol):
    """What explains a number on the ordinary screen."""

    def explain_link(self, link: Link) -> None:
        """Explain the number at the end of a link."""

    def end(self) -> None:
        """Close the explanation."""


class Presentation:
    """The large screen over the ordinary one, and the script of a talk."""

    def __init__(
        self,
        app: TerminalApp,
        feed: Feed,
        explainer: Explainer,
        tasks: Tasks,
        cues: "Sequence[Cue]",
        large: bool,
        ascii_only: bool,
    ) -> None:
        """`large` begins with the large screen; `ascii_only` leaves out large letters."""
        self._app, self._feed, self._explainer = app, feed, explainer
        self._script, self._audience = Script(cues), Audience(feed)
        self._tasks = tasks
        self._task: Task | None = None
        self._has_end_to_tell = bool(cues)
        self._screen: Presenter | None = None
        self._large, self._ascii, self._has_cues = large, ascii_only, bool(cues)
        self._explained, self._said = False, ""
        self.opens_large = large or bool(cues and cues[0].present)

    async def open(self) -> None:
        """Show the large screen if it is wanted, and the first cue."""
        if self._large:
            await self._open_screen()
        if self._has_cues:
            await self.next_cue()
        self.opens_large = False

    def show(self, snapshot: Snapshot, stories: Stories) -> bool:
        """Send what the script does next; return whether the large screen shows the snapshot and the story."""
        if not self._feed.pending and (command := self._script.due(snapshot)):
            if isinstance(command, AskQuestion):
                self._audience.ask_run(command)
            else:
                self._feed.send(command)
        elif self._audience.take(snapshot):
            self._show_question()
            if self._audience.question is None:
                self._app.notify("Nothing can be asked about this epoch.")
        if self._screen is None or not self._screen.is_mounted:
            return False
        self._screen.show(snapshot, self._feed.pending, stories.story, stories.marked)
        return True

    def allows(self, action: str) -> bool:
        """Return whether an action has a use now: `next_cue` and `previous_cue` need a cue to go to, and no dialog.

        `next_cue` also shows the answer to a question, and once says that the talk is over.
        """
        if action not in ("next_cue", "previous_cue"):
            return True
        if action == "previous_cue":
            has_use = self._script.has_begun
        else:
            has_use = self._audience.question is not None or not self._script.is_over or self._has_end_to_tell
        return has_use and not isinstance(self._app.screen, ModalScreen)

    @property
    def is_large(self) -> bool:
        """Return whether the large screen is shown."""
        return self._screen is not None

    async def toggle(self) -> None:
        """Show the large screen, or the ordinary one again."""
        screen, self._screen = self._screen, None
        if screen is None:
            await self._open_screen()
            self._app.notify(LEAVING, timeout=LEAVING_SECONDS)
        elif screen is self._app.screen:
            await self._app.pop_screen()
            if not self._script.label:
                # It was asked on the large screen alone.
                self._audience.close()
            pane = self._app.screen_stack[0].query_one(PicturePane)
            self._feed.send(WantPictures((pane.wanted,) if pane.display else ()))
            self._show_question()
            self._feed.show_latest()
        else:
            # A dialog lies over it, and is closed first.
            self._screen = screen

    async def next_cue(self) -> None:
        """Show the answer to the question that stands; else go to the next cue, and after the last say so once."""
        if self._audience.question is not None and (self._script.is_over or not self._audience.is_revealed):
            self.reveal()
        elif not self._script.is_over:
            self._script.forward()
            await self._show_cue()
        elif self._has_end_to_tell:
            self._has_end_to_tell = False
            self._app.notify(_end_of_talk(self._feed.latest), timeout=END_SECONDS)

    async def previous_cue(self) -> None:
        """Go to the previous cue."""
        self._has_end_to_tell = True
        self._script.back()
        await self._show_cue()

    def ask(self) -> None:
        """Ask the audience what the next step will do; if a question stands, show its answer, then close it."""
        if self._audience.question is not None:
            self.reveal()
        else:
            self._audience.ask_run(AskQuestion())

    def reveal(self) -> None:
        """Show the answer to the question that stands; once that is shown, close it."""
        self._audience.go_on()
        self._show_question()

    async def _open_screen(self) -> None:
        from perceptop.app.teaching.presenter.screen import Presenter  # opening need not wait for it

        screen = Presenter(big=not self._ascii)
        await self._app.push_screen(screen)
        self._screen = screen
        self._feed.send(WantPictures(()))
        self._arrange()
        self._feed.show_latest()

    async def _show_cue(self) -> None:
        wanted = self._script.present
        if wanted and self._screen is None:
            await self._open_screen()
        elif wanted is False and self._screen is not None:
            await self.toggle()
        self._audience.put(self._script.question)
        self._arrange()
        self._feed.show_latest()

    def _show_question(self) -> None:
        """On the large screen in its own place; on the ordinary one in the panel above the keys."""
        question, revealed = self._audience.question, self._audience.is_revealed
        if self._screen:
            self._screen.ask(question, revealed)
        if question is None or self._screen:
            if self._task is not None and self._tasks.task is self._task:
                self._tasks.close()
            self._task = None
            return
        self._task = Task(
            f"Cue {self._script.label}" if self._script.label else "A question for the room",
            question=question.text,
            choices=question.choices,
            right=question.right if revealed else None,
            verdict=question.why if revealed else "",
            keys=(("space", "go on" if revealed else "answer"),),
        )
        self._tasks.show(self._task, lambda place: self.reveal())

    def _arrange(self) -> None:
        script = self._script
        self._show_question()
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


def _end_of_talk(snapshot: Snapshot) -> str:
    """Say what keys do after the last cue."""
    progress = snapshot.progress
    if progress.busy:
        space = "space pauses the run, "
    elif progress.state == "diverged":
        space = ""
    else:
        space = f"space plays on from epoch {progress.epoch:,}, "
    return f"The talk is over: {space}← goes back."
