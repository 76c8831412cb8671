"""The gate through which all text leaves for standard output and standard error, and what to do if nothing gets out.

What is printed may quote strangers' files. The live view does not pass here: it draws cells, cleaned one by one.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from perceptop.core.errors.printable import printable_lines


class OutputLost(OSError):  # noqa: N818 - it is the disk that is full, say, and no error of ours
    """What was printed cannot be written, and somebody still waits for it."""


class SafeOutput:
    """A text stream that lets through what can be seen, and lines. The rest it writes as escapes.

    So it does with letters that the encoding of the stream does not have, unless the stream has a way of its own.
    `OutputLost` if standard output cannot take it, and a broken pipe stays one; if standard error cannot, nobody
    could be told.
    """

    def __init__(self, stream: TextIO, is_error: bool) -> None:
        self.stream, self._is_error = stream, is_error
        self._lost: OSError | None = None

    def write(self, text: str) -> int:
        """Write all of it; the number of characters that were given."""
        visible = printable_lines(text)
        if not visible.isascii():
            encoding = self.stream.encoding or "utf-8"
            own = self.stream.errors
            errors = "backslashreplace" if own in (None, "strict", "surrogateescape") else own
            visible = visible.encode(encoding, errors).decode(encoding)
        with self._losing():
            self.stream.write(visible)
        return len(text)

    def flush(self) -> None:
        """Write what has been kept back. What was lost before is said again: argparse does not listen."""
        with self._losing():
            if self._lost and not self._is_error:
                raise self._lost
            self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    @contextlib.contextmanager
    def _losing(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            self._lost = problem
            if self._is_error:
                let_go(self.stream)
            elif isinstance(problem, BrokenPipeError):
                raise
            else:
                raise OutputLost(f"standard output: {(problem.strerror or str(problem)).lower()}") from None


@contextlib.contextmanager
def gated() -> Iterator[None]:
    """Put the gate before both streams."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _gate(sys.stdout, False), _gate(sys.stderr, True)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@contextlib.contextmanager
def ungated() -> Iterator[None]:
    """Lift the gate for Textual, which draws, and shows by itself what goes wrong in it."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (getattr(stream, "stream", stream) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def rewrite_line(text: str = "") -> None:
    """Put a text in place of the present line of standard error, a terminal."""
    stream = getattr(sys.stderr, "stream", sys.stderr)
    stream.write("\r\x1b[K")
    sys.stderr.write(text)
    sys.stderr.flush()


def let_go(stream: TextIO) -> None:
    """Give up what could not be written, so that Python does not try it once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def _gate(stream: TextIO, is_error: bool) -> Any:
    return stream if isinstance(stream, SafeOutput) else SafeOutput(stream, is_error)
