"""Pieces of work on several processes, which end with this one, however it ends."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

AHEAD = 2
"""Pieces for each process that are made before they are needed."""


def results_of(work: Callable[[Piece], Result], pieces: Iterable[Piece], processes: int) -> Iterator[Result]:
    """The results in the order of the pieces, of which no more are made than keep the processes busy."""
    if processes < 2:
        yield from map(work, pieces)
        return
    others = set(active_children())
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin) as pool:
        under_way: deque[Future[Result]] = deque()
        try:
            for piece in pieces:
                under_way.append(pool.submit(work, piece))
                if len(under_way) > AHEAD * processes:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BaseException:
            # Their present pieces are not needed any more.
            for worker in set(active_children()) - others:
                worker.terminate()
            raise


def _begin() -> None:
    """Leave Ctrl+C, which reaches every process of a terminal, to the first one, and end when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True, name="lifeline").start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        # Without this a worker would wait for its next piece for good: it holds the other end of that queue itself.
        parent.join()
        os._exit(1)
