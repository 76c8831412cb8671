"""The certain end of the program: once it is to leave it does, whatever else goes wrong."""

import contextlib
import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable
from typing import Any

LEAVING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
"""The signals that end the program."""
GRACE = {signal.SIGHUP: 0.6}
"""Seconds that leaving may take; nobody waits for the last words of a program whose terminal has gone."""
USUAL_GRACE = 2.5

RESTORED = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[<u\x1b[?1049l"
    b"\x1b[?25h\x1b[?1004l"
)
"""No pastes in brackets, lines wrapped, no reports of size, mouse or focus, keys as ever, first screen, cursor."""

_ends: set[int] = set()


def end_by(number: int, last: Callable[[], object]) -> None:
    """End this process with the exit code for that signal within its grace, after a call of `last`.

    It ends all threads with it. What it has started notices that, by its lifeline.
    """
    if number in _ends:
        return
    _ends.add(number)

    def end() -> None:
        time.sleep(GRACE.get(signal.Signals(number), USUAL_GRACE))
        with contextlib.suppress(Exception):
            last()
        os._exit(128 + number)

    threading.Thread(target=end, daemon=True, name="certain end").start()


def end_with_terminal(descriptor: int) -> None:
    """Watch, from now on, for the terminal to go away, and end then: while the program is loaded too."""

    def wait() -> None:
        hung_up = select.poll()
        hung_up.register(descriptor, 0)  # nothing but that it has hung up, or is no longer open
        with contextlib.suppress(OSError):
            hung_up.poll()
            end_by(signal.SIGHUP, lambda: None)

    threading.Thread(target=wait, daemon=True, name="terminal's end").start()


def restore(reader: int, writer: int, modes: list[Any] | None) -> None:
    """Give a terminal back without waiting for anybody: what it has not read yet is dropped."""
    with contextlib.suppress(termios.error):
        termios.tcflush(writer, termios.TCOFLUSH)
    with contextlib.suppress(OSError):
        if select.select([], [writer], [], 0)[1]:
            os.write(writer, RESTORED)
    if modes is not None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(reader, termios.TCSANOW, modes)
