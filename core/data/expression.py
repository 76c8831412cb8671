"""Boolean and arithmetic expressions over named inputs, on whole columns at once.

A text is parsed by `ast` and checked against a list of allowed nodes; nothing is run as Python. All numbers are
float64, so that powers stay bounded, and a text is short, so that nesting stays bounded.
"""

import ast
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from keyword import iskeyword
from typing import Any

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse

LONGEST = 400
CONSTANTS = {"pi": np.pi}

FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    **{
        name: (1, getattr(np, name))
        for name in ("sin", "cos", "tan", "exp", "sqrt", "abs", "tanh", "sinh", "cosh", "floor", "ceil", "sign")
    },
    "log": (1, np.log),
    "min": (2, np.minimum),
    "max": (2, np.maximum),
}
"""The functions by name: the number of arguments, and the function."""

ARITHMETIC: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.true_divide,
    ast.FloorDiv: np.floor_divide,
    ast.Mod: np.mod,
    ast.Pow: np.power,
    ast.USub: np.negative,
    ast.UAdd: np.positive,
}

LOGIC: dict[type[ast.AST], Callable[..., Any]] = {
    ast.BitXor: np.logical_xor,
    ast.BitAnd: np.logical_and,
    ast.BitOr: np.logical_or,
    ast.Invert: np.logical_not,
    ast.And: np.logical_and,
    ast.Or: np.logical_or,
    ast.Not: np.logical_not,
}
"""On truth values, and on numbers that are 0 or 1: `x ^ 3` is more often a slip for `x**3` than meant."""

COMPARISONS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}

MOST_WORK = 10_000_000
"""Most operations of expressions times rows: some seconds."""
LEAST_ROWS = 200
"""Rows below which the time does not fall."""
SLOW: dict[type[ast.AST], int] = {ast.Mod: 8, ast.FloorDiv: 8}
"""Cost of slow operations, in ordinary ones."""

OPERATORS = frozenset((*ARITHMETIC, *LOGIC, *COMPARISONS))


