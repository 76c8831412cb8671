"""Choosing digits so that rounding cannot lie: a printed expression gives the printed result, or "≈" stands there."""

from decimal import Decimal, localcontext

from perceptop.core.explain.equations.arithmetic import EXACT, Number, Sum, Term
from perceptop.core.explain.equations.digits import half_unit, rounded, stripped, written
from perceptop.core.protocol.explanation import Equation

DIGITS = 4
"""Significant digits of a result, unless asked otherwise."""
FULL = 17
"""Digits that tell any two numbers apart."""


def equation(
    name: str,
    value: float,
    *expressions: Term,
    formula: str = "",
    digits: int = DIGITS,
    exactly: bool = False,
) -> Equation:
    """The equation of a value that the engine has computed, with numbers put into the formula.

    Of several expressions for the same the first that reconciles is taken. `exactly` so many digits has a result that
    is put into another equation with so many.
    """
    if not expressions or _is_bare(expressions[0]):
        return Equation(name, formula, (), "=", written(value, digits), value)
    with localcontext(EXACT):
        for expression in expressions:
            for operands, result in precisions(digits):
                if exactly and result != digits:
                    continue
                shown = _reconciled(expression.exactly(operands), rounded(value, result))
                if shown is not None:
                    return Equation(name, formula, tuple(expression.spans(operands)), "=", shown, value, operands)
    return Equation(name, formula, tuple(expressions[0].spans(digits)), "≈", rounded(value, digits), value, digits)


def precisions(digits: int) -> list[tuple[int, int]]:
    """Significant digits of operands and result, in the order in which they are tried.

    Most sums need an operand digit or two more than the result has. Where large terms cancel they need as many more
    as are lost, and where not even all digits suffice the result is shown with less of them.
    """
    few = [(digits + more, digits) for more in range(5)]
    many = [(digits + more, digits) for more in (6, 8, 11) if digits + more < FULL]
    return [*few, (digits + 4, digits + 1), *many, (FULL, digits), (FULL, digits + 1), (FULL, 3), (FULL, 2)]


def _is_bare(expression: Term) -> bool:
    """Return whether there is nothing to reckon: a number, or a sum of one."""
    if isinstance(expression, Sum) and len(expression.terms) == 1:
        return _is_bare(expression.terms[0])
    return isinstance(expression, Number)


def _reconciled(exact: Decimal, result: str) -> str | None:
    """The result as it may be printed after what comes to `exact`: None if it would not be true."""
    shown = Decimal(result)
    if not (exact.is_finite() and shown.is_finite()):
        return None
    if exact == shown:
        return stripped(result)
    # Strictly less: on the edge it would depend on whether a reader rounds halves up or to even.
    return result if abs(exact - shown) < half_unit(result) else None
