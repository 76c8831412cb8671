"""Arithmetic as data: a call is a tuple of a callable and its operands, the last of which it writes into.

A list of calls over fixed buffers can be run many times with next to no Python in between, printed, and tested.
"""

from collections import deque
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import starmap
from operator import call
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike

from perceptop.core.data.arrays import Array

Call: TypeAlias = tuple[Any, ...]


def run(calls: Iterable[Call]) -> None:
    """Make the calls one after the other. The loop runs in C: a `deque` of length 0 consumes without keeping."""
    deque(starmap(call, calls), maxlen=0)


class CallLists:
    """A list of calls for each slot, made when it is first asked for: whoever takes a step or looks needs only one."""

    def __init__(self, make: Callable[[int], list[Call]], slots: int) -> None:
        self._make = make
        self._lists: list[list[Call] | None] = [None] * slots

    def __len__(self) -> int:
        """Return the number of slots."""
        return len(self._lists)

    def __getitem__(self, slot: int) -> list[Call]:
        """Return the calls of a slot."""
        calls = self._lists[slot]
        if calls is None:
            calls = self._lists[slot] = self._make(slot)
        return calls


def for_long_arrays(calls: Iterable[Call]) -> list[Call]:
    """The same calls, bit for bit, with 1 / x for each reciprocal.

    numpy's `reciprocal` is quicker to call, but takes twice as long for each number.
    """
    return [
        (np.divide, constant(1, rest[-1]), *rest) if function is np.reciprocal else (function, *rest)
        for function, *rest in calls
    ]


def larger(first: Array, second: Array, out: Array) -> Call:
    """Write the larger of both; numpy's `maximum` takes no third operand by place."""
    return partial(np.maximum, out=out), first, second


def smaller(first: Array, second: Array, out: Array) -> Call:
    """Write the smaller of both."""
    return partial(np.minimum, out=out), first, second


def constant(value: float, like: Array) -> Array:
    """Return a number as a 0-d array of the buffer's type: numpy converts a Python float anew at each call."""
    return _constant(float(value), like.dtype)


@lru_cache
def _constant(value: float, dtype: DTypeLike) -> Array:
    array = np.array(value, dtype)
    array.flags.writeable = False
    return array
