"""The process that runs a session: takes commands from its pipe, trains, and answers with snapshots when asked."""

import os
import signal
import threading
import traceback
from multiprocessing.connection import Connection

from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.gc_tuning import postpone_garbage, settle_garbage
from perceptop.app.run.worker.messages import Ask, Failed, Refused

BUDGET = 0.002
"""Seconds that it trains between two looks at the pipe: less than anybody can feel, and long beside a look."""


def main(descriptor: int) -> None:
    """Serve the screen at the other end of the socket `descriptor`, until that end is closed.

    The first message is the `RunOptions`. Standard input is a lifeline: nothing is read from it, but it ends when the
    screen's process does, however that came about, and with it ends this process, in the middle of an epoch too.
    """
    # The terminal sends Ctrl+C to every process of its group; what it means is for the screen to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_screen, daemon=True).start()
    with Connection(descriptor) as connection:
        try:
            _serve(connection)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass
        except Exception:  # any error is reported to the screen
            connection.send(Failed(traceback.format_exc()))


def _end_with_the_screen() -> None:
    # Not sys.stdin.read: it would hold a lock that Python wants when it ends in the ordinary way.
    os.read(0, 1)
    os._exit(0)


def _serve(connection: Connection) -> None:
    options: RunOptions = connection.recv()
    postpone_garbage()
    from perceptop.app.run.open_run import open_session
    from perceptop.app.run.worker.snapshot_diff import difference
    from perceptop.core.errors.bad_input import BadInput

    try:
        session = open_session(options)
    except BadInput as refusal:
        connection.send(Refused(str(refusal)))
        return
    shown = session.snapshot()
    connection.send(shown)
    settle_garbage()
    while True:
        wait, asked = session.wait(), False
        while connection.poll(wait):
            message = connection.recv()
            if isinstance(message, Ask):
                asked = True
            else:
                session.handle(message)
            wait = 0
        session.advance(BUDGET)
        if asked:
            # After the advance: what a command brings about, a step say, is in the answer already.
            before, shown = shown, session.snapshot()
            connection.send(difference(before, shown))
