"""The driver of a terminal that may be slow, send rubbish, be stopped, or go away."""

import os
import selectors
import signal
from types import FrameType
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from perceptop.app.terminal.forced_exit import LEAVING, end_by, restore
from perceptop.app.terminal.input_parser import InputParser
from perceptop.app.terminal.output_writer import Output
from perceptop.app.terminal.style_changes import with_style_changes_only

LOOK = 0.1
"""Seconds between two looks at whether input is still wanted."""
HUNG_UP = 128 + signal.SIGHUP
"""The exit code if the terminal goes away, whether or not a signal says so."""
LAST_WORDS = 1.0
"""Seconds that a terminal has to read what restores it."""


class TerminalDriver(LinuxDriver):
    """Textual's driver with an input, an output and signal handlers of its own; see there what they are for.

    Textual's input thread spins at the end of the input, and its writer thread dies with the terminal, after which the
    app waits for ever to be rid of its next frame.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert self._file is not None
        self._output = Output(self._file.fileno(), self._lose)
        self._file = self._output  # type: ignore[assignment]
        self._in_use = False
        self._lost = False

    def start_application_mode(self) -> None:
        """Take the terminal over, and leave by each signal that would end the program from now on."""
        for number in LEAVING:
            signal.signal(number, self._leave)
        # Not as Textual does it: to write to the terminal in a handler may wait for a lock that this thread holds.
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)
        if not os.isatty(self.fileno):
            # It went away while the program was loaded, and there is nothing to be restored.
            os._exit(HUNG_UP)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._in_use = self._key_thread is not None and self._key_thread.is_alive()
        if self._writer_thread is not None:
            # The app must never wait for the terminal: it draws less often instead.
            self._writer_thread._queue.maxsize = 0

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._in_use = False
        super().stop_application_mode()

    def close(self) -> None:
        """Write what is left to be written, as far as the terminal reads it."""
        if (writer := self._writer_thread) is not None:
            writer._queue.put(None)
            writer.join(LAST_WORDS)
        for number in LEAVING:
            signal.signal(number, signal.SIG_DFL)

    def write(self, data: str) -> None:
        """Write, without waiting."""
        if self._writer_thread is not None:
            data = with_style_changes_only(data)
            self._output.queue(data)
            super().write(data)

    @property
    def is_waiting(self) -> bool:
        """Return whether there is something that could not be written yet."""
        return self._output.is_waiting

    @property
    def is_behind(self) -> bool:
        """Return whether the terminal has not read everything yet, as far as one can tell."""
        return self._output.is_behind

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal over again; after SIGSTOP it has never been given back."""
        if not self._auto_restart:
            return
        if self._in_use:
            self.suspend_application_mode()
        self.resume_application_mode()
        self._app.refresh(layout=True)

    def _leave(self, number: int, frame: FrameType | None) -> None:
        """End the app in the ordinary way; what takes too long is ended outright."""
        end_by(number, lambda: restore(self.fileno, self._output.fileno(), self.attrs_before))
        self._tell_app(128 + number)

    def _lose(self) -> None:
        """End the app, whose terminal has gone. Called by the threads that notice it."""
        if not self._lost:
            self._lost = True
            end_by(signal.SIGHUP, lambda: None)
            self._tell_app(HUNG_UP)

    def _tell_app(self, code: int) -> None:
        try:
            self._loop.call_soon_threadsafe(self._app.exit, None, code)
        except RuntimeError:
            # The loop has ended: so will the program, at once.
            return

    def run_input_thread(self) -> None:
        """Read what comes until no more is wanted, or there is nobody left who could send anything."""
        parser = InputParser(self._debug)
        with selectors.SelectSelector() as selector:
            try:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(LOOK):
                        data = self._read()
                        if data == b"":
                            self._lose()
                            return
                        for message in parser.feed(data or b""):
                            self.process_message(message)
                    for message in parser.tick():
                        self.process_message(message)
            except OSError:
                self._lose()

    def _read(self) -> bytes | None:
        """What is there; None if nothing is after all, and nothing of length 0 at the end."""
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
