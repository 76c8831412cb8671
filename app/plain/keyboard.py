"""Single keys from a terminal, and whole lines where one is asked for. The terminal is given back as it was."""

import asyncio
import os
import re
import signal
import termios
from collections.abc import Callable

# The sequences are those of xterm (ctlseqs, "PC-Style Function Keys") and of its application mode.
NAMES = {
    " ": "space",
    "\n": "enter",
    "\r": "enter",
    "\x04": "q",
    "\x13": "ctrl+s",
    "\x1b": "escape",
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1b[H": "home",
    "\x1b[F": "end",
    "\x1b[1~": "home",
    "\x1b[4~": "end",
    "\x1b[1;2C": "shift+right",
    "\x1b[1;2D": "shift+left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1bOH": "home",
    "\x1bOF": "end",
}
KEY = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|.", re.DOTALL)


class Keyboard:
    """Calls `pressed` with the name of each key, `answered` with the line that was asked for, or None for none.

    `gone` is called where nothing more will come. Use it as a context: the terminal's mode is changed only within.
    """

    def __init__(
        self,
        descriptor: int,
        pressed: Callable[[str], None],
        answered: Callable[[str | None], None],
        gone: Callable[[], None],
    ) -> None:
        self._descriptor = descriptor
        self._pressed, self._answered, self._gone = pressed, answered, gone
        self._asking = False
        self._typed = ""

    def __enter__(self) -> "Keyboard":
        self._before = termios.tcgetattr(self._descriptor)
        self._single_keys()
        return self

    def __exit__(self, *_: object) -> None:
        self._as_before()

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to read, and step back while the shell has the terminal."""
        loop.add_reader(self._descriptor, self._read)
        loop.add_signal_handler(signal.SIGTSTP, self._suspend, loop)

    def ask(self) -> None:
        """The next that is wanted is a line: the terminal shows what is typed, and lets it be edited."""
        self._asking = True
        self._as_before()

    def take(self, text: str) -> None:
        """What was typed, or pasted: keys, and lines where they are asked for."""
        self._typed += text
        while self._typed:
            if self._asking:
                line, end, rest = self._typed.replace("\r", "\n").partition("\n")
                if not end:
                    return
                self._typed, self._asking = rest, False
                self._single_keys()
                self._answered(line.strip() or None)
            else:
                match = KEY.match(self._typed)
                assert match is not None
                self._typed = self._typed[match.end() :]
                self._pressed(NAMES.get(match[0], match[0]))

    def _read(self) -> None:
        try:
            data = os.read(self._descriptor, 4096)
        except OSError:
            data = b""
        if data:
            self.take(data.decode(errors="replace"))
        elif self._asking:
            # Ctrl+D on an empty line.
            self.take("\n")
        else:
            self._gone()

    def _single_keys(self) -> None:
        mode = termios.tcgetattr(self._descriptor)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        # Ctrl+S is a key, and does not stop the output.
        mode[0] &= ~termios.IXON
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, mode)

    def _as_before(self) -> None:
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def _suspend(self, loop: asyncio.AbstractEventLoop) -> None:
        self._as_before()
        loop.remove_signal_handler(signal.SIGTSTP)
        os.kill(os.getpid(), signal.SIGTSTP)
        # Here it goes on when the shell says so.
        loop.add_signal_handler(signal.SIGTSTP, self._suspend, loop)
        if not self._asking:
            self._single_keys()
