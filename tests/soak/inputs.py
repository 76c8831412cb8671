"""Random keys, mouse events, pastes and sizes for the live view, the same for the same seed:

python tests/soak/inputs.py [INPUTS [SEEDS]]
"""

import asyncio
import os
import random
import sys
import time
import traceback
from pathlib import Path

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
sys.path.insert(0, str(Path(__file__).parents[2]))

from rich.style import Style
from textual import events
from textual.geometry import Size

from perceptop.app.live.app import Live
from perceptop.app.run.options import RunOptions
from tests.app.direct import DirectSource
from tests.core.sessions import session

SAMPLES = ("xor", "cubic", "pixels", "letters", "and-perceptron")
"""Of each kind: classes, a function, images, symbols, and a network that cannot be trained."""
NAMED = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": None, "up": None, "down": None, "left": None,
    "right": None, "home": None, "end": None, "pageup": None, "pagedown": None, "backspace": None, "delete": None,
    "ctrl+p": None, "shift+right": None, "shift+left": None, "ctrl+z": None, "space": " ",
}  # fmt: skip
LEAVES = {"q", "ctrl+q", "ctrl+c", "ctrl+z", "p", "c"}
"""Keys that leave, stop, or write files; what they do has tests of its own."""
LETTERS = "abdefghijklmnorstuvwxyzABCDEFGNPRSVCW0123456789+-=.,#<>[]/?δ漢"
TEXTS = ("rate 0.3", "optimizer irprop-", "0.1-1.1 = 2", "batch 2", "99999999", "-1", "nan", "1e400", "x" * 500,
         "[bold]", "a\nb\nc", "\x1b[31m", "δ漢字", "")  # fmt: skip
SIZES = ((120, 40), (80, 24), (100, 30), (200, 60), (60, 16), (40, 10), (20, 5), (10, 3), (3, 40), (1, 1), (0, 0))
SETTLE = 40
"""Inputs after which the app is given the time to do them all."""


STRETCHES, STRETCH = 10, 5e-7
"""Stretches of work after each command: a jump to epoch 99,999,999 is under way while other keys come."""


class BusySource(DirectSource):
    """Carries out a part of each command at once, and leaves the rest for later."""

    def send(self, message):
        self.session.handle(message)
        for _ in range(STRETCHES):
            if self.session.wait() != 0:
                return
            self.session.advance(STRETCH)


def live(sample):
    made = session(sample)
    return Live(BusySource(made), made.snapshot(), RunOptions(sample))


def any_key(draws):
    if draws.random() < 0.35:
        bound = [key for binding in Live.BINDINGS for key in binding.key.split(",")]
        name = draws.choice([*NAMED, *bound])
        return None if name in LEAVES else events.Key(name, NAMED.get(name, name if len(name) == 1 else None))
    letter = draws.choice(LETTERS)
    return events.Key(letter, letter)


def any_mouse(draws, size):
    kinds = (events.MouseMove, events.MouseDown, events.MouseUp, events.MouseScrollDown, events.MouseScrollUp)
    x, y = draws.randrange(-1, size[0] + 2), draws.randrange(-1, size[1] + 2)
    button = draws.choice((0, 1, 1, 3))
    flags = (False, draws.random() < 0.1, draws.random() < 0.1)
    return [
        kind(None, x, y, 0, 0, button, *flags, x, y, Style())
        for kind in draws.choice([kinds[:1], kinds[1:3], kinds[3:]])
    ]


def inputs(seed, count):
    """Lists of events that come at once."""
    draws, size = random.Random(seed), (120, 40)
    while count > 0:
        kind = draws.random()
        if kind < 0.7:
            key = any_key(draws)
            at_once = [] if key is None else [key.copy() for _ in range(draws.choice((1, 1, 1, 2)))]
        elif kind < 0.77:
            at_once = [events.Key("enter", "\r") for _ in range(draws.choice((2, 2, 3)))]
        elif kind < 0.92:
            at_once = any_mouse(draws, size)
        elif kind < 0.97:
            at_once = [events.Paste(draws.choice(TEXTS))]
        else:
            size = draws.choice(SIZES)
            at_once = [events.Resize(Size(*size), Size(*size))]
        count -= len(at_once)
        yield at_once


async def soak(sample, seed, count):
    """Give the app so many inputs. If it does not survive: what came last, and the exception that ended it."""
    running, last = live(sample), []
    running.action_quit = running.action_suspend_process = running.action_help_quit = lambda: None
    running.files.save_picture = running.files.save = running.dialogs.copy_command = running.dialogs.many = lambda: None
    async with running.run_test(size=(120, 40)) as pilot:
        for number, at_once in enumerate(inputs(seed, count)):
            for event in at_once:
                last.append(getattr(event, "key", None) or repr(event)[:60])
                if isinstance(event, events.Resize):
                    running._driver._size = event.size
                running.post_message(event)
            del last[:-60]
            if number % SETTLE == 0:
                await pilot.pause()
            if not running.is_running or running._exception or running._exit:
                raise AssertionError(f"{sample}, seed {seed}: ended after {last}") from running._exception
        await pilot.pause()
        if not running.is_running or running._exception or running._exit:
            raise AssertionError(f"{sample}, seed {seed}: ended after {last}") from running._exception
        assert running.screen_stack


def main(count=20_000, seeds=4):
    each, failed = count // (len(SAMPLES) * seeds), 0
    for sample in SAMPLES:
        for seed in range(seeds):
            begin = time.perf_counter()
            try:
                asyncio.run(soak(sample, seed, each))
            except BaseException as problem:
                failed += 1
                print(f"{sample}, seed {seed}: {problem!r}")
                traceback.print_exception(problem.__cause__ or problem, limit=-6)
            print(f"{sample}, seed {seed}: {each} inputs in {time.perf_counter() - begin:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
