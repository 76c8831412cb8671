"""Checks of targets that a loss takes as probabilities."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse

TOLERANCE = 1e-6
"""Tolerance of a row's sum of probabilities, for numbers that are written with few digits."""


def require_probabilities(loss: str, targets: Array, remedy: str) -> None:
    """Raise `BadInput` with the row and the remedy unless all targets, `(examples, outputs)`, lie from 0 to 1."""
    odd = np.argwhere((targets < 0) | (targets > 1))
    if odd.size:
        row, output = odd[0]
        found = f"{loss} with a target of {targets[row, output]:g} in row {row + 1:,}"
        refuse("loss", found, f"targets from 0 to 1: {remedy}")


def require_shares(loss: str, targets: Array) -> None:
    """Raise `BadInput` with the row and the remedy unless the targets of every row sum to 1."""
    totals = targets.sum(axis=1)
    odd = np.flatnonzero(np.abs(totals - 1) > TOLERANCE)
    if odd.size:
        found = f"{loss} with targets that sum to {totals[odd[0]]:g} in row {odd[0] + 1:,}"
        remedy = "add an output for rows of no class, or take sigmoid outputs"
        refuse("loss", found, f"targets of softmax outputs that sum to 1 in every row: {remedy}")
