"""An explanation as rows of a given width: equations are broken before their signs and never cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perceptop.app.panes.content.activation_curve import LEAST_WIDTH
from perceptop.app.wording.cell_text import cells, clean
from perceptop.core.protocol.explanation import Equation, Explanation, Line, Link, Span

INDENT = 2
MOST_HANG = 5
"""Largest indent of a continued row, as a divisor of the width."""
CURVE_HEIGHT = 7
LEAST_CURVE_WIDTH = LEAST_WIDTH + INDENT
SIGNS = (" + ", " - ", " × ", " / ", " ")
"""Texts before which a row may break, the best first."""


@dataclass(frozen=True)
class Piece:
    """A text in a row: its role (heading, name, formula, text or result), and the number of its link.

    `x` is its first cell.
    """

    x: int
    text: str
    role: str
    link: int | None = None


Row = tuple[Piece, ...]


@dataclass(frozen=True)
class Page:
    """The rows, the links in order, and the row at which a curve begins."""

    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    curve_at: int | None

    def row_of(self, link: int) -> int:
        """The row in which the link of that number begins."""
        return next(y for y, row in enumerate(self.rows) for piece in row if piece.link == link)

    def link_at(self, x: int, y: int) -> int | None:
        """The number of the link in that cell."""
        if not 0 <= y < len(self.rows):
            return None
        pieces = (piece for piece in self.rows[y] if piece.x <= x < piece.x + cells(piece.text))
        return next((piece.link for piece in pieces), None)


Marked = list[tuple[str, str, int | None]]
"""Texts, each with its role and the number of its link."""


def lay_out(explanation: Explanation, width: int) -> Page:
    """Arrange all sections under their headings; after that of the activation, room for its curve."""
    rows: list[Row] = []
    links: list[Link] = []
    curve_at = None
    for place, section in enumerate(explanation.sections):
        if rows:
            rows.append(())
        rows += _fill([(clean(section.heading), "heading", None)], width, INDENT - 1, INDENT - 1, (" ",))
        for line in section.lines:
            rows += (
                _equation(line, explanation, links, width)
                if isinstance(line, Equation)
                else _words(line, explanation, links, width)
            )
        if place == 1 and explanation.point is not None and width >= LEAST_CURVE_WIDTH:
            curve_at = len(rows)
            rows += [()] * CURVE_HEIGHT
    return Page(tuple(rows), tuple(links), curve_at)


def _words(line: Line, explanation: Explanation, links: list[Link], width: int) -> list[Row]:
    return _fill(list(_marked(line.spans, "text", explanation, links)), width, INDENT, INDENT * 2, (" ",))


def _equation(line: Equation, explanation: Explanation, links: list[Link], width: int) -> list[Row]:
    """On one row if it fits; else formula, expression and result each on rows of their own."""
    expression = list(_marked(line.expression, "text", explanation, links))
    parts: list[Marked] = [[(f" = {clean(line.formula)}", "formula", None)]] if line.formula else []
    parts += [[(" = ", "text", None), *expression]] if expression else []
    parts.append([(f" {line.relation} ", "text", None), (line.result, "result", None)])
    name: Marked = [(clean(line.name), "name", None)]
    whole = sum((part for part in parts), name)
    if INDENT + sum(cells(text) for text, _, _ in whole) <= width:
        return _fill(whole, width, INDENT, INDENT, SIGNS)
    hang = min(INDENT + cells(line.name) + 1, max(width // MOST_HANG, INDENT))
    rows = _fill([*name, *parts[0]], width, INDENT, hang + 2, SIGNS)
    for part in parts[1:]:
        text, role, link = part[0]
        rows += _fill([(text.lstrip(), role, link), *part[1:]], width, hang, hang + 2, SIGNS)
    return rows


def _marked(
    spans: Sequence[Span], role: str, explanation: Explanation, links: list[Link]
) -> Iterator[tuple[str, str, int | None]]:
    for span in spans:
        if span.link is None or span.link == explanation.link:
            yield clean(span.text), role, None
        else:
            links.append(span.link)
            yield clean(span.text), role, len(links) - 1


def _fill(marked: Marked, width: int, indent: int, hang: int, signs: Sequence[str]) -> list[Row]:
    """Fill rows: the first indented by `indent` cells, the others by `hang`."""
    text = "".join(part for part, _, _ in marked)
    rows, start = [], 0
    while start < len(text):
        room = max(width - indent, 1)
        end = _end_of_row(text, start, room, signs)
        rows.append(tuple(_pieces(marked, start, end, indent)))
        start = end + (text[end : end + 1] == " ")
        indent = min(hang, max(width - 1, 0))
    return rows


def _end_of_row(text: str, start: int, room: int, signs: Sequence[str]) -> int:
    if cells(text[start:]) <= room:
        return len(text)
    longest = start + 1
    while longest < len(text) and cells(text[start : longest + 1]) <= room:
        longest += 1
    for sign in signs:
        # The blank before the sign may be the first character that does not fit.
        end = text.rfind(sign, start + 1, longest + len(sign))
        if end > start:
            return end
    return longest


def _pieces(marked: Marked, start: int, end: int, x: int) -> Iterator[Piece]:
    place = 0
    for text, role, link in marked:
        part = text[max(start - place, 0) : max(end - place, 0)]
        place += len(text)
        if part:
            yield Piece(x, part, role, link)
            x += cells(part)
