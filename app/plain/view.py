"""The plain view: snapshots become lines, keys become commands, as in the live view."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from perceptop.app.actions.table import ACTIONS
from perceptop.app.plain.change_keys import ChangeKeys
from perceptop.app.plain.narrator import Narrator, introduction, listed, speed_sentence
from perceptop.app.plain.parse_input import (
    WATCHED,
    explained,
    read_branch,
    read_file_to_save,
    read_link,
    read_watchpoints,
)
from perceptop.app.plain.rows import branch_lines, row_lines, synapse_lines
from perceptop.app.plain.spoken_quiz import SpokenQuiz
from perceptop.app.run.options import RunOptions
from perceptop.app.run.parse_input import (
    epochs_to_go_to,
    read_epoch,
    read_seed,
)
from perceptop.app.run.repeat_command import farewell
from perceptop.app.run.worker.snapshot_feed import Feed, SnapshotSource
from perceptop.app.teaching.quiz.score import Score
from perceptop.app.teaching.stories import Stories, spoken
from perceptop.app.terminal.exit_codes import NEXT_LESSON
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.commands import Command, Explain, Play, SetSpeed
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.session.report import report_of_snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.tutor.course import Course
    from perceptop.app.teaching.tutor.plain import PlainTutor

LOOK = 0.1
"""Seconds between two looks at a run that is under way: what happens is told at once, numbers at the reader's pace."""
PATIENCE = 0.5
"""Seconds that a command may take before it is told that it is under way."""


class KeySource(Protocol):
    """Where keys and lines come from."""

    def ask(self) -> None:
        """The next that is wanted is a line."""


