"""How the command line ends: whatever ends it becomes an exit code and at most one line on standard error."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from perceptop.app.terminal.safe_output import OutputLost, gated, let_go
from perceptop.core.errors.printable import shorten_middle

INTERRUPTED = 130

MANY, BEFORE, NEXT, NEXT_LESSON, OPENED = -1, -2, -3, -4, -5
"""What the live view returns if it was left for a study of its experiment; if it was opened from a study, for the
start before or the next; in a lesson, for the next one; for another run. No exit codes of the program."""


def exit_code(run: Callable[[], int | None]) -> int:
    """Run behind the gate; the exit code, when all that was printed has been written."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - it stays open to the end, as what it stands for
    if sys.stdout is None:
        print("perceptop: standard output: found it closed, expected somewhere to print", file=sys.stderr)
        return 2
    with gated():
        try:
            return _written(run)
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            # Whoever read our output has had enough, as `head` has; Python must not complain about it at exit.
            let_go(sys.stdout)
            return 0
        except OutputLost as lost:
            let_go(sys.stdout)
            return _say(str(lost), 1)
        except MemoryError:
            return _say("not enough memory", 1)
        except OSError as problem:
            name = f"{problem.filename}: " if problem.filename else ""
            return _say(f"{name}{(problem.strerror or str(problem)).lower()}", 1)
        except ValueError as error:
            # By its name: to import it for every --help would take time.
            if type(error).__name__ != "BadInput":
                raise
            return _say(str(error), 2)


def end_at_once_on_ctrl_c() -> None:
    """Until `interruptible` is called, Ctrl+C ends the process at once: Python would raise in the middle of imports."""
    # Ignored it stays: whoever started this in the background of a script does not want it to end by Ctrl+C.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def interruptible() -> None:
    """From now on Ctrl+C raises `KeyboardInterrupt`, so that what has been begun can be brought to its end."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(number: int, frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)


def _written(run: Callable[[], int | None]) -> int:
    try:
        code = int(run() or 0)
    except SystemExit:
        # As --help and --version end.
        sys.stdout.flush()
        raise
    sys.stdout.flush()
    return code


def _say(message: str, code: int) -> int:
    print(f"perceptop: {shorten_middle(message)}", file=sys.stderr, flush=True)
    return code
