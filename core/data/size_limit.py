"""How large a data set may be: checked before any array is made."""

from perceptop.core.errors.bad_input import refuse

MOST_NUMBERS = 10_000_000
"""80 MB; training lays down several buffers as large as the examples, times the neurons."""


def require_size(where: str, examples: int, columns: int) -> None:
    """`BadInput` if that many examples of that many numbers are too many."""
    if examples * columns > MOST_NUMBERS:
        found = f"{examples * columns:,}" if examples * columns < 10**15 else "more than a thousand million million"
        refuse(where, f"{found} numbers", f"a data set of at most {MOST_NUMBERS:,}")
