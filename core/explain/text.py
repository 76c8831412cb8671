"""An explanation as plain text: headings, equations broken before their signs, and the links."""

from collections.abc import Callable, Iterable

from perceptop.core.protocol.addresses import Address, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Equation, Explanation, Line, Link

INDENT = "  "
MOST_LEADS = 8


def to_text(explanation: Explanation, width: int = 100, named: Callable[[Address], str] | None = None) -> str:
    """Return the title, then each section under its heading, in lines of about `width` characters.

    The links at the end are options of the command line, unless `named` says how each is written; empty for not at all.
    """
    parts = [explanation.title]
    for section in explanation.sections:
        parts += ["", section.heading]
        for line in section.lines:
            parts += [INDENT + text for text in broken(line, width - len(INDENT))]
    leads = _leads(explanation.links, explanation.link.example, named)
    if leads:
        parts += ["", "leads to:", *(INDENT + row for row in _filled(leads, width - len(INDENT), ""))]
    return "\n".join(parts)


def broken(line: Line | Equation, width: int) -> list[str]:
    """Break a line of an explanation into lines of text; an equation breaks before a sign or a `=`."""
    if len(line.text) <= width:
        return [line.text]
    if isinstance(line, Line):
        return _filled(line.text.split(" "), width, "")
    hang = " " * len(line.name)
    parts = [part for part in (line.formula, "".join(span.text for span in line.expression)) if part]
    rows = [f"{line.name} = {parts[0]}", *(f"{hang} = {part}" for part in parts[1:])]
    rows.append(f"{hang} {line.relation} {line.result}")
    filled: list[str] = []
    for row in rows:
        filled += _filled(_before_signs(row), width, hang + "   ")
    return filled


def _before_signs(text: str) -> list[str]:
    """Cut the text before every +, which stays with what follows it."""
    first, *others = text.split(" + ")
    return [first, *(f"+ {other}" for other in others)]


def _filled(pieces: Iterable[str], width: int, hang: str) -> list[str]:
    rows: list[str] = []
    for piece in pieces:
        if rows and len(rows[-1]) + 1 + len(piece) <= width:
            rows[-1] += f" {piece}"
        else:
            rows.append(hang + piece if rows else piece)
    return rows


def _option(address: Address) -> str:
    """The option of the command line that explains a neuron or a synapse."""
    if isinstance(address, NeuronAddress):
        return f"--neuron {address}"
    return f"--synapse {address}" if isinstance(address, SynapseAddress) else ""


def _leads(links: tuple[Link, ...], here: int | None, named: Callable[[Address], str] | None) -> list[str]:
    """Return the links by their names, or as options; with the example only if it is another one."""
    found: list[str] = []
    for link in links:
        other = None if link.example in (None, here) else link.example + 1
        text = named(link.address) if named else _option(link.address)
        if text and other:
            text = f"{text} of row {other}" if named else f"--example {other} {text}"
        found.append(text)
    shown = list(dict.fromkeys(filter(None, found)))
    more = len(shown) - MOST_LEADS
    rest = [f"and {more:,} more"] if more > 0 else []
    leads = shown[:MOST_LEADS]
    return [*(f"{name} ·" for name in leads[:-1]), *leads[-1:], *rest]
