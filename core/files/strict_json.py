"""Strict JSON by RFC 8259: no NaN, no repeated keys, no unlimited nesting."""

import json
from collections import Counter
from typing import Any

from perceptop.core.errors.bad_input import refuse

MOST_DIGITS = 300
"""Most digits of a whole number. A longer one is read as a float, beyond 10^308 as infinity."""


def parse_json(text: str, label: str) -> Any:
    """Return the value of the text; `BadInput` with line and column if it is not JSON."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            [(key, times)] = Counter(key for key, _ in pairs).most_common(1)
            refuse(label, f"the key {key} {times} times", "each key once")
        return table

    def constant(name: str) -> Any:
        refuse(label, name, "finite numbers only")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=constant, parse_int=_whole)
    except json.JSONDecodeError as problem:
        place = f"{label}, line {problem.lineno}, column {problem.colno}"
        refuse(place, text[problem.pos : problem.pos + 40].strip() or "the end", f"JSON ({problem.msg})")
    except RecursionError:
        refuse(label, "lists in lists, too deep to follow", "JSON")


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)
