"""The dialogs of the live view: what is asked, and the commands that the answers become."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from perceptop.app.actions.table import run_of
from perceptop.app.live.files.run_files import Files
from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.terminal.exit_codes import MANY
from perceptop.app.widgets.pane import Pane
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import AddRow, Event, RemoveRow, RowChange, SetRow
from perceptop.core.protocol.commands import Command, Delete, Make, Pause, Switch, WatchFor
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.live.screens.change_form import Typed
    from perceptop.app.run.study_options import StudyOfRun

# What asks for text is awaited until it has the focus: keys that come meanwhile are for it.
# Dialogs and what reads their answers are imported when they are asked for: opening need not wait for them.

LOOK = 0.05
"""Seconds between two looks at whether a change was taken up."""


class Dialogs:
    """Opens dialogs, and sends what is answered."""

    def __init__(
        self,
        app: TerminalApp,
        feed: Feed,
        options: RunOptions,
        given: Sequence[Event],
        send: Callable[[Command], None],
        files: Files,
    ) -> None:
        """`options` is the command line, `given` the changes that came with it; `send` takes what was typed.

        `files` keeps the runs that were left for this one.
        """
        self._app, self._feed, self._options, self._given = app, feed, options, given
        self._send_typed, self._files = send, files
        self._typed: tuple[Typed, int] | None = None
        self.study: StudyOfRun | None = None
        """The study that the view was left for."""

    def help(self) -> None:
        """All keys, and a text on each pane, that of the focused one first."""
        from perceptop.app.live.screens.help import Help

        focused = self._app.focused
        self._app.push_screen(Help(focused if isinstance(focused, Pane) else None))

    def glossary(self) -> None:
        """What the words on the screen mean."""
        from perceptop.app.live.screens.glossary import Glossary

        self._app.push_screen(Glossary())

    def many(self) -> None:
        """Leave for a study of many starts of the experiment, with the settings of the run as it stands."""
        from perceptop.app.run.open_run import open_experiment
        from perceptop.app.run.study_options import study_of
        from perceptop.core.experiments.study.study import Study

        study = study_of(self._feed.latest, self._options)
        try:
            Study(open_experiment(study.options))
        except BadInput as problem:
            self._app.notify(str(problem), markup=False)
        else:
            self.study = study
            self._app.exit(return_code=MANY)

    def palette(self) -> None:
        """All actions by their names; not over a dialog, which wants an answer first."""
        from perceptop.app.widgets.dialog import CommandPaletteDialog

        if not self._over_a_dialog:
            self._app.push_screen(CommandPaletteDialog(id="--command-palette"))

    def menu(self) -> None:
        """All actions by their groups, each on a letter; not over a dialog."""
        from perceptop.app.live.screens.menu.menu import Menu

        if not self._over_a_dialog:
            self._app.push_screen(Menu(), self._do)

    async def ask_epoch(self) -> None:
        """Go to an epoch that is typed."""
        from perceptop.app.run.parse_input import epochs_to_go_to, read_epoch

        await self._ask("Go to epoch", epochs_to_go_to(self._feed.latest.progress), read_epoch)

    async def ask_seed(self) -> None:
        """Begin again from a seed that is typed."""
        from perceptop.app.run.parse_input import read_seed

        await self._ask("Begin again from seed", f"now {self._feed.latest.progress.seed}", read_seed)

    async def ask_change(self) -> None:
        """Change settings or a weight; in the past, of a fork. What was refused can be corrected."""
        from perceptop.app.live.screens.change_form import ChangeForm, Typed
        from perceptop.app.run.parse_input import IN_FORK

        latest, in_fork = self._feed.latest, self._in_fork()
        if in_fork is None:
            return
        typed, notices = self._typed or (Typed(), latest.progress.notices)
        refused = latest.progress.notices > notices
        typed = replace(typed, problem=latest.progress.notice) if refused else Typed()
        form = ChangeForm(f"Change{IN_FORK * in_fork}", latest.about, in_fork, typed)
        await self._app.push_screen(form, self._take_change)

    async def edit_row(self) -> None:
        """Give the chosen training row other values."""
        from perceptop.app.run.typed_rows import changed_row

        await self._ask_row(f"Row {self._feed.latest.numbers.chosen + 1:,}", changed_row)

    async def add_row(self) -> None:
        """Add a training row like the chosen one."""
        from perceptop.app.run.typed_rows import added_row

        await self._ask_row("Another row", added_row)

    def remove_row(self, row: int | None = None) -> None:
        """Remove a training row, by default the chosen one."""
        self._change_row(RemoveRow(self._feed.latest.numbers.chosen if row is None else row))

    def add_point(self, x: float, y: float) -> None:
        """Add a training row at a point of the plane, with the target of the chosen row."""
        from perceptop.app.run.typed_rows import Row

        self._change_row(AddRow((x, y), Row.chosen(self._feed.latest).targets))

    def change_class(self, row: int, name: str) -> None:
        """Give a training row another class; nothing, which is said, if targets are no classes."""
        from perceptop.app.run.typed_rows import class_targets

        targets = class_targets(self._feed.latest.about, name)
        if targets is None:
            self._app.notify("The targets are no classes: E in Training data changes a row.", markup=False)
        else:
            self._change_row(SetRow(row, (), targets))

    def _change_row(self, change: RowChange) -> None:
        in_fork = self._in_fork()
        if in_fork is not None:
            self._send(Make(change, in_fork))

    async def _ask_row(self, question: str, read: Callable[[str, Snapshot, bool], Command]) -> None:
        from perceptop.app.run.parse_input import IN_FORK
        from perceptop.app.run.typed_rows import Row, row_question

        latest, in_fork = self._feed.latest, self._in_fork()
        if in_fork is not None:
            text, asked = Row.chosen(latest).text(latest.about), question + IN_FORK * in_fork
            await self._ask(asked, row_question(latest.about), lambda line: read(line, latest, in_fork), text)

    def _in_fork(self) -> bool | None:
        """Whether a change is made in a fork that begins here; None, and that is said, if there can be no more."""
        from perceptop.app.run.parse_input import is_in_fork

        latest = self._feed.latest
        try:
            in_fork = is_in_fork(latest)
        except BadInput as problem:
            self._app.notify(str(problem), severity="warning", markup=False)
            return None
        if in_fork and latest.progress.busy:
            # The fork is to begin at the epoch that was shown when the key was pressed.
            self._feed.send(Pause())
        return in_fork

    def branches(self) -> None:
        """The branches of this run, to switch to one or to delete it."""
        from perceptop.app.live.screens.choice import Choice

        branches = self._feed.latest.branches
        lines = [
            f"{'▶' if branch.current else ' '} {branch.name}: to epoch {branch.reached:,}"
            + (f", forked from {branch.parent} at {branch.forked_at:,}" if branch.parent else "")
            + ("" if branch.same_run else f", seed {branch.seed}")
            for branch in branches
        ]
        lines += [f"↩ {former}" for former in self._files.former()]
        present = next(place for place, branch in enumerate(branches) if branch.current)
        hint = "enter switches · x deletes · escape closes"
        self._app.push_screen(Choice("Branches", hint, lines, present), partial(self._take_branch, len(branches)))

    def watchpoints(self) -> None:
        """The conditions on which the run pauses by itself."""
        from perceptop.app.live.screens.watchpoints import Watchpoints

        latest = self._feed.latest
        classes, tested = bool(latest.about.classes), latest.numbers.test_loss is not None
        self._app.push_screen(Watchpoints(latest.watching, classes, tested), self._take_watchpoints)

    def copy_command(self) -> None:
        """Copy the command that comes back to this epoch; the changes made on the way are saved beside it."""
        from perceptop.app.run.repeat_command import command_back

        try:
            command = command_back(self._feed.latest, self._given, self._options, Path.cwd())
        except BadInput as problem:
            self._app.notify(str(problem), severity="error", markup=False)
            return
        self._app.copy_to_clipboard(command)
        self._app.notify(f"Copied: {command}", markup=False)

    async def _ask(self, question: str, hint: str, read: Callable[[str], Command], text: str = "") -> None:
        from perceptop.app.live.screens.prompt import Prompt

        await self._app.push_screen(Prompt(question, hint, read, text), self._send)  # type: ignore[arg-type]

    def _take_change(self, answer: "tuple[Command, Typed] | None") -> None:
        if answer is not None:
            command, typed = answer
            self._typed = typed, self._feed.latest.progress.notices
            self._send(command)
            self._app.set_timer(LOOK, self._show_refusal)

    async def _show_refusal(self) -> None:
        """If the change that was typed last was refused, open the form again with it and the reason."""
        if self._feed.pending:
            self._app.set_timer(LOOK, self._show_refusal)
        elif self._typed and self._feed.latest.progress.notices > self._typed[1] and not self._over_a_dialog:
            await self.ask_change()

    @property
    def _over_a_dialog(self) -> bool:
        return isinstance(self._app.screen, ModalScreen)

    def _send(self, command: Command | None) -> None:
        if command is not None:
            self._send_typed(command)

    async def _do(self, name: str | None) -> None:
        if name is not None:
            await self._app.run_action(run_of(name))

    async def _take_branch(self, branches: int, choice: tuple[str, int] | None) -> None:
        if choice is None:
            return
        does, place = choice
        former = place - branches
        if former < 0:
            self._feed.send(Switch(place) if does == "choose" else Delete(place))
        elif does == "choose":
            await self._files.go_back(former)
        else:
            self._files.drop(former)

    def _take_watchpoints(self, texts: tuple[str, ...] | None) -> None:
        if texts is not None:
            self._feed.send(WatchFor(texts))
