"""Whether there is a terminal to draw on."""

import os
import sys


def require_terminal() -> str | None:
    """Why the live view cannot be shown here, in one line; None if it can."""
    for stream, what in (
        (sys.__stdin__, "standard input"),
        (sys.__stdout__, "standard output"),
        (sys.__stderr__, "standard error"),
    ):
        if stream is None or stream.closed or not stream.isatty():
            return f"{what} is not a terminal: `perceptop watch --plain` does without one"
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return f"TERM is '{os.environ.get('TERM', '')}', which cannot draw: `perceptop watch --plain` does without"
    return None
