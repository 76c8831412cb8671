"""The keys of the plain mode that change a run: its settings, its weights, its training rows."""

from collections.abc import Callable, Sequence
from functools import partial

from perceptop.app.plain.narrator import listed
from perceptop.app.run.parse_input import IN_FORK, change_examples, is_in_fork, read_change
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
        about, in_fork = self.feed.latest.about, self._in_fork()
        if in_fork is not None:
            read = partial(read_change, about=about, in_fork=in_fork)
            self._ask(f"change{IN_FORK * in_fork}, like {listed(change_examples(about))}", read)

    def do_edit_row(self) -> None:
        """Give the chosen row other values."""
        self._ask_row(changed_row, f"row {self.feed.latest.numbers.chosen + 1:,}, now")

    def do_add_row(self) -> None:
        """Add a row."""
        self._ask_row(added_row, "another row, like")

    def do_remove_row(self) -> None:
        """Remove the chosen row."""
        in_fork = self._in_fork()
        if in_fork is not None:
            self._send(Make(RemoveRow(self.feed.latest.numbers.chosen), in_fork))

    def _ask_row(self, read: Callable[[str, Snapshot, bool], Command], words: str) -> None:
        latest, in_fork = self.feed.latest, self._in_fork()
        if in_fork is not None:
            row = Row.chosen(latest).text(latest.about)
            self._ask(f"{words} {row}{IN_FORK * in_fork}", lambda text: read(text, latest, in_fork))

    def _in_fork(self) -> bool | None:
        """Whether a change is made in a fork; None, and that is said, if there can be no more."""
        latest = self.feed.latest
        try:
            in_fork = is_in_fork(latest)
        except BadInput as problem:
            self._tell([str(problem)])
            return None
        if in_fork and latest.progress.busy:
            self._send(Pause())
        return in_fork
