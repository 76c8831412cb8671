"""What an explanation is made of: sections of lines of spans, some of which lead on to another explanation.

All of it is immutable, small and can be pickled: a text printer and a screen draw the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from perceptop.core.protocol.addresses import Address


@dataclass(frozen=True)
class Link:
    """Where a number leads to: what explains it, and for which example, counted from 0."""

    address: Address
    example: int | None = None


@dataclass(frozen=True)
class Span:
    """A piece of text, and where it leads to."""

    text: str
    link: Link | None = None


@dataclass(frozen=True)
class Line:
    """Words, or a value that comes from nowhere else."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The line as it is printed."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Equation:
    """`name = formula = expression = result`, the expression with numbers put in.

    `relation` is "=" where the printed expression, evaluated, gives the printed result to its last digit, else "≈".
    An empty formula or expression is left out. `value` is the result as the engine has it.
    """

    name: str
    formula: str
    expression: tuple[Span, ...]
    relation: str
    result: str
    value: float
    operands: int = 0
    """Significant digits of the numbers in the expression; 0 without one."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of it, in order; the expression's pieces with their links."""
        head = [Span(self.name)]
        if self.formula:
            head.append(Span(f" = {self.formula}"))
        if self.expression:
            head += [Span(" = "), *self.expression]
        return (*head, Span(f" {self.relation} "), Span(self.result))

    @property
    def text(self) -> str:
        """The equation as it is printed, on one line."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line | Equation, ...]


@dataclass(frozen=True)
class CurvePoint:
    """Where a neuron stands on the curve of its activation function."""

    activation: str
    z: float
    a: float


@dataclass(frozen=True)
class Explanation:
    """The arithmetic behind one number. `point` is there for a neuron that has an activation function."""

    title: str
    link: Link
    sections: tuple[Section, ...]
    point: CurvePoint | None = None

    @property
    def equations(self) -> Iterator[Equation]:
        """All equations, in order."""
        return (line for section in self.sections for line in section.lines if isinstance(line, Equation))

    @property
    def links(self) -> tuple[Link, ...]:
        """Where it leads on to, each once, in order."""
        spans = (span for section in self.sections for line in section.lines for span in line.spans)
        return tuple(dict.fromkeys(span.link for span in spans if span.link and span.link != self.link))


def words(text: str, link: Link | None = None) -> Line:
    """A line of words, which may lead somewhere as a whole."""
    return Line((Span(text, link),))
