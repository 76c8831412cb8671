"""How a slow terminal is recognized: by a model of one, on a clock of its own."""

import asyncio

import pytest

from perceptop.app.run.worker.snapshot_feed import Feed
from perceptop.app.terminal.write_backlog import CAPACITY, TRIAL, WriteBacklog
from perceptop.core.protocol.commands import Step
from tests.app.direct import DirectSource
from tests.core.sessions import session


class SlowTerminal:
    """Holds so many bytes, and reads so many a second; written to as `Output` does, every 10 ms while it is full."""

    def __init__(self, rate):
        self.rate, self.held, self.now = rate, 0.0, 100.0
        self.pace = WriteBacklog()

    def write(self, size):
        while size:
            taken = min(size, int(CAPACITY - self.held))
            if taken:
                self.held += taken
                size -= taken
                self.pace.wrote(taken, self.now)
            else:
                self.pace.note_full(self.now)
                self.pass_by(0.01)

    def pass_by(self, seconds):
        self.now += seconds
        self.held = max(self.held - self.rate * seconds, 0.0)

    def draw(self, seconds, size=6500):
        """A frame each 33 ms unless it is behind; most bytes found before one, after the first second."""
        begin, most, frames = self.now, 0.0, 0
        while self.now < begin + seconds:
            if not self.pace.is_behind(self.now):
                if self.now > begin + 1:
                    most = max(most, self.held)
                self.write(size)
                frames += 1
            self.pass_by(1 / 30)
        return most, frames


@pytest.mark.parametrize("rate", [15_000, 20_000, 60_000, 120_000])
def test_a_slow_terminal_has_read_what_it_has_before_it_gets_another_frame(rate):
    terminal = SlowTerminal(rate)
    terminal.write(60_000)
    most, frames = terminal.draw(20)
    assert most < 0.1 * rate
    assert frames * 6500 / 20 > 0.5 * rate


def test_a_quick_terminal_gets_every_frame():
    _, frames = SlowTerminal(5_000_000).draw(2)
    assert frames >= 59


def test_a_terminal_that_was_held_for_a_while_gets_every_frame_again():
    terminal = SlowTerminal(5_000_000)
    terminal.rate = 0
    for _ in range(100):
        terminal.pace.note_full(terminal.now)
        terminal.pass_by(0.01)
    terminal.rate = 5_000_000
    assert terminal.draw(2)[1] >= 59


def test_a_slow_terminal_that_has_become_quick_is_found_out():
    terminal = SlowTerminal(20_000)
    terminal.write(60_000)
    terminal.rate = 5_000_000
    terminal.pass_by(TRIAL + 1)
    assert terminal.draw(2)[1] >= 59


class Reader:
    is_waiting = is_behind = False


async def test_while_the_terminal_is_behind_commands_are_sent_and_nothing_is_drawn():
    made = session()
    source, shown, reader = DirectSource(made), [], Reader()
    feed = Feed(source, made.snapshot(), shown.append, shown.append, reader)
    feed.open()
    reader.is_waiting = reader.is_behind = True
    for _ in range(5):
        feed.send(Step())
        feed.tick()
    await asyncio.sleep(0)
    assert (len(source.commands), len(shown)) == (5, 1)
    reader.is_waiting = reader.is_behind = False
    feed.tick()
    await asyncio.sleep(0)
    assert [snapshot.progress.epoch for snapshot in shown] == [0, 5]
