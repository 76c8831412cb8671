"""A session in the process of the test, behind the same face as the pipe to a worker: no process, no clock."""

import asyncio

from textual.command import CommandList

from perceptop.app.live.app import Live
from perceptop.app.run.options import RunOptions
from perceptop.core.protocol.commands import Command, WantPictures
from tests.core.sessions import run_out, session


class DirectSource:
    """Carries out each command at once; between commands nothing runs, so that a test has the time to look.

    `commands` are those that somebody gave; which pictures are seen is the screen's own business.
    """

    def __init__(self, made):
        self.session = made
        self.commands = []
        self.asked = 0
        self._answers = []

    def send(self, message: Command):
        if not isinstance(message, WantPictures):
            self.commands.append(message)
        self.session.handle(message)
        run_out(self.session)

    def ask(self):
        self.asked += 1
        self._answers.append(self.session.snapshot())
        self._loop.call_soon(self._heard)

    def receive(self):
        return self._answers.pop(0)

    def listen(self, heard):
        self._loop, self._heard = asyncio.get_running_loop(), heard
        return lambda: None


def live(name="xor", options=None, run=None, **overrides):
    """The app on a paused session; `run` is what the command line would have asked for."""
    made = session(name, options=options, **overrides)
    return Live(DirectSource(made), made.snapshot(), run or RunOptions(name, overrides))


def screen_text(app):
    """What stands on the screen, as lines of text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def until(pilot, holds):
    """Let the app go on until `holds()`: what a timer of the app does comes later the busier the machine is."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError(screen_text(pilot.app))


async def palette_has_found(pilot):
    """Wait until the command palette has found something: it looks while the app goes on."""
    found = pilot.app.screen.query_one(CommandList)
    while not found.option_count:
        await pilot.pause()
