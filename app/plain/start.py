"""The plain mode from start to end: worker, keys if there are any, and the terminal as it was."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from perceptop.app.plain.keyboard import Keyboard
from perceptop.app.plain.view import PlainView
from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.connection import WorkerConnection, WorkerEnded, first_snapshot
from perceptop.app.teaching.quiz.score import Score

if TYPE_CHECKING:
    from perceptop.app.teaching.quiz.scores_file import ScoresFile
    from perceptop.app.teaching.tutor.course import Course

PACE = 2.0
"""Seconds between two reports, where nobody says otherwise."""


def watch_plain(
    options: RunOptions,
    pace: float | None = None,
    ascii_only: bool = False,
    scores: str | None = None,
    course: "Course | None" = None,
) -> int:
    """Tell the run until the user leaves, or without keys until it rests; the exit code. `course` is a lesson."""
    file = None if scores is None else _scores_file(scores)
    link = WorkerConnection(options)
    try:
        first = first_snapshot(link)
        if isinstance(first, int):
            return first
        score = Score(first.about.name, save=file.save) if file else None
        view = PlainView(link, first, options, _writer(ascii_only), PACE if pace is None else pace, score)
        view.take_lesson(course)
        code = asyncio.run(_run(view))
    except WorkerEnded as end:
        print(f"perceptop watch: {end}", file=sys.stderr)
        return 1
    finally:
        link.close()
    if view.failure:
        print(view.failure.rstrip(), file=sys.stderr)
    return code


def has_keys() -> bool:
    """Return whether keys can be read, and their effect is shown."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


async def _run(view: PlainView) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, view.end, 128 + number)
    with ExitStack() as stack:
        if has_keys():
            keyboard = stack.enter_context(Keyboard(sys.stdin.fileno(), view.press, view.answer, view.end))
            keyboard.listen(loop)
            view.keys = keyboard
        return await view.run()


def _writer(ascii_only: bool) -> Callable[[str], None]:
    rewrite: Callable[[str], str] = str
    if ascii_only:
        from perceptop.app.terminal.ascii_filter import to_ascii as rewrite  # it brings Textual with it
    output = sys.stdout
    # A terminal without these letters gets a question mark, and the run goes on.
    output.reconfigure(errors="replace")  # type: ignore[union-attr]

    def write(text: str) -> None:
        output.write(rewrite(text))
        output.flush()

    return write


def _scores_file(path: str) -> "ScoresFile":
    from perceptop.app.teaching.quiz.scores_file import ScoresFile  # seldom given

    return ScoresFile(Path(path))
