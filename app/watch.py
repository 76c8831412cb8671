"""The live view from start to end: worker, screen, and the line that is left behind."""

import os
import sys

from app.link import Link, WorkerEnded
from app.options import RunOptions
from app.terminal import require_terminal
from app.worker import Failed, Refused


def watch(options: RunOptions) -> int:
    """Show the run until the user leaves; the exit code."""
    if obstacle := require_terminal():
        print(f"perceptop watch: {obstacle}", file=sys.stderr)
        return 2
    link = Link(options)
    try:
        # The paint timer must be quick, or a key waits for it; Textual reads this when it is imported.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        if os.environ.get("NO_COLOR") == "":
            # An empty one is none, as no-color.org has it; Textual takes it for one.
            del os.environ["NO_COLOR"]
        from app.live import Live

        first = link.receive()
        if isinstance(first, Refused):
            print(f"perceptop watch: {first.line}", file=sys.stderr)
            return 2
        if isinstance(first, Failed):
            print(first.traceback, end="", file=sys.stderr)
            return 1
        live = Live(link, first, options)
        live.run()
    except WorkerEnded as end:
        print(f"perceptop watch: {end}", file=sys.stderr)
        return 1
    finally:
        link.close()
    if live.failure:
        print(live.failure.rstrip(), file=sys.stderr)
    if live.farewell:
        print(live.farewell)
    return live.return_code or 0
