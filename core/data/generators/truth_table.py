"""Truth tables, by name or by Boolean expressions over named inputs."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from perceptop.core.data.expression import Expression, require_name, require_work
from perceptop.core.data.rows import MOST_NUMBERS, Rows, require_size
from perceptop.core.errors.bad_input import refuse

TABLES: dict[str, Callable[[Any], Any]] = {
    "and": lambda bits: bits.all(axis=1),
    "or": lambda bits: bits.any(axis=1),
    "nand": lambda bits: ~bits.all(axis=1),
    "nor": lambda bits: ~bits.any(axis=1),
    "xor": lambda bits: bits.sum(axis=1) % 2 == 1,
    "xnor": lambda bits: bits.sum(axis=1) % 2 == 0,
    "parity": lambda bits: bits.sum(axis=1) % 2 == 1,
}
"""Each takes `(rows, inputs)` truth values to one a row. Of more than two inputs, xor and parity are true for an odd
number of true ones, xnor for an even number."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_CHARACTERS = 20_000
"""Of different formulas: parsing takes time, too."""
MOST_INPUTS = MOST_NUMBERS.bit_length()


def truth_table(
    formulas: Sequence[str],
    inputs: int | Sequence[str] | None = None,
    values: tuple[float, float] = (0.0, 1.0),
    where: str = "truth table",
) -> Rows:
    """Every combination of inputs, counted up in binary, and what each formula makes of it: one output a formula.

    A formula is a name of `TABLES`, or an expression. `inputs` are names, or a number of them; without it the names
    that the expressions use, two if there is none. `values` stand for false and true. `BadInput` if a name is unknown
    or the table too large.
    """
    different = dict.fromkeys(formulas)
    if (length := sum(map(len, different))) > MOST_CHARACTERS:
        refuse(where, f"formulas of {length:,} characters", f"at most {MOST_CHARACTERS:,} together")
    expressions = {text: Expression(text, where) for text in different if text.lower() not in TABLES}
    names = _names(inputs, list(expressions.values()), where)
    require_size(where, 2 ** len(names), len(names) + len(formulas))
    require_work(expressions.values(), 2 ** len(names), where)
    places = np.arange(len(names) - 1, -1, -1)
    bits = (np.arange(2 ** len(names))[:, None] >> places & 1).astype(bool)
    columns = dict(zip(names, bits.T, strict=True))
    worked_out = {
        text: expressions[text](columns) if text in expressions else np.asarray(TABLES[text.lower()](bits), float)
        for text in different
    }
    truths = [worked_out[text] for text in formulas]
    for text, truth in zip(formulas, truths, strict=True):
        odd = truth[~np.isin(truth, (0, 1))]
        if odd.size:
            refuse(where, f"{text}, which gives {odd[0]:g}", "an expression that is true or false")
    false, true = values
    return Rows(np.where(bits, true, false), np.where(np.stack(truths, 1) == 1, true, false), names)


def _names(inputs: int | Sequence[str] | None, expressions: list[Expression], where: str) -> tuple[str, ...]:
    if inputs is None:
        used = tuple(dict.fromkeys(name for expression in expressions for name in expression.names))
        inputs = used or 2
    count = inputs if isinstance(inputs, int) else len(inputs)
    if not 1 <= count <= MOST_INPUTS:
        refuse(where, f"{count} inputs", f"1 to {MOST_INPUTS}")
    names = tuple(LETTERS[:count]) if isinstance(inputs, int) else tuple(inputs)
    for name in names:
        require_name(name, where)
    if len(set(names)) < len(names):
        refuse(where, ", ".join(names), "a name of its own for each input")
    return names
