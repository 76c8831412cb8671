"""The keys of the plain mode that change a run: its settings, its weights, its training rows."""

from collections.abc import Callable, Sequence
from functools import partial

from perceptop.app.plain.narrator import listed
from perceptop.app.run.parse_input import CHANGE, CHANGE_IN_FORK, change_examples, change_question, read_change
from perceptop.app.run.typed_rows import Row, added_row, changed_row
from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import RemoveRow
from perceptop.core.protocol.commands import Command, Make, Pause
from perceptop.core.protocol.snapshot import Snapshot


class ChangeKeys:
    """What they ask and send, for a view that has a feed and asks, tells and sends."""

    feed: Feed

    def _ask(self, question: str, read: Callable[[str], Command]) -> None:
        raise NotImplementedError

    def _tell(self, lines: Sequence[str]) -> None:
        raise NotImplementedError

    def _send(self, command: Command) -> None:
        raise NotImplementedError

    def do_ask_change(self) -> None:
        """Change a setting or a weight; in history, of a fork."""
        if question := self._place_of_change():
            read = partial(read_change, about=self.feed.latest.about, in_fork=question == CHANGE_IN_FORK)
            self._ask(f"{question.lower()}, like {listed(change_examples(self.feed.latest.about))}", read)

    def do_edit_row(self) -> None:
        """Give the chosen row other values."""
        self._ask_row(changed_row, f"row {self.feed.latest.numbers.chosen + 1:,}, now")

    def do_add_row(self) -> None:
        """Add a row."""
        self._ask_row(added_row, "another row, like")

    def do_remove_row(self) -> None:
        """Remove the chosen row."""
        if question := self._place_of_change():
            self._send(Make(RemoveRow(self.feed.latest.numbers.chosen), question == CHANGE_IN_FORK))

    def _ask_row(self, read: Callable[[str, Snapshot, bool], Command], words: str) -> None:
        latest = self.feed.latest
        if question := self._place_of_change():
            in_fork = question == CHANGE_IN_FORK
            row = Row.chosen(latest).text(latest.about)
            asked = f"{words} {row}{question.removeprefix(CHANGE).lower()}"
            self._ask(asked, lambda text: read(text, latest, in_fork))

    def _place_of_change(self) -> str:
        """What a change is made to: the newest state, or a fork; nothing, which is said, if there can be none."""
        latest = self.feed.latest
        try:
            question = change_question(latest)
        except BadInput as problem:
            self._tell([str(problem)])
            return ""
        if question == CHANGE_IN_FORK and latest.progress.busy:
            self._send(Pause())
        return question
