"""A function of one variable over a range, as examples."""

import numpy as np

from perceptop.core.data.expression import Expression, require_work
from perceptop.core.data.rows import Rows, require_size
from perceptop.core.errors.bad_input import refuse

MOST_POINTS = 1_000_000


def curve(formula: str, low: float, high: float, points: int, where: str = "function") -> Rows:
    """`points` evenly spaced values from `low` to `high`, both included, and the formula's value at each.

    `BadInput` if the formula has more than one variable, or no finite value somewhere.
    """
    if not 2 <= points <= MOST_POINTS:
        refuse(where, f"{points:,} points" if points < 10**15 else "too many points", f"2 to {MOST_POINTS:,}")
    require_size(where, points, 2)
    if not low < high or not np.isfinite(high - low):
        refuse(where, f"a range from {low:g} to {high:g}", "the lower end first, and a finite distance")
    expression = Expression(formula, where)
    if len(expression.names) > 1:
        refuse(where, "the variables " + ", ".join(expression.names), "one variable")
    require_work([expression], points, where)
    name = expression.names[0] if expression.names else "x"
    x = np.linspace(low, high, points)
    y = expression({name: x})
    if not np.isfinite(y).all():
        refuse(where, f"{formula} = {y[~np.isfinite(y)][0]} at {name} = {x[~np.isfinite(y)][0]:g}", "finite values")
    return Rows(x[:, None], y[:, None], (name,))
