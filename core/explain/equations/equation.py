"""Choice of digits: the printed expression, evaluated, gives the printed result; otherwise "≈" is written."""

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
    """Make the equation of a value that the engine has computed, with numbers put into the formula.

    The first of the expressions that gives the printed result is taken. `exactly` sets the digits of a result that is
    put into another equation with that many.
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
    """Yield significant digits of operands and result, in the order in which they are tried.

    Most sums need an operand digit or two more than the result has. If large terms cancel, they need as many more as
    are lost; if all digits do not suffice, the result is shown with fewer.
    """
    few = [(digits + more, digits) for more in range(5)]
    many = [(digits + more, digits) for more in (6, 8, 11) if digits + more < FULL]
    return [*few, (digits + 4, digits + 1), *many, (FULL, digits), (FULL, digits + 1), (FULL, 3), (FULL, 2)]


def _is_bare(expression: Term) -> bool:
    """Return whether there is nothing to compute: a number, or a sum of one."""
    if isinstance(expression, Sum) and len(expression.terms) == 1:
        return _is_bare(expression.terms[0])
    return isinstance(expression, Number)


def _reconciled(exact: Decimal, result: str) -> str | None:
    """Return the result as text if the expression's value `exact` rounds to it, else None."""
    shown = Decimal(result)
    if not (exact.is_finite() and shown.is_finite()):
        return None
    if exact == shown:
        return stripped(result)
    # Strictly less: at exactly half a unit a reader may round up or to even.
    return result if abs(exact - shown) < half_unit(result) else None
