"""The first answer of a worker."""

import sys
from typing import TYPE_CHECKING

from perceptop.app.worker.connection import WorkerConnection
from perceptop.app.worker.process import Failed, Refused

if TYPE_CHECKING:
    from perceptop.core.protocol.snapshot import Snapshot


def first_snapshot(link: WorkerConnection) -> "Snapshot | int":
    """The run as it begins; or, where it cannot, the exit code, after stderr has been told why.

    `WorkerEnded` if nothing is heard at all.
    """
    first: Snapshot | Refused | Failed = link.receive()
    if isinstance(first, Refused):
        print(f"perceptop watch: {first.line}", file=sys.stderr)
        return 2
    if isinstance(first, Failed):
        print(first.traceback, end="", file=sys.stderr)
        return 1
    return first
