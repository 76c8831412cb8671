"""The real program in a pseudo-terminal."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds after which what is waited for is missing. Nothing is waited for longer than it takes."""
SCREEN_LEFT = b"\x1b[?1049l"


class Terminal:
    """`perceptop` with its arguments in a terminal of its own; what it writes is kept in `output`."""

    command = (sys.executable, "-m", "perceptop")
    folder = ROOT

    def __init__(self, *arguments, size=(40, 120), controlling=False, **environment):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.output = b""
        clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TEXTUAL_THEME")}
        self.process = subprocess.Popen(
            [*self.command, *arguments],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=self.folder,
            env=clean | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PERCEPTOP_CONFIG": ""} | environment,
            start_new_session=True,
            # Of a controlling terminal that goes away the program is told by SIGHUP, of any other by nothing.
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlling else None,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()
        os.close(self.slave)

    def close(self):
        """Take the terminal away from the program."""
        if self.master is not None:
            os.close(self.master)
            self.master = None

    def read(self, seconds):
        """Take in what is written until nothing has come for a moment, or the time is over."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.master], [], [], min(left, 0.05))
            if ready:
                self.output += os.read(self.master, 65536)
            elif self.process.poll() is not None:
                return

    def wait_for(self, pattern, seconds=PATIENCE):
        """Read until the text that was written, without its control codes, matches."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.text):
            if time.monotonic() > end:
                raise AssertionError(f"{pattern!r} does not come; last was {self.text[-400:]!r}")
            self.read(0.05)

    def was_restored(self):
        """Whether the terminal comes to be as it was before."""
        end = time.monotonic() + PATIENCE
        while not self.restored and time.monotonic() < end:
            self.read(0.05)
        return self.restored

    @property
    def text(self):
        return re.sub(rb"\x1b(\[[0-9;?]*[a-zA-Z]|\].*?(\x07|\x1b\\)|.)", b"", self.output).decode(errors="replace")

    def keys(self, keys):
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def signal(self, name):
        self.process.send_signal(getattr(signal, name))

    def end(self, seconds=PATIENCE):
        """Wait for the program to end; its exit code."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.read(0.1)
        assert self.process.poll() is not None, "it does not end"
        return self.process.returncode

    @property
    def restored(self):
        """Whether the terminal is as it was: its modes, and its first screen."""
        return termios.tcgetattr(self.slave) == self.before and SCREEN_LEFT in self.output

    @property
    def workers(self):
        """The processes that the program has started."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in listed.read_text().split()]


def is_running(pid):
    """Whether a process is there and not yet a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stopped_within(pid, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def gone_within(pid, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while is_running(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
