"""Sums of any length: the first terms are printed, and what the others come to."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import Sum, Term
from perceptop.core.explain.equations.digits import written
from perceptop.core.protocol.explanation import Span

MOST_TERMS = 12
"""Terms that are printed, the last of them what all others come to."""


@dataclass(frozen=True)
class RemainderTerm(Term):
    """The terms of a sum that are not printed one by one, by their count and what they come to."""

    count: int
    value: float | Decimal

    def spans(self, digits: int) -> list[Span]:
        return [Span(f"… and {self.count:,} more ({written(self.value, digits)})")]

    def exactly(self, digits: int) -> Decimal:
        return Decimal(written(self.value, digits))


def bounded_sum(values: Array, term: Callable[[int], Term], last: Term | None = None) -> Sum:
    """The sum of `term(0)`, `term(1)`, …, whose values are `values`, and of `last`; of many terms the first ones."""
    shown = len(values) if len(values) <= MOST_TERMS else MOST_TERMS - 1
    terms = [term(place) for place in range(shown)]
    if shown < len(values):
        terms.append(RemainderTerm(len(values) - shown, total(values[shown:])))
    return Sum((*terms, *([last] if last is not None else [])))


def total(values: Array) -> float:
    """The sum, rounded only once."""
    try:
        return fsum(values.tolist())
    except (OverflowError, ValueError):
        # Where the run has diverged: infinities of both signs, or a sum beyond the largest number.
        return float(values.sum())
