"""Runs that are opened in the process of the test: each a paused session behind the face of a worker."""

import asyncio
from dataclasses import replace

from perceptop.app.cli.main import typed_options
from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.messages import Refused
from perceptop.app.run.worker.open_runs import OpenRun, Runs
from perceptop.core.errors.bad_input import BadInput
from tests.app.direct import DirectSource
from tests.core.sessions import Clock


class OpenedSource(DirectSource):
    """Gives its first snapshot, or why there is none, without being asked, as a worker does."""

    closed = False

    def __init__(self, options):
        try:
            made = open_session(replace(options, paused=True))
        except BadInput as problem:
            self._answers = [Refused(str(problem))]
        else:
            super().__init__(made)
            made._control._clock = made._saving._clock = Clock()
            self._answers = [made.snapshot()]

    def listen(self, heard):
        self._loop, self._heard = asyncio.get_running_loop(), heard
        if self._answers:
            self._loop.call_soon(heard)
        return lambda: None

    def close(self):
        self.closed = True


def open_runs(name="xor"):
    """The runs of a program that was started with this experiment."""
    options = RunOptions(name)
    source = OpenedSource(options)
    return Runs(OpenRun(source, options, source.receive()), OpenedSource, typed_options)


def view_of(runs):
    """The app on the present run."""
    run = runs.present
    return Live(run.source, run.latest, run.options, ViewOptions(runs=runs))
