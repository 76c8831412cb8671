"""The live view from start to end: worker, screen, and the line that is left behind."""

import os
import sys
from typing import TYPE_CHECKING

from app.beginning import first_snapshot
from app.ending import interruptible
from app.garbage import postpone_garbage, settle_garbage
from app.gate import ungated
from app.link import Link, WorkerEnded
from app.options import LookOptions, RunOptions
from app.terminal.ending import end_with_terminal
from app.terminal.requirements import require_terminal

if TYPE_CHECKING:
    from app.presenter.cues import Cue
    from core.snapshot import About


HUNG_UP = 128 + 1
"""The exit code if the terminal has gone away, by the number of SIGHUP."""


def watch(options: RunOptions, shown: LookOptions = LookOptions()) -> int:  # noqa: B008 - it is immutable
    """Show the run until the user leaves; the exit code."""
    if obstacle := require_terminal():
        print(f"perceptop watch: {obstacle}", file=sys.stderr)
        return 2
    end_with_terminal(0)
    link = Link(options)
    postpone_garbage()
    try:
        # The paint timer must be quick, or a key waits for it; Textual reads this when it is imported.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        if os.environ.get("NO_COLOR") == "":
            # An empty one is none, as no-color.org has it; Textual takes it for one.
            del os.environ["NO_COLOR"]
        from app.arrangement import Arrangement
        from app.ascii import to_ascii
        from app.config import config_file
        from app.live import Live
        from app.look import Look

        first = first_snapshot(link)
        if isinstance(first, int):
            return first
        cues = _cues(shown.cues, first.about) if shown.cues else ()
        look = Look(shown.ascii, shown.present, cues, Arrangement(config_file()))
        live = Live(link, first, options, look)
        settle_garbage()
        interruptible()
        with ungated():
            live.run()
    except WorkerEnded as end:
        print(f"perceptop watch: {end}", file=sys.stderr)
        return 1
    finally:
        link.close()
    if live.return_code == HUNG_UP:
        return HUNG_UP  # there is nobody to read any more
    if live.failure:
        print(live.failure.rstrip(), file=sys.stderr)
    line = live.farewell()
    print(to_ascii(line) if shown.ascii else line)
    return live.return_code or 0


def _cues(path: str, about: "About") -> "tuple[Cue, ...]":
    from app.presenter.cues import read_cues  # a talk is seldom given

    return read_cues(path, about)