class PlainView(ChangeKeys):
    """Writes lines. `pace` is seconds between two reports of a run under way. With a `score` it begins with questions.

    Without `keys` it ends where the run rests. `ended` has the exit code then, or what went wrong.
    """

    def __init__(
        self,
        source: SnapshotSource,
        first: Snapshot,
        options: RunOptions,
        write: Callable[[str], None],
        pace: float,
        score: Score | None = None,
    ) -> None:
        self.feed = Feed(source, first, self._show, self._fail)
        self.keys: KeySource | None = None
        self.failure = ""
        # A command that repeats the run is to do it as lines again.
        self._options, self._given = replace(options, plain=True), first.events
        self._write, self._pace = write, pace
        self._teller, self._stories = Narrator(), Stories(self.feed)
        self._told: Story | None = None
        self._actions = {key: action.plain_does for action in ACTIONS for key in action.plain_keys}
        self._read: Callable[[str], Command] | None = None
        self._quiz = SpokenQuiz(self.feed, score or Score(first.about.name), self._tell, self._ask_line)
        self._begins_asking = score is not None
        self._explaining = False
        self._lesson: PlainTutor | None = None

    def take_lesson(self, course: "Course | None") -> None:
        """Take that lesson in this run; None for no lesson."""
        if course is not None:
            from perceptop.app.teaching.tutor.plain import PlainTutor

            self._lesson = PlainTutor(course, self.feed, self._tell, lambda: self.end(NEXT_LESSON))

    async def run(self) -> int:
        """From the introduction to the end; the exit code."""
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        # An exception in what the loop calls, a broken pipe say, would only be logged.
        self._loop.set_exception_handler(lambda _, context: self._break(context.get("exception")))
        self._due = self._patient = 0.0
        self._tell(introduction(self.feed.latest))
        if self.keys:
            self._tell(["space pauses and goes on, s steps, h tells all keys, q leaves"])
        self.feed.open()
        if self._begins_asking:
            self.do_ask_before_steps()
        self._look()
        return await self.ended

    def press(self, key: str) -> None:
        """Do what a key does."""
        if self._lesson and self._lesson.press(key):
            return
        does = self._actions.get(key)
        if isinstance(does, str):
            getattr(self, f"do_{does}")()
        elif does is not None:
            self._send(does(self.feed.latest) if callable(does) else does)
        elif key != "escape":
            self._tell([f"{key if key.isprintable() else 'this key'} does nothing, h tells all keys"])

    def answer(self, text: str | None) -> None:
        """Take the line that was typed, None for none."""
        if self._quiz.is_asking:
            self._quiz.answer(text)
            return
        read, self._read = self._read, None
        if text is None or read is None:
            self._tell(["never mind"])
            self._show(self.feed.latest)
            return
        try:
            self._send(read(text))
        except BadInput as problem:
            self._tell([str(problem)])

    def end(self, code: int = 0) -> None:
        """End with this exit code."""
        if not self.ended.done():
            self.ended.set_result(code)

    def _fail(self, text: str) -> None:
        self.failure = text
        self.end(1)

    def _break(self, problem: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(problem or RuntimeError("the loop of events has failed"))

    def _look(self) -> None:
        if not self.ended.done():
            self.feed.tick()
            self._loop.call_later(LOOK, self._look)

    def _show(self, snapshot: Snapshot) -> None:
        self._stories.update(snapshot)
        if not self.ended.done():
            self._quiz.update(snapshot)
        if self._lesson:
            self._lesson.update(snapshot)
        now, busy = self._loop.time(), not snapshot.progress.resting or self.feed.pending
        if self.ended.done() or self._read or self._quiz.is_asking or (busy and now < self._patient):
            return
        news = self._teller.news(snapshot)
        if not busy or now >= self._due:
            self._due = now + self._pace
            self._tell_story()
            self._tell(self._teller.numbers(snapshot))
        self._tell(news)
        self._explain(snapshot)
        if self._lesson:
            self._lesson.say()
        at_end = self._options.exit_at_end and snapshot.progress.ended
        if not busy and at_end:
            self._say_farewell()
        if not busy and (at_end or self.keys is None):
            self.end(int(snapshot.progress.state == "diverged"))

    def _tell_story(self) -> None:
        before, self._told = self._told, self._stories.story
        if self._told is not None and self._told is not before:
            self._tell([spoken(self._told.text)])

    def _explain(self, snapshot: Snapshot) -> None:
        lines = self._teller.explanation(snapshot) if self._explaining else []
        if lines:
            self._tell(lines)
            self._explaining = False
            self.feed.send(Explain(None))

    def _tell(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._write(line + "\n")

    def _send(self, command: Command) -> None:
        if isinstance(command, SetSpeed) and not self.feed.latest.progress.busy:
            self._tell([speed_sentence(command.epochs_per_second)])
        now = self._loop.time()
        goes_on = isinstance(command, Play | SetSpeed | Explain)
        self._patient = now if goes_on else now + PATIENCE
        # The effect is reported first, and numbers later.
        self._due = now + self._pace if goes_on else self._due
        self._explaining = self._explaining or isinstance(command, Explain)
        self._quiz.send(command)

    def _ask(self, question: str, read: Callable[[str], Command]) -> None:
        if self.keys:
            self._read = read
            self._ask_line(f"{question}; enter alone for never mind: ")

    def _ask_line(self, question: str) -> None:
        if self.keys:
            self._write(question)
            self.keys.ask()

    def do_ask_epoch(self) -> None:
        """To an epoch that is typed."""
        self._ask(f"go to epoch, {epochs_to_go_to(self.feed.latest.progress)}", read_epoch)

    def do_ask_before_steps(self) -> None:
        """Ask before each step what it will do, or no more; without keys nobody could answer."""
        if self.keys:
            self._quiz.toggle()

    def do_ask_seed(self) -> None:
        """Begin again from a seed that is typed."""
        self._ask(f"begin again from seed, now {self.feed.latest.progress.seed}", read_seed)

    def do_branches(self) -> None:
        """Switch to a branch."""
        branches = self.feed.latest.branches
        self._tell(branch_lines(self.feed.latest))
        if len(branches) > 1:
            self._ask("switch to branch number", partial(read_branch, count=len(branches)))

    def do_watchpoints(self) -> None:
        """When to pause by itself."""
        present = " ".join(self.feed.latest.watching) or "none"
        self._ask(f"pause by itself at {WATCHED}, now {present}", read_watchpoints)

    def do_ask_explanation(self) -> None:
        """Explain a number."""
        latest = self.feed.latest
        self._ask(
            f"explain {explained(latest.about)}", partial(read_link, about=latest.about, example=latest.numbers.chosen)
        )

    def do_save(self) -> None:
        """Save something of the run; the ending of the file says what."""
        from perceptop.app.run.save_kinds import ENDINGS

        self._ask(f"save to a new file, {ENDINGS}", partial(read_file_to_save, options=self._options))

    def do_copy_command(self) -> None:
        """The command that comes back here; changes on the way are saved beside it."""
        from perceptop.app.run.repeat_command import command_back  # here and below: it brings the model files with it

        try:
            self._tell([command_back(self.feed.latest, self._given, self._options, Path.cwd())])
        except BadInput as problem:
            self._tell([str(problem)])

    def do_again(self) -> None:
        """Print the state of the run."""
        self._tell(report_of_snapshot(self.feed.latest).sentences(self.feed.latest.about.output_scales))

    def do_rows(self) -> None:
        """Print all rows."""
        self._tell(row_lines(self.feed.latest))

    def do_synapses(self) -> None:
        """Print all synapses."""
        self._tell(synapse_lines(self.feed.latest))

    def do_help(self) -> None:
        """Print all keys."""
        self._tell([f"{' or '.join(each.plain_keys)}: {each.plain.words}" for each in ACTIONS if each.plain])

    def do_quit(self) -> None:
        """Leave the program."""
        if self._lesson is None:
            self._say_farewell()
        self.end()

    def _say_farewell(self) -> None:
        from perceptop.app.run.repeat_command import command_again

        latest = self.feed.latest
        self._tell([listed(farewell(latest, command_again(latest, self._given, self._options, Path.cwd())))])