class Expression:
    """`Expression("a ^ b")({"a": [0, 1], "b": [1, 1]})` is `[1., 0.]`. `names` are its inputs as they first appear."""

    def __init__(self, text: str, where: str = "expression") -> None:
        """Raise `BadInput` if the text is no expression of names, numbers and known operations."""
        self.text, self._where = text, where
        self._tree = self._parse()
        self.names: tuple[str, ...] = tuple(dict.fromkeys(self._inputs(self._tree)))
        self.operations = sum(map(_operations, ast.walk(self._tree)))

    def __call__(self, columns: Mapping[str, Array]) -> Array:
        """Return the value for each row of the columns, float64, true as 1 and false as 0.

        A column named like a constant stands before it. `BadInput` if a name has no column. 1 / 0 and the like are
        infinite or nan.
        """
        with np.errstate(all="ignore"):
            value = self._evaluate(self._tree, columns)
        length = max((len(column) for column in columns.values()), default=1)
        return np.array(np.broadcast_to(np.asarray(value, float), (length,)))

    def _parse(self) -> ast.expr:
        if len(self.text) > LONGEST:
            refuse(self._where, f"{len(self.text)} characters", f"an expression of at most {LONGEST}")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self.text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            refuse(self._where, self.text, "an expression like a ^ b, not (a and b), or x**3 - 15*x")

    def _inputs(self, node: ast.expr) -> list[str]:
        """Return the names below a node from left to right; refuse every node that is not on the list."""
        children: Sequence[ast.expr]
        operators: Sequence[ast.AST]
        match node:
            case ast.Name(id=name):
                return [] if name in CONSTANTS else [name]
            case ast.Constant(value=value):
                self._constant(value)
                return []
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                self._require_function(name, len(args))
                children, operators = args, ()
            case _:
                children, operators = _parts(node)
        if not children or not all(type(operator) in OPERATORS for operator in operators):
            found = ast.unparse(node)
            refuse(self._where, found, "names, numbers, + - * / ** and or not & | ^ ~ < > == and functions")
        return [name for child in children for name in self._inputs(child)]

    def _require_function(self, name: str, arguments: int) -> None:
        if name not in FUNCTIONS:
            refuse(self._where, f"{name}(…)", "one of " + ", ".join(FUNCTIONS))
        if arguments != FUNCTIONS[name][0]:
            refuse(self._where, f"{name} of {arguments} arguments", f"{FUNCTIONS[name][0]}")

    def _constant(self, value: object) -> float:
        if not isinstance(value, int | float):
            refuse(self._where, repr(value), "a number")
        try:
            return float(value)
        except OverflowError:
            refuse(self._where, "a number of too many digits", "one below 1e308")

    def _evaluate(self, node: ast.expr, columns: Mapping[str, Array]) -> Any:
        def value(child: ast.expr) -> Any:
            return self._evaluate(child, columns)

        match node:
            case ast.Constant(value=constant):
                return self._constant(constant)
            case ast.Name(id=name):
                return self._column(name, columns)
            case ast.UnaryOp(operand=operand):
                return self._apply(node.op, node, value(operand))
            case ast.BinOp(left=left, right=right):
                return self._apply(node.op, node, value(left), value(right))
            case ast.BoolOp(values=[first, *others]):
                result = value(first)
                for other in others:
                    result = self._apply(node.op, node, result, value(other))
                return result
            case ast.Compare(left=left, ops=ops, comparators=others):
                values = [value(each) for each in (left, *others)]
                pairs = zip(ops, values, values[1:], strict=False)
                return reduce(np.logical_and, [COMPARISONS[type(op)](a, b) for op, a, b in pairs])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return np.where(value(test), value(body), value(orelse))
            case ast.Call(func=ast.Name(id=name), args=args):
                return FUNCTIONS[name][1](*(np.asarray(value(each), float) for each in args))
        raise AssertionError(node)

    def _column(self, name: str, columns: Mapping[str, Array]) -> Any:
        if name in columns:
            return np.asarray(columns[name])
        if name not in CONSTANTS:
            refuse(self._where, name, "one of " + ", ".join(columns))
        return CONSTANTS[name]

    def _apply(self, operator: ast.AST, node: ast.expr, *operands: Any) -> Any:
        if type(operator) in ARITHMETIC:
            return ARITHMETIC[type(operator)](*(np.asarray(operand, float) for operand in operands))
        for operand in map(np.asarray, operands):
            if not ((operand == 0) | (operand == 1)).all():
                hint = "; a power is **" if isinstance(operator, ast.BitXor) else ""
                refuse(self._where, f"numbers in {ast.unparse(node)}", f"values that are true or false{hint}")
        return LOGIC[type(operator)](*operands)


def _parts(node: ast.expr) -> tuple[Sequence[ast.expr], Sequence[ast.AST]]:
    """The operands of a node and its operators; neither if it is of a kind that is not allowed."""
    match node:
        case ast.UnaryOp():
            return (node.operand,), (node.op,)
        case ast.BinOp():
            return (node.left, node.right), (node.op,)
        case ast.BoolOp():
            return node.values, (node.op,)
        case ast.Compare():
            return (node.left, *node.comparators), node.ops
        case ast.IfExp():
            return (node.test, node.body, node.orelse), ()
    return (), ()


def _operations(node: ast.AST) -> int:
    """Return the cost of a node itself."""
    if isinstance(node, ast.BoolOp):
        return len(node.values)
    counted = ast.operator | ast.unaryop | ast.cmpop | ast.Call | ast.IfExp
    return SLOW.get(type(node), 1) if isinstance(node, counted) else 0


def require_work(expressions: Iterable[Expression], rows: int, where: str) -> None:
    """Raise `BadInput` if they would take too long for that many rows."""
    operations = sum(expression.operations for expression in expressions)
    most = MOST_WORK // max(rows, LEAST_ROWS)
    if operations > most:
        refuse(where, f"{operations:,} operations on {rows:,} rows", f"at most {most:,} operations on so many rows")


def require_name(name: str, where: str) -> None:
    """Raise `BadInput` if an expression could not use the name."""
    if not name.isidentifier() or iskeyword(name) or name in FUNCTIONS:
        refuse(where, name, "a name of letters, digits and _ that begins with a letter")
