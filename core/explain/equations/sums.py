"""Sums of any length: the first terms are printed, the others as one number."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import Sum, Term
from perceptop.core.explain.equations.digits import written
from perceptop.core.protocol.explanation import Span

MOST_TERMS = 12
"""Most terms that are printed; the last is the sum of all that are left."""


@dataclass(frozen=True)
class RemainderTerm(Term):
    """The terms of a sum that are not printed one by one: their count and their sum."""

    count: int
    value: float | Decimal

    def spans(self, digits: int) -> list[Span]:
        return [Span(f"… and {self.count:,} more ({written(self.value, digits)})")]

    def exactly(self, digits: int) -> Decimal:
        return Decimal(written(self.value, digits))


def bounded_sum(values: Array, term: Callable[[int], Term], last: Term | None = None) -> Sum:
    """Make the sum of `term(0)`, `term(1)`, …, whose values are `values`, and of `last`; the first are written out."""
    shown = len(values) if len(values) <= MOST_TERMS else MOST_TERMS - 1
    terms = [term(place) for place in range(shown)]
    if shown < len(values):
        terms.append(RemainderTerm(len(values) - shown, total(values[shown:])))
    return Sum((*terms, *([last] if last is not None else [])))


def total(values: Array) -> float:
    """Return the sum, rounded once."""
    try:
        return fsum(values.tolist())
    except (OverflowError, ValueError):
        # A run that has diverged: infinities of both signs, or a sum beyond the largest number.
        return float(values.sum())
