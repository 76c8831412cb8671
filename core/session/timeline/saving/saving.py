"""Writes the files of a run, and does what takes long beside the run: a piece at a time, so that keys are not kept
waiting.
"""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.files.atomic_file import write_text
from perceptop.core.nn.networks.network import Network


class Saving:
    """`files` are the names of the files that were written so far."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds."""
        self.files: list[str] = []
        self._clock = clock
        self._jobs: deque[Iterator[None]] = deque()

    @property
    def pending(self) -> bool:
        """Whether something is still to be done."""
        return bool(self._jobs)

    def model(self, network: Network, path: str) -> None:
        """Write a network to a file, by its ending. `BadInput` if it cannot be."""
        network.save(path)
        self.files.append(path)

    def text(self, text: str, path: str) -> None:
        """Write a text to a file, whole or not at all. `BadInput` if it cannot be."""
        write_text(text, Path(path), path)
        self.files.append(path)

    def begin(self, job: Iterator[None]) -> None:
        """Do a job from now on, piece by piece, after those that were begun before."""
        self._jobs.append(job)

    def advance(self, budget: float) -> None:
        """Go on for `budget` seconds or a little more. `BadInput` if a job fails, which ends it."""
        end = self._clock() + budget
        while self._jobs and self._clock() < end:
            try:
                next(self._jobs[0])
            except StopIteration:
                self._jobs.popleft()
            except BadInput:
                self._jobs.popleft()
                raise
