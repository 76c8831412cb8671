"""The files of a run in the live view: what is saved, and where."""

from pathlib import Path

from perceptop.app.run.options import RunOptions
from perceptop.app.run.save_kinds import PICTURE, SaveKind, save_command
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.terminal.app import TerminalApp
from perceptop.core.protocol.snapshot import Progress

# What asks is imported when it is asked for: opening need not wait for it.


class Files:
    """Asks what to save, and says what was saved and what could not be done."""

    def __init__(self, app: TerminalApp, feed: Feed, options: RunOptions) -> None:
        """`options` are those that the run was opened with."""
        self._app, self._feed, self._options = app, feed, options
        self._saves = self._notices = 0
        self._warned = False

    def save(self) -> None:
        """Ask what to save, and where."""
        from perceptop.app.live.screens.save_form import SaveForm
        from perceptop.app.widgets.dialog import Dialog

        if not isinstance(self._app.screen, Dialog):
            self._app.push_screen(SaveForm(self._feed.latest, Path.cwd()), self._take_place)

    def save_picture(self, path: str | None = None) -> None:
        """Save the screen as an SVG file, in the current folder if no path is given; a browser gets it delivered."""
        from perceptop.app.live.files.screenshot import take_screenshot

        take_screenshot(self._app, path)

    def tell(self, progress: Progress) -> None:
        """Say what was refused, and which files were written."""
        if progress.notices > self._notices:
            self._notices = progress.notices
            self._app.notify(progress.notice, severity="warning", markup=False)
        if progress.saves > self._saves:
            self._saves = progress.saves
            self._app.notify(f"Saved: {progress.saved}", markup=False)

    def keeps_open(self) -> bool:
        """Return whether a file is still being written, and say so: to leave once more leaves without it."""
        if not self._feed.latest.progress.saving or self._warned:
            return False
        self._warned = True
        self._app.notify("A file is still being written: once more leaves without it.", markup=False)
        return True

    def _take_place(self, place: tuple[SaveKind, str] | None) -> None:
        if place is None:
            return
        kind, path = place
        if kind is PICTURE:
            # Of the screen without the dialog.
            self._app.call_after_refresh(self.save_picture, path)
        else:
            self._feed.send(save_command(kind, path, self._options))
