"""The command line in the process of the test: what a process of its own would print, and its exit code."""

import contextlib
import io
from dataclasses import dataclass

from perceptop.app.cli.main import main


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


def perceptop(*arguments):
    """Run a command; nothing is to be read from its input."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = ended.code
    return Done(code or 0, out.getvalue(), err.getvalue())
