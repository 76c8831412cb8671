"""Arithmetic that is printed and evaluated from the same digits.

Every node gives its text, in spans, with numbers of a given count of significant digits, and the exact value of that
text.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import ClassVar

from perceptop.core.explain.equations.digits import written
from perceptop.core.protocol.explanation import Link, Span

EXACT = Context(prec=60, Emax=999_999_999_999, Emin=-999_999_999_999, traps=[])
"""Precision far beyond what is shown; an overflow becomes infinite instead of an error."""


class Term(ABC):
    """A term of an expression. `binding` is its precedence: a term of lower precedence gets parentheses."""

    binding: ClassVar[int] = 4

    @abstractmethod
    def spans(self, digits: int) -> list[Span]:
        """Return the text in spans, with numbers of `digits` significant digits."""

    @abstractmethod
    def exactly(self, digits: int) -> Decimal:
        """Return the exact value of that text; call it within `localcontext(EXACT)`."""


@dataclass(frozen=True)
class Number(Term):
    """A number and the link to what explains it."""

    value: float | Decimal
    link: Link | None = None

    @property
    def negative(self) -> bool:
        """Return whether it is printed with a minus."""
        return self.value < 0

    def spans(self, digits: int) -> list[Span]:
        return [Span(written(self.value, digits), self.link)]

    def exactly(self, digits: int) -> Decimal:
        return Decimal(written(self.value, digits))


@dataclass(frozen=True)
class Sum(Term):
    """One or more terms."""

    binding = 1
    terms: tuple[Term, ...]

    def spans(self, digits: int) -> list[Span]:
        return _joined(self.terms, " + ", 1, digits)

    def exactly(self, digits: int) -> Decimal:
        return sum((term.exactly(digits) for term in self.terms), Decimal(0))


@dataclass(frozen=True)
class Difference(Term):
    binding = 1
    first: Term
    second: Term

    def spans(self, digits: int) -> list[Span]:
        return [*_held(self.first, 1, digits), Span(" - "), *_held(self.second, 2, digits, signed=False)]

    def exactly(self, digits: int) -> Decimal:
        return self.first.exactly(digits) - self.second.exactly(digits)


@dataclass(frozen=True)
class Product(Term):
    """Two or more factors."""

    binding = 2
    factors: tuple[Term, ...]

    def spans(self, digits: int) -> list[Span]:
        return _joined(self.factors, " × ", 2, digits)

    def exactly(self, digits: int) -> Decimal:
        product = Decimal(1)
        for factor in self.factors:
            product *= factor.exactly(digits)
        return product


@dataclass(frozen=True)
class Quotient(Term):
    binding = 2
    above: Term
    below: Term

    def spans(self, digits: int) -> list[Span]:
        return [*_held(self.above, 2, digits), Span(" / "), *_held(self.below, 3, digits)]

    def exactly(self, digits: int) -> Decimal:
        return self.above.exactly(digits) / self.below.exactly(digits)


@dataclass(frozen=True)
class Minus(Term):
    binding = 2
    of: Term

    def spans(self, digits: int) -> list[Span]:
        return [Span("-"), *_held(self.of, 3, digits, signed=False)]

    def exactly(self, digits: int) -> Decimal:
        return -self.of.exactly(digits)


@dataclass(frozen=True)
class Square(Term):
    binding = 3
    of: Term

    def spans(self, digits: int) -> list[Span]:
        return [*_held(self.of, 4, digits, signed=False), Span("²")]

    def exactly(self, digits: int) -> Decimal:
        value = self.of.exactly(digits)
        return value * value


@dataclass(frozen=True)
class PowerOfE(Term):
    binding = 3
    of: Term

    def spans(self, digits: int) -> list[Span]:
        # e^-0.94 needs no parentheses: the minus belongs to the number alone.
        bare = isinstance(self.of.of if isinstance(self.of, Minus) else self.of, Number)
        return [Span("e^"), *_held(self.of, 0 if bare else 4, digits)]

    def exactly(self, digits: int) -> Decimal:
        return self.of.exactly(digits).exp()


@dataclass(frozen=True)
class Function(Term):
    """A named function of one or more values."""

    name: str
    function: Callable[..., Decimal]
    of: tuple[Term, ...]

    def spans(self, digits: int) -> list[Span]:
        return [Span(f"{self.name}("), *_joined(self.of, ", ", 0, digits), Span(")")]

    def exactly(self, digits: int) -> Decimal:
        return self.function(*(value.exactly(digits) for value in self.of))


def numbers_in(term: Term) -> Iterator[float]:
    """Yield the values of all numbers in a term."""
    if isinstance(term, Number):
        yield float(term.value)
        return
    for part in vars(term).values():
        for each in part if isinstance(part, tuple) else (part,):
            if isinstance(each, Term):
                yield from numbers_in(each)


def ln(of: Term) -> Function:
    """The natural logarithm."""
    return Function("ln", Decimal.ln, (of,))


def root(of: Term) -> Function:
    """The square root."""
    return Function("√", Decimal.sqrt, (of,))


def tanh(of: Term) -> Function:
    """The hyperbolic tangent."""
    return Function("tanh", _tanh, (of,))


def larger_of(first: Term, second: Term) -> Function:
    """The larger of two terms."""
    return Function("max", max, (first, second))


def smaller_of(first: Term, second: Term) -> Function:
    """The smaller of two terms."""
    return Function("min", min, (first, second))


def _tanh(value: Decimal) -> Decimal:
    shrunk = (-2 * abs(value)).exp()
    return ((1 - shrunk) / (1 + shrunk)).copy_sign(value)


def _held(of: Term, binding: int, digits: int, signed: bool = True) -> list[Span]:
    """Add parentheses if its precedence is below `binding`, or if it begins with a minus that may not stand there."""
    minus = (isinstance(of, Number) and of.negative) or isinstance(of, Minus)
    if of.binding >= binding and (signed or not minus):
        return of.spans(digits)
    return [Span("("), *of.spans(digits), Span(")")]


def _joined(parts: tuple[Term, ...], sign: str, binding: int, digits: int) -> list[Span]:
    spans = _held(parts[0], binding, digits)
    for part in parts[1:]:
        spans += [Span(sign), *_held(part, binding, digits)]
    return spans
