"""Choice of digits: the printed expression, evaluated, gives the printed result; otherwise "≈" is written."""

from decimal import Decimal, localcontext

from perceptop.core.explain.equations.arithmetic import EXACT, Number, Sum, Term, numbers_in
from perceptop.core.explain.equations.digits import half_unit, rounded, stripped, written
from perceptop.core.protocol import record
from perceptop.core.protocol.explanation import Equation

DIGITS = 4
"""Significant digits of a result, unless asked otherwise."""
FULL = 17
"""Digits that tell any two numbers apart."""


@record(frozen=True)
class DraftEquation(Equation):
    """An equation whose digits may still change, since other lines of its page use its result.

    The first of the expressions that gives the printed result is taken. `least` is the count of significant digits of
    the result if no other line asks for more.
    """

    operands: int = 0
    """Significant digits of the numbers in the expression; 0 without one."""
    used: frozenset[float] = frozenset()
    """Values of the numbers in the expression."""
    expressions: tuple[Term, ...] = ()
    least: int = DIGITS

    @property
    def plain(self) -> Equation:
        """Return the equation alone."""
        return Equation(self.name, self.formula, self.expression, self.relation, self.result, self.value)

    def with_digits(self, needed: int) -> "DraftEquation":
        """Return it with a result of at least `needed` significant digits; as it is if it has no such digits.

        A product in single precision, say, has seven.
        """
        if needed <= self.least:
            return self
        longer = _draft(self.name, self.formula, self.value, self.expressions, needed, exactly=True)
        return longer if longer.relation == self.relation else self


def equation(name: str, value: float, *expressions: Term, formula: str = "", digits: int = DIGITS) -> DraftEquation:
    """Make the equation of a value that the engine has computed, with numbers put into the formula.

    The first of the expressions that gives the printed result is taken. `digits` are those of the result.
    """
    return _draft(name, formula, value, expressions, digits)


def _draft(
    name: str,
    formula: str,
    value: float,
    expressions: tuple[Term, ...],
    digits: int,
    exactly: bool = False,
) -> DraftEquation:
    if not expressions or _is_bare(expressions[0]):
        return DraftEquation(
            name, formula, (), "=", written(value, digits), value, expressions=expressions, least=digits
        )

    def made(expression: Term, relation: str, result: str, operands: int) -> DraftEquation:
        spans, used = tuple(expression.spans(operands)), frozenset(numbers_in(expression))
        return DraftEquation(name, formula, spans, relation, result, value, operands, used, expressions, digits)

    with localcontext(EXACT):
        for expression in expressions:
            for operands, result in precisions(digits):
                if exactly and result != digits:
                    continue
                shown = _reconciled(expression.exactly(operands), rounded(value, result), value)
                if shown is not None:
                    return made(expression, "=", shown, operands)
    return made(expressions[0], "≈", rounded(value, digits), digits)


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


def _reconciled(exact: Decimal, result: str, value: float) -> str | None:
    """Return the result as text if the expression's value `exact` rounds to it, else None. `value` is the engine's."""
    shown = Decimal(result)
    if not (exact.is_finite() and shown.is_finite()):
        return None
    if exact == shown:
        return stripped(result) if float(result) == value else result
    # Strictly less: at exactly half a unit a reader may round up or to even.
    return result if abs(exact - shown) < half_unit(result) else None
