"""The terminal is taken away from the program in every state; both of its processes must be gone within a second:

python tests/soak/closures.py [TIMES]
"""

import sys
import time
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.app.pseudo_terminal import Terminal, gone_within

FLAT_OUT = ("--speed", "max", "--target-loss", "0", "--epochs", "1000000000")
STATES = {
    "loading": None,
    "opening": None,
    "running": "",
    "paused": " ",
    "go to epoch": "g",
    "menu": "m",
    "watchpoints": "mw",
    "palette": "\x10",
    "help": "?",
    "presenter": "mP",
    "pictures": "mz",
    "glossary": "mG",
}
"""What is typed to get into each state."""


def close(state, controlling, seconds=1.0):
    """Take the terminal away in that state; how long it took until the screen and the worker were gone."""
    with Terminal("watch", *FLAT_OUT, controlling=controlling) as terminal:
        workers = _reach(terminal, state)
        begin = time.perf_counter()
        terminal.close()
        assert _gone(terminal, seconds), f"{state}, controlling {controlling}: the screen lives on"
        left = max(seconds - (time.perf_counter() - begin), 0.0)
        assert all(gone_within(worker, left) for worker in workers), f"{state}: the worker lives on"
        return time.perf_counter() - begin


def _reach(terminal, state):
    if state == "loading":
        while not terminal.workers:
            time.sleep(0.005)
        return terminal.workers
    if state == "opening":
        while b"\x1b[?1049h" not in terminal.output:
            terminal.read(0.001)
        return terminal.workers
    terminal.wait_for("running")
    if STATES[state]:
        terminal.keys(STATES[state])
        terminal.read(0.4)
    return terminal.workers


def _gone(terminal, seconds):
    end = time.monotonic() + seconds
    while terminal.process.poll() is None:
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    cases = list(product(STATES, (False, True)))
    taken, survivors = [], []
    for number in range(wanted):
        case = cases[number % len(cases)]
        try:
            taken.append(close(*case))
        except AssertionError as survivor:
            survivors.append(str(survivor))
            print(survivor)
    print(f"{wanted} closures, {len(survivors)} survivors; gone after {max(taken, default=0):.2f} s at most")
    sys.exit(bool(survivors))
