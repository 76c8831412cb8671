"""Features: inputs computed from columns by expressions, such as x1*x2, in place of the columns themselves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from keyword import iskeyword
from unicodedata import normalize

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.expression import Expression, require_work
from perceptop.core.errors.bad_input import refuse

MOST_FEATURES = 1000
MOST_CHARACTERS = 20_000
"""Of expressions: parsing takes time, too."""


def expression_names(columns: Iterable[str]) -> dict[str, str]:
    """Columns by the name that an expression calls them: `sepal length (cm)` is sepal_length_cm.

    Of two columns with the same name neither has one; a column of that very name comes first.
    """
    found: dict[str, list[str]] = {}
    names = list(columns)
    for column in names:
        name = re.sub(r"\W+", "_", normalize("NFKC", column)).strip("_") if not column.isidentifier() else column
        name = normalize("NFKC", name)
        found.setdefault(f"{name}_" if iskeyword(name) else name, []).append(column)
    exact = {name: [column for column in same if column == name] for name, same in found.items()}
    return {
        name: (exact[name] or same)[0]
        for name, same in found.items()
        if name.isidentifier() and (len(same) == 1 or len(exact[name]) == 1)
    }


def columns_used(
    features: Sequence[str], columns: Sequence[str], where: str, rows: int = 0
) -> dict[str, tuple[str, ...]]:
    """The columns that each feature is computed from: itself, if it is the name of a column.

    `BadInput` for a feature that is there twice, for a name that is no column, for what is no expression, and for what
    takes too long with that many rows.
    """
    if len(features) > MOST_FEATURES:
        refuse(where, f"{len(features):,} features", f"at most {MOST_FEATURES:,}")
    length = sum(len(feature) for feature in features if feature not in columns)
    if length > MOST_CHARACTERS:
        refuse(where, f"features of {length:,} characters", f"at most {MOST_CHARACTERS:,} together")
    named = expression_names(columns)
    used: dict[str, tuple[str, ...]] = {}
    for feature in features:
        if feature in used:
            refuse(where, f"{feature} twice", "each feature once")
        used[feature] = (feature,) if feature in columns else _names_in(feature, named, where)
    computed = [Expression(feature, where) for feature in features if feature not in columns]
    require_work(computed, rows, where)
    return used


def _names_in(feature: str, named: Mapping[str, str], where: str) -> tuple[str, ...]:
    place = f"{where}: {feature}"
    for name in Expression(feature, place).names:
        if name not in named:
            near = get_close_matches(name, named, 1)
            expected = f"{near[0]}?" if near else "one of " + ", ".join(named)
            refuse(place, name, expected)
    # A column may have the name of a constant, and stands before it.
    used = tuple(named[word] for word in dict.fromkeys(re.findall(r"\w+", feature)) if word in named)
    if not used:
        refuse(place, "no column", "at least one of " + ", ".join(named))
    return used


def feature_values(feature: str, columns: Mapping[str, Array], where: str = "features") -> Array:
    """The feature for each row of the columns it is computed from, `(rows,)`, infinite or NaN if it has no value."""
    if feature in columns:
        return np.asarray(columns[feature], float)
    named = expression_names(columns)
    expression = Expression(feature, f"{where}: {feature}")
    return expression({name: columns[column] for name, column in named.items()})


def require_finite_feature(feature: str, values: Array, places: Sequence[str], where: str) -> None:
    """`BadInput` with the first row in which the feature has no value."""
    if not np.isfinite(values).all():
        row = int(np.flatnonzero(~np.isfinite(values))[0])
        refuse(f"{where}: {feature}, {places[row]}", f"{values[row]}", "a finite number in every row")
