"""Fails if the engine's speed falls below 1.5 times the textbook loop with biases; about 2 on a quiet machine.

python tests/benchmarks/engine_floor.py

Both run in one process, in turns, and medians are compared. Other work on the machine only ever makes the ratio
uncertain, so a measurement that is too low is made again, twice at the most.
"""

import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import engine

FLOOR = 1.5
ROUNDS = 15
EPOCHS = 4_000
ATTEMPTS = 3


def measured():
    """How many times as fast as the textbook loop with biases the engine is."""
    theirs, ours = zip(
        *((engine.textbook_with_biases(EPOCHS), engine.perceptop(EPOCHS)) for _ in range(ROUNDS)), strict=True
    )
    return median(theirs) / median(ours)


def main():
    for _ in range(ATTEMPTS):
        ratio = measured()
        print(f"engine: {ratio:.2f} times the textbook loop with biases, at least {FLOOR} wanted")
        if ratio >= FLOOR:
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
