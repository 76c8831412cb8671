"""The parts of an explanation: sections of lines of spans, some with a link to another explanation.

All are immutable, small and can be pickled: the text output and the screen show the same.
"""

from collections.abc import Iterator

from perceptop.core.protocol import record
from perceptop.core.protocol.addresses import Address


@record(frozen=True)
class Link:
    """A link to the explanation of a number, for an example counted from 0."""

    address: Address
    example: int | None = None


@record(frozen=True)
class Span:
    """A piece of text, and its link."""

    text: str
    link: Link | None = None


@record(frozen=True)
class Line:
    """A line of words, or a value without arithmetic."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Return the line as it is printed."""
        return "".join(span.text for span in self.spans)


@record(frozen=True)
class Equation:
    """`name = formula = expression = result`, the expression with numbers put in.

    `relation` is "=" where the printed expression, evaluated, gives the printed result to its last digit, else "≈". An
    empty formula or expression is left out. `value` is the exact result.
    """

    name: str
    formula: str
    expression: tuple[Span, ...]
    relation: str
    result: str
    value: float

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return all spans in order; those of the expression with their links."""
        head = [Span(self.name)]
        if self.formula:
            head.append(Span(f" = {self.formula}"))
        if self.expression:
            head += [Span(" = "), *self.expression]
        return (*head, Span(f" {self.relation} "), Span(self.result))

    @property
    def text(self) -> str:
        """Return the equation as it is printed, on one line."""
        return "".join(span.text for span in self.spans)


@record(frozen=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line | Equation, ...]


@record(frozen=True)
class CurvePoint:
    """The point of a neuron on the curve of its activation function."""

    activation: str
    z: float
    a: float


@record(frozen=True)
class Explanation:
    """The arithmetic behind one number. `point` is set for a neuron with an activation function."""

    title: str
    link: Link
    sections: tuple[Section, ...]
    point: CurvePoint | None = None

    @property
    def equations(self) -> Iterator[Equation]:
        """Return all equations, in order."""
        return (line for section in self.sections for line in section.lines if isinstance(line, Equation))

    @property
    def links(self) -> tuple[Link, ...]:
        """Return its links, each once, in order."""
        spans = (span for section in self.sections for line in section.lines for span in line.spans)
        return tuple(dict.fromkeys(span.link for span in spans if span.link and span.link != self.link))


def words(text: str, link: Link | None = None) -> Line:
    """Make a line of words, with at most one link."""
    return Line((Span(text, link),))
