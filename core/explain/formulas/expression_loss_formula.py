"""A loss written as an expression, with the numbers of one output put in."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from perceptop.core.explain.equations.arithmetic import (
    Difference,
    Function,
    Minus,
    Number,
    PowerOfE,
    Product,
    Quotient,
    Square,
    Sum,
    Term,
    larger_of,
    ln,
    root,
    smaller_of,
    tanh,
)
from perceptop.core.protocol.explanation import Span


@dataclass(frozen=True)
class Power(Term):
    """One number to the power of another."""

    binding = 3
    base: Term
    exponent: Term

    def spans(self, digits: int) -> list[Span]:
        return [*_bracketed(self.base, digits), Span("^"), *_bracketed(self.exponent, digits)]

    def exactly(self, digits: int) -> Decimal:
        base, exponent = self.base.exactly(digits), self.exponent.exactly(digits)
        return base**exponent if exponent else Decimal(1)


def _bracketed(part: Term, digits: int) -> list[Span]:
    bare = part.binding == Term.binding and not (isinstance(part, Number) and part.negative)
    return part.spans(digits) if bare else [Span("("), *part.spans(digits), Span(")")]


def _sign(value: Decimal) -> Decimal:
    return Decimal((value > 0) - (value < 0))


FUNCTIONS: dict[str, Callable[..., Term]] = {
    "exp": PowerOfE,
    "log": ln,
    "sqrt": root,
    "tanh": tanh,
    "min": smaller_of,
    "max": larger_of,
    "abs": lambda of: Function("abs", abs, (of,)),
    "sign": lambda of: Function("sign", _sign, (of,)),
}


def with_numbers(text: str, a: Number, y: Number) -> Term | None:
    """Return the expression over `a` and `y` with numbers; None for functions without a form here, such as sin(a)."""
    return _written(ast.parse(text.strip(), mode="eval").body, {"a": a, "y": y})


def _written(node: ast.expr, named: dict[str, Number]) -> Term | None:
    match node:
        case ast.Name(id=name):
            return named.get(name)
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value):
            return Number(float(value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _made(Minus, named, operand)
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=2)):
            return _made(Square, named, left)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            return _made(BINARY[type(op)], named, left, right)
        case ast.Call(func=ast.Name(id=name), args=args) if name in FUNCTIONS:
            return _made(FUNCTIONS[name], named, *args)
    return None


BINARY: dict[type[ast.operator], Callable[..., Term]] = {
    ast.Add: lambda first, second: Sum((first, second)),
    ast.Sub: Difference,
    ast.Mult: lambda first, second: Product((first, second)),
    ast.Div: Quotient,
    ast.Pow: Power,
}


def _made(form: Callable[..., Term], named: dict[str, Number], *nodes: ast.expr) -> Term | None:
    parts = [_written(node, named) for node in nodes]
    return None if None in parts else form(*parts)
