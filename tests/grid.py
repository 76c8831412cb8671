"""Two lists of cases, each with each: a few by default, so that every case of both is there; all of them with slow."""

import pytest


def grid(rows, columns):
    """The pairs for `parametrize`. Those off the diagonal are marked slow; the shorter list begins again on it."""
    rows, columns = list(rows), list(columns)
    height, width = len(rows), len(columns)
    diagonal = {(place % height, place % width) for place in range(max(height, width))}
    return [
        pytest.param(row, column, marks=() if (y, x) in diagonal else pytest.mark.slow)
        for y, row in enumerate(rows)
        for x, column in enumerate(columns)
    ]
