"""Rows that are held out of training, to be tested on."""

import numpy as np
from numpy.typing import NDArray

FEWEST = 10
"""Tables with fewer rows hold out none."""


def held_out_rows(groups: NDArray[np.int64] | None, rows: int, share: float, seed: int) -> NDArray[np.int64]:
    """The numbers of the rows that are held out, in their order: `share` of all rows, drawn from the seed.

    With `groups`, `(rows,)`, each group gives its own share, rounded so that the whole comes out right, and keeps at
    least one row to train on.
    """
    count = round(rows * share)
    if rows < FEWEST or count == 0:
        return np.array([], np.int64)
    shuffled = np.random.default_rng([seed, rows]).permutation(rows)
    if groups is None:
        return np.sort(shuffled[:count])
    names, sizes = np.unique(groups, return_counts=True)
    exact = sizes * count / rows
    parts = np.minimum(np.floor(exact).astype(int), sizes - 1)
    # The largest remainders get one more, until there are as many as wanted or no group can give any.
    for place in np.argsort(parts - exact, kind="stable"):
        if parts.sum() < count and parts[place] < sizes[place] - 1:
            parts[place] += 1
    chosen = [shuffled[groups[shuffled] == name][:part] for name, part in zip(names, parts, strict=True)]
    return np.sort(np.concatenate(chosen))
