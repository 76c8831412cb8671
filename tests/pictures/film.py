"""The README's moving picture: the real app learns XOR, pauses, steps, goes back, explains; on a clock of its own."""

import asyncio
from collections.abc import Iterator

from perceptop.app.live.app import Live
from perceptop.app.run.options import RunOptions
from tests.app.direct import DirectSource
from tests.core.sessions import session
from tests.pictures.terminal_svg import Cell, Row, rows_of

SIZE = (110, 34)
SPEED = 30
"""Epochs a second while it runs."""
TICK = 0.01
SCRIPT: list[tuple[str, float, int, str]] = [
    ("", 1.5, 1, "XOR: 1 if exactly one input is 1. The weights are still random."),
    ("space", 10.5, 30, "30 epochs a second: the four outputs come to 0.5, then part."),
    ("space", 1.5, 1, "Pause on any epoch."),
    ("s", 2.0, 1, "One epoch. “last step” shows which way each weight went, and how far."),
    ("left", 1.5, 1, "One epoch back: the very same numbers."),
    ("i", 3.5, 1, "Where does the output come from? Its arithmetic, term by term."),
]
"""A key, the seconds that follow, the screens taken in them, and what stands below."""
SHORT = [SCRIPT[0], ("space", 0.5, 1, "It learns.")]
"""Enough to see that it works."""
NAMES = {"left": "←"}
RESTING = 19
"""The screen for those who see no motion."""


class ClockedSource(DirectSource):
    """A session that trains when its clock is told to go on."""

    def send(self, message: object) -> None:
        """Take up a command; what it asks for is done as time passes."""
        self.session.handle(message)

    def pass_time(self, seconds: float) -> None:
        """Let so much time pass."""
        for _ in range(round(seconds / TICK)):
            self.session.clock.now += TICK
            while self.session.wait() == 0:
                self.session.advance(TICK)


async def _film(script: list[tuple[str, float, int, str]]) -> tuple[list[tuple[float, list[Row]]], float]:
    made = session("xor", speed=SPEED, seed=7)
    source = ClockedSource(made)
    app = Live(source, made.snapshot(), RunOptions("xor", {"seed": 7}))
    app.callouts.enabled = False
    frames, time = [], 0.0
    async with app.run_test(size=SIZE) as pilot:
        for key, seconds, screens, words in script:
            if key:
                await pilot.press(key)
            for _ in range(screens):
                source.pass_time(seconds / screens)
                app.feed.ask()
                await pilot.pause(0.05)
                rows = rows_of(app.screen._compositor.render_strips())
                frames.append((time, [*rows, *_caption(key, words, SIZE[0])]))
                time += seconds / screens
    return frames, time


def _caption(key: str, words: str, width: int) -> Iterator[Row]:
    """An empty row, and one with the key that was pressed and what it did."""
    yield (Cell(" "),) * width
    name = f" {NAMES.get(key, key)} " if key else ""
    row = [Cell(" "), *(Cell(letter, "#121212", "#ffd866", "B") for letter in name)]
    row += [Cell(letter, "#e0e0e0") for letter in f" {words}"]
    yield tuple(row + [Cell(" ")] * (width - len(row)))


def film(script: list[tuple[str, float, int, str]] = SCRIPT) -> tuple[list[tuple[float, list[Row]]], float]:
    """Screens with the seconds at which each begins, and the seconds in all."""
    return asyncio.run(_film(script))
