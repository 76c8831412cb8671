"""Digits of a page: a number that a later line of the same page uses is printed with the digits that are used there."""

from dataclasses import replace

from perceptop.core.explain.equations.equation import DraftEquation
from perceptop.core.protocol.explanation import Equation, Explanation, Line, Section


def with_carried_digits(*pages: Explanation) -> list[Explanation]:
    """Return the pages, which are read one after the other, with plain equations that carry their digits on."""
    lines = [line for page in pages for section in page.sections for line in section.lines]
    carried = {id(line): equation for line, equation in zip(lines, _carried(lines), strict=True)}

    def settled(section: Section) -> Section:
        return replace(section, lines=tuple(carried[id(line)] for line in section.lines))

    return [replace(page, sections=tuple(map(settled, page.sections))) for page in pages]


def _carried(lines: list[Line | Equation]) -> list[Line | Equation]:
    """Choose digits from the last line to the first: those of a result follow from the lines after it."""
    needed: dict[str, int] = {}
    settled: list[Line | Equation] = []
    for line in reversed(lines):
        if not isinstance(line, DraftEquation):
            settled.append(line)
            continue
        draft = line.with_digits(needed.get(_key(line.value), 0))
        for key in map(_key, draft.used):
            needed[key] = max(needed.get(key, 0), draft.operands)
        settled.append(draft.plain)
    return settled[::-1]


def _key(value: float) -> str:
    """Return what tells a number from others: one row computed alone differs from all at once in the last bits."""
    return f"{value:.12g}"
